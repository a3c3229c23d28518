"""Text is never changed, it is mapped: for any characters at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tocsin.text.normal import NormalForm, normalise
from tocsin.text.span import join_spans, trim_span
from tocsin.text.text import Text

ODD = st.sampled_from(
    list("\u2018\u2019\u201c\u201d\"'\u2026\u00a0\u00ad\u200b\ufb01\u2028\r\n.,?! -\u2014()[]aBé9\U0001f514")
)
TEXTS = st.one_of(st.text(max_size=120), st.text(alphabet=ODD, max_size=120))


@given(TEXTS)
def test_normal_offsets_map_back_to_the_characters_they_came_from(raw: str) -> None:
    normal = NormalForm(raw)
    assert normal.text == normalise(raw)
    for at in range(len(normal.text)):
        span = normal.to_raw(at, at + 1)
        assert 0 <= span.start < span.end <= len(raw)
        assert normal.text[at] in normalise(span.of(raw))


@given(TEXTS)
def test_the_map_runs_forward(raw: str) -> None:
    normal = NormalForm(raw)
    starts = [normal.to_raw(at, at + 1).start for at in range(len(normal.text))]
    assert starts == sorted(starts)
    ends = [normal.to_normal(at) for at in range(len(raw) + 1)]
    assert ends == sorted(ends)
    assert ends[-1] == len(normal.text) if raw else ends == [0]


@given(TEXTS)
def test_tokens_cover_every_visible_character_once_and_in_order(raw: str) -> None:
    text = Text(raw)
    tokens = [token for sentence in text.sentences for token in sentence.tokens]
    for left, right in zip(tokens, tokens[1:], strict=False):
        assert left.span.end <= right.span.start or left.span == right.span
    covered = "".join(token.text for token in tokens)
    assert covered == "".join(normalise(raw).split())


@given(TEXTS)
def test_sentences_and_paragraphs_nest_and_carry_no_outer_space(raw: str) -> None:
    text = Text(raw)
    for sentence in text.sentences:
        assert text.paragraphs[sentence.paragraph].contains(sentence.span)
        assert text.sentence_at(sentence.span.start) is not None
    for earlier, later in zip(text.sentences, text.sentences[1:], strict=False):
        assert earlier.span.start < later.span.end


@given(TEXTS)
def test_quotations_never_raise_and_lie_in_the_text(raw: str) -> None:
    for quotation in Text(raw).quotations:
        assert quotation.span.contains(quotation.inner)
        words = quotation.inner.of(raw)
        assert words == words.strip()


@given(TEXTS, st.data())
def test_joined_spans_hold_the_same_visible_characters(raw: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(raw))
    spans = [s for s in (trim_span(raw, data.draw(ends), data.draw(ends)) for _ in range(4)) if s]
    joined = join_spans(raw, spans)
    held = {at for span in spans for at in range(span.start, span.end) if not raw[at].isspace()}
    again = {at for span in joined for at in range(span.start, span.end) if not raw[at].isspace()}
    assert held == again
    assert all(left.end < right.start for left, right in zip(joined, joined[1:], strict=False))
