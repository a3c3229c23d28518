"""Any text is read without an exception, and every record of it cites exact characters."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.records import Published, make_document
from tocsin.testing import check_reading

WORDS = st.sampled_from(
    "said told according to Minister Varga Arvenia Sorland the a on Monday Nov. 12 2031 will may not attack met with "
    "troops \u201c \u201d \" \u2018 \u2019 ' , . : ; ( ) - \u2014 \u2026 he they I \n \n\n "
    "warned that if never talks border 90,000 U.S. 's "
    "last week in the coming months claimed denied accused of".split(" ")
)
SENTENCES = st.lists(WORDS, max_size=40).map(" ".join)
PUBLISHED = st.sampled_from([Published(), Published(value="2031-03-14", basis="given")])


@pytest.mark.model
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(SENTENCES, st.text(max_size=200)), published=PUBLISHED)
def test_any_text_is_read_and_every_record_cites_its_words(pipeline: Any, text: str, published: Published) -> None:
    [reading] = pipeline.read([make_document(text, outlet="Demo Wire", published=published)])
    check_reading(reading)


@pytest.mark.model
def test_the_bundled_dispatches_are_read_the_same_twice(pipeline: Any) -> None:
    from importlib.resources import as_file

    from tocsin.config import Settings
    from tocsin.demo import dispatches_path
    from tocsin.desk import open_documents
    from tocsin.readers.protocol import Publication

    def fail(error: Exception) -> None:
        raise error

    with as_file(dispatches_path()) as path:
        documents = list(open_documents([str(path)], publication=Publication(), settings=Settings(), on_error=fail))
    first = list(pipeline.read(documents))
    for reading in first:
        check_reading(reading)
    assert [list(pipeline.read([document]))[0] for document in documents] == first, (
        "reading alone or in a batch differs"
    )
