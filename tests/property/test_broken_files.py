"""Whatever a disk or a network does to a file, a reader gives documents or says what is wrong."""

from __future__ import annotations

import importlib.util
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.desk.arrivals import Unpacking
from tocsin.errors import ReadError
from tocsin.plugins import load_plugin, plugin_names
from tocsin.readers.protocol import Publication, Source


def load_made() -> Any:
    if "tocsin_made" not in sys.modules:
        path = Path(__file__).parents[1] / "unit" / "readers" / "made.py"
        spec = importlib.util.spec_from_file_location("tocsin_made", path)
        assert spec and spec.loader
        sys.modules["tocsin_made"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["tocsin_made"])
    return sys.modules["tocsin_made"]


def whole_files() -> dict[str, bytes]:
    made = load_made()
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "Mira Olsen <olsen@demo.example>", "Talks", "<1@demo.example>"
    mail.set_content("They met in Calder.")
    mail.add_attachment(made.archive({"a.txt": "x"}), maintype="application", subtype="zip", filename="a.zip")
    answers = [made.answer(f"https://demo.example/{n}", b"They met in Calder.") for n in (1, 2)]
    return {
        "a.eml": mail.as_bytes(),
        "a.mbox": b"From a Fri Mar 14 09:30:00 2031\n" + mail.as_bytes(),
        "a.pdf": made.pdf([made.column(["Talks", "", "They met in Cal-", "der."])]),
        "a.docx": made.docx("<w:p><w:r><w:t>They met.</w:t></w:r></w:p>"),
        "a.zip": made.archive({"a.txt": "They met.", "b.eml": mail.as_bytes()}),
        "a.warc": made.warc(*answers),
        "b.warc": made.warc(*answers, packed=True),
        "a.md": b"---\ntitle: Talks\ndate: 2031-03-14\n---\nThey met.\n",
    }


FILES = whole_files()
READERS = [load_plugin("tocsin.readers", name)() for name in plugin_names("tocsin.readers")]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(FILES)), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=8), st.data()
)
def test_a_file_with_wrong_bytes_is_read_or_named(
    name: str, wrong: list[tuple[float, bytes]], data: st.DataObject
) -> None:
    content = bytearray(FILES[name])
    for place, written in wrong:
        at = int(place * len(content))
        content[at : at + len(written)] = written
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content))) :]
    told: list[ReadError] = []
    source = Source(path=None, data=bytes(content), label=name, publication=Publication(), max_mib=1)
    try:
        list(Unpacking(READERS, told.append).read(source))
    except ReadError as error:
        told.append(error)
    assert all(error.seen and error.code for error in told)
