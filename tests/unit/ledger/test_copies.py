"""Copies in every form that outlets give them, and forms that are filled in differently."""

from __future__ import annotations

import pytest
from wire import DECREE, STORY, document

from tocsin.ledger.copies import compare
from tocsin.ledger.labels import find_agency, has_correction_label, is_label_line
from tocsin.ledger.passages import outline
from tocsin.ledger.relations import relate
from tocsin.ledger.shingles import make_traces
from tocsin.records import make_document

PARTS = STORY.strip().split("\n\n")
FIRST = document(STORY)
COPIES = {
    "cut": "\n\n".join(PARTS[:3]),
    "headed": "Neighbours watch the river\n\n" + STORY,
    "bylined": f"By Tomas Brandt and Mira Holm\n\n{STORY}\nReporting by Tomas Brandt; Editing by Mira Holm\n",
    "reordered": "\n\n".join([PARTS[0], *PARTS[3:], *PARTS[1:3]]),
    "another agency": STORY.replace("(Reuters)", "(AFP)"),
    "other marks": STORY.replace(" - ", " \u2014 ").replace("\n\n", "\r\n\r\n").replace(" a ", "\u00a0a "),
    "wrapped": STORY.replace(" the ", "\nthe "),
    "abbreviated": STORY.replace("March 14", "Mar. 14").replace("was closed", "closed"),
    "tightened": STORY.replace(" before dawn,", ",").replace(" of the neighbour", ""),
}


@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_is_found_by_its_traces_and_is_whole(kind: str) -> None:
    copy = document(COPIES[kind], outlet="Demo Gazette", title="Another headline")
    assert len(make_traces(outline(FIRST)) & make_traces(outline(copy))) >= 2
    assert compare(outline(FIRST), outline(copy)).whole
    assert compare(outline(copy), outline(FIRST)) == compare(outline(FIRST), outline(copy))
    added = relate(copy, (), [FIRST])
    assert (added.outcome, added.of) == ("copy", FIRST.id)
    assert added.score is not None and added.score > 0.7


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("two brigades", "three brigades"),
        ("on Monday", "on Tuesday"),
        ("Ilse Varga", "Mira Holm"),
        ("since 2019", "since 2018"),
        ("would stay", "would not stay"),
        ("Sorland moved two brigades to the frontier with N", "Norrvik moved two brigades to the frontier with S"),
    ],
)  # fmt: skip
def test_one_name_number_date_or_negation_makes_two_documents(old: str, new: str) -> None:
    assert old in STORY
    text = STORY.replace(old, new).replace("with Sorrvik", "with Sorland")
    other = document(text, outlet="Demo Gazette")
    assert not compare(outline(FIRST), outline(other)).whole
    assert relate(other, (), [FIRST]).outcome == "new"


def test_forms_that_are_filled_in_differently_are_never_merged() -> None:
    filled = [
        DECREE.format(name="Calder", day="March 3 to March 5", where="Halden and Sorby"),
        DECREE.format(name="Norrvik", day="March 3 to March 5", where="Halden and Sorby"),
        DECREE.format(name="Calder", day="June 9 to June 12", where="Halden and Sorby"),
        DECREE.format(name="Calder", day="March 3 to March 5", where="Vinterby"),
    ]
    outlines = [outline(document(text, title="Decree")) for text in filled]
    assert not any(compare(a, b).whole for i, a in enumerate(outlines) for b in outlines[i + 1 :])


def test_two_short_laws_that_differ_in_a_name_are_two() -> None:
    law = "The President signed the Federal Law on Ratifying the Treaty of Friendship with the Republic of {}."
    one, other = document(law.format("Sorland")), document(law.format("Norrvik"))
    assert relate(other, (), [one]).outcome == "new"


def test_a_lifted_paragraph_makes_no_copy() -> None:
    own = "The market in Halden opened late and few came. Prices of fish rose for a third day, traders said. " * 4
    lifting = document(f"{own}\n\n{PARTS[3]}\n\n{own}", outlet="Demo Gazette")
    assert relate(lifting, (), [FIRST]).outcome == "new"


def test_a_correction_of_one_outlet_is_a_version_and_says_what_changed() -> None:
    mended = STORY.replace("two brigades", "three brigades")
    corrected = document(
        f"CORRECTED: the number of brigades\n\n{mended}", day="2031-03-16", title="Corrected: brigades"
    )
    added = relate(corrected, (), [FIRST])
    assert added.outcome == "version" and "three" in (added.reason or "")
    assert relate(document(mended, day="2031-03-15"), (), [FIRST]).outcome == "version", (
        "the headline of the day before"
    )
    assert relate(document(mended, day="2031-03-25"), (), [FIRST]).outcome == "new"
    assert relate(document(mended, outlet=None), (), [FIRST]).outcome == "new", "no outlet is not the same outlet"
    assert has_correction_label(corrected) and not has_correction_label(FIRST)


@pytest.mark.parametrize(
    ("text", "outlet", "agency"),
    [
        ("CALDER, March 14 (Reuters) - It rained.", "Demo Gazette", "Reuters"),
        ("(AP) \u2014 It rained.", None, "Associated Press"),
        ("By Ilse Varga, Associated Press\n\nIt rained in Calder.", "Demo Gazette", "Associated Press"),
        ("It rained.", "AFP via Demo Gazette", "AFP"),
        ("It rained in Calder.\n\nSource: Xinhua", None, "Xinhua"),
        ("It rained in Calder. (AFP)", None, "AFP"),
        ("It rained in Calder, the minister told Reuters.", "Demo Gazette", None),
        ("It rained.\n\nThe Associated Press contributed to this report.", "Demo Gazette", None),
        ("Sorland - It rained.", "Demo Gazette", None),
    ],
)
def test_whose_report_it_is_by_its_labels(text: str, outlet: str | None, agency: str | None) -> None:
    assert find_agency(make_document(text, outlet=outlet)) == agency


def test_a_line_of_names_is_a_byline_and_an_address_is_not() -> None:
    assert is_label_line("By Ilse Varga and Tomas Brandt")
    assert not is_label_line("Dear Madam Speaker:")
    assert not is_label_line("By dawn the road was closed.")


@pytest.mark.parametrize("text", ["", " ", "1", "\u200b", "A.", "?" * 5000, "a " * 3000, "\ud800", "By " * 300])
def test_any_text_has_an_outline_and_traces(text: str) -> None:
    one = outline(make_document(text))
    assert compare(one, one).whole == (one.length > 0)
    assert all(-(2**63) <= key < 2**63 for key in make_traces(one))
