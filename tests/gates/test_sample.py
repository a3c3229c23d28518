"""The article that the project began from: who is quoted where, what happened, and what must never be a fact.

Stand-off: offsets into the text with that digest, and labels; none of its words stand here.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.sets import SHARED, load_shared_module

from tocsin.records import Entity, Event, Published, Reading, Statement, encode_reading, make_document
from tocsin.text.span import Span

PATH = SHARED / "samples" / "diplomatic-2021-11-11.txt"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.model,
    pytest.mark.skipif(not PATH.is_file(), reason="the sample article is not beside this checkout"),
]

# Where a quotation begins -> whose words they are; read by eye. None: an unnamed speaker.
SPEAKERS: dict[int, str | None] = {
    76: "Blinken", 208: "Blinken", 471: "Blinken", 717: "Blinken", 822: "Blinken", 891: "Blinken", 1307: None,
    2148: "Fried", 2431: "Fried", 2637: "Fried", 2722: "Fried", 2792: "Fried", 2999: "Fried", 3344: "CNN",
    3747: "Kofman", 3900: "Kofman", 4041: "Kofman", 4177: "Kofman", 4578: "Kofman", 4946: "Kofman", 5132: "Kofman",
    5320: "Kofman", 5437: "Kofman", 5605: "Kofman", 5797: "Kofman", 6080: "Kofman", 6177: "Kofman", 6364: "Kofman",
    6523: "Kofman", 6937: "Seibert", 7208: "Seibert", 7560: "Lavrov", 7856: "Lavrov", 8042: "Lavrov", 8353: "Kofman",
    8590: "Kofman", 8680: "Kofman", 8796: "Kofman", 8892: "Kofman",
}  # fmt: skip


@pytest.fixture(scope="module")
def reading(pipeline: Any) -> Reading:
    text = PATH.read_text(encoding="utf-8")
    published = Published(value="2021-11-11", basis="given")
    [found] = pipeline.read([make_document(text, outlet="Diplomatic", published=published)])
    return found


def speaker_of(reading: Reading, offset: int) -> tuple[bool, str | None]:
    """Whether some statement's content begins the quotation, and its outermost speaker's name."""
    entities = {r.id: r for r in reading.records if isinstance(r, Entity)}
    holding = [
        r
        for r in reading.records
        if isinstance(r, Statement) and any(s.start <= offset + 1 and offset + 2 <= s.end for s in r.content)
    ]
    outer = [r for r in holding if r.parent not in {other.id for other in holding}]
    if not outer:
        return False, None
    entity = entities.get(outer[0].source_entity or "")
    return True, entity.name if entity else None


def test_quotations_have_their_speakers_and_never_a_wrong_one(reading: Reading) -> None:
    right, wrong = [], []
    for offset, name in SPEAKERS.items():
        found, speaker = speaker_of(reading, offset)
        if found and ((name is None and speaker is None) or (name and speaker and name in speaker)):
            right.append(offset)
        elif found and speaker is not None:
            wrong.append((offset, name, speaker))
    assert wrong == []
    assert len(right) >= 36, sorted(set(SPEAKERS) - set(right))


@pytest.mark.parametrize(
    ("what", "between", "types", "status", "first", "last"),
    [
        ("the Burns visit", (1173, 1472), {"CONSULT"}, "occurred", "2021-11-02", "2021-11-03"),
        ("the Patrushev meeting", (1473, 1697), {"CONSULT"}, "occurred", None, None),
        ("the call with Merkel of the day", (6640, 6850), {"CONSULT"}, "occurred", "2021-11-11", "2021-11-11"),
        ("the call with Merkel of the day before", (6640, 6850), {"CONSULT"}, "occurred", "2021-11-10", "2021-11-10"),
        ("the demarche", (3285, 3490), None, "occurred", "2021-11-05", "2021-11-05"),
        ("the refused Normandy talks", (7914, 8290), {"CONSULT"}, "refused", None, None),
        ("the planned 2+2", (7433, 7560), {"CONSULT"}, "planned", "2021-11-12", "2021-11-12"),
    ],
)
def test_what_happened_is_found_with_date_and_status(
    reading: Reading,
    what: str,
    between: tuple[int, int],
    types: set[str] | None,
    status: str,
    first: str | None,
    last: str | None,
) -> None:
    place = Span(*between)
    found = [r for r in reading.records if isinstance(r, Event) and place.contains(r.trigger[0])]
    fitting = [
        event
        for event in found
        if event.status == status
        and (types is None or event.event_type in types)
        and (first is None or (event.days is not None and (event.days.first, event.days.last) == (first, last)))
    ]
    assert fitting, (what, [(e.event_type, e.status, e.days) for e in found])


def test_what_is_feared_or_long_past_is_no_fact(reading: Reading) -> None:
    happened = [r for r in reading.records if isinstance(r, Event) and r.status in ("occurred", "ongoing")]
    feared = Span(891, 1171)  # the repeat of 2014
    winter = (Span(8353, 8478), Span(8590, 8661), Span(8680, 8795), Span(4946, 5290))  # the operation that may come
    force = {"MOBILIZE", "ASSAULT", "COERCE", "THREATEN"}
    wrong = [
        (e.event_type, e.trigger[0])
        for e in happened
        if feared.contains(e.trigger[0]) or (e.event_type in force and any(w.contains(e.trigger[0]) for w in winter))
    ]
    # "has been ordered to position itself" is an act that a named expert says appears to have been done
    assert [w for w in wrong if w[0] != "MOBILIZE" or not winter[0].contains(w[1])] == []


def test_the_contract_holds(reading: Reading) -> None:
    import msgspec

    line = msgspec.json.decode(encode_reading(reading))
    counts, first = load_shared_module("check_records").check([line])
    assert dict(counts) == {}, first
