"""Sentences, tokens and quotations, by table."""

from __future__ import annotations

import pytest

from tocsin.text.normal import NormalForm
from tocsin.text.text import Text
from tocsin.text.tokens import cut_tokens
from tocsin.vocab.loader import load_table


def sentences(raw: str) -> list[str]:
    return [sentence.span.of(raw) for sentence in Text(raw).sentences]


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ("Gen. Amos Reed met Pres. Varga on Nov. 9 in the U.S. capital.", 1),
        ("She left the U.S. He stayed.", 2),
        ("He asked: why now? Nobody answered.", 2),
        ("\u201cWe waited. They came,\u201d she said.", 2),
        ("\u201cWe waited.\u201d They came.", 2),
        ("Prices rose 2.5 percent. Fuel led.", 2),
        ("It was over\u2026 The troops left.", 2),
        ("It was\u2026 over.", 1),
        ("A headline without a stop\nThe first sentence. The second.", 3),
    ],
)
def test_sentence_ends(raw: str, count: int) -> None:
    assert len(sentences(raw)) == count


def test_hard_wrapped_lines_are_joined_and_headlines_are_not() -> None:
    wrapped = (
        "The minister of the interior of Arvenia told a gathering of reporters\n"
        "that the border with Sorland would stay open for as long as talks went\non.\n\nA second block stands alone.\n"
    )
    assert len(Text(wrapped).paragraphs) == 2
    assert len(Text("First line\nSecond line\n\nThird line").paragraphs) == 3


def test_every_abbreviation_of_the_table_is_one_token() -> None:
    table = load_table("en/abbreviations")
    for word in (word for group in ("titles", "dated", "other") for word in table[group]):
        normal = NormalForm(f"so {word} it")
        assert word in [token.text for token in cut_tokens(normal, 0, len(normal.text))]


def test_clitics_and_abbreviations_are_cut_as_the_parser_was_taught() -> None:
    [sentence] = Text("Varga doesn\u2019t think it\u2019s the U.S. minister\u2019s call.").sentences
    words = [token.text for token in sentence.tokens]
    assert words == ["Varga", "does", "n't", "think", "it", "'s", "the", "U.S.", "minister", "'s", "call", "."]


@pytest.mark.parametrize(
    ("raw", "inner"),
    [
        ("\u201cWe wait,\u201d he said.", ["We wait,"]),
        ('"We wait," he said. "Still."', ["We wait,", "Still."]),
        ('\u201cWe know the playbook."', ["We know the playbook."]),
        ("a \u2018frank\u2019 talk of the ministers\u2019 aides", ["frank"]),
        ("He said \u2018don\u2019t wait for us\u2019 twice.", ["don\u2019t wait for us"]),
        ("\u201dOdd opening,\u201d she said.", ["Odd opening,"]),
        ("the '90s and rock 'n' roll", []),
        ("no words in \u201c\u201d here", []),
    ],
)
def test_quotation_marks(raw: str, inner: list[str]) -> None:
    assert [quotation.inner.of(raw) for quotation in Text(raw).quotations] == inner


def test_a_mark_that_never_closes_is_told_apart() -> None:
    [quotation] = Text("\u201cWe wait, he said.\n\nNothing more.").quotations
    assert not quotation.closed
    assert not quotation.carries_on


def test_a_quotation_that_the_next_paragraph_opens_again_carries_on() -> None:
    first, second = Text("\u201cWe wait.\n\n\u201cWe have waited,\u201d he said.").quotations
    assert first.carries_on
    assert second.closed


def test_two_openings_end_the_first_at_its_last_sentence() -> None:
    raw = "\u201cWe wait. He left and said \u201cnever\u201d again."
    first, second = Text(raw).quotations
    assert not first.closed
    assert first.inner.of(raw) == "We wait."
    assert second.inner.of(raw) == "never"
