"""Worksheets for marking events by eye: made from the coder's proposals, turned into stand-off annotations.

    python -m training.events.worksheets make FOLDER [--set train|status] [--batches N]
    python -m training.events.worksheets take FOLDER --annotator NAME -o annotations.jsonl

A worksheet shows paragraphs (`[3] ...`) and under each the proposals (`P7 | ...`). The reader answers in a file
`NAME.marks` beside it, one line each:

    P7 ok                                  the proposal stands
    P8 drop                                it is none
    P9 type=ASSAULT status=feared          it stands with another type or status or trigger
    N1 [3] trigger="bombed" type=ASSAULT status=occurred

Of a trigger that stands several times in the paragraph the second is named `trigger="attack"#2`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import msgspec

from tocsin.records.kinds import EventStatus, PloverType
from training.sheets import CORPORA, Pieces, choose, digest_of, paragraph_at, paragraphs_of, places_of, read_corpus

_LINE = re.compile(r"^([PN]\d+)\s*(?:\[(\d+)\])?\s*(ok|drop)?\s*(.*)$")
_FIELD = re.compile(r'trigger="([^"]+)"(?:#(\d+))?|(type|status)=(\w+)')
_ALLOWED = {"type": get_args(PloverType), "status": get_args(EventStatus)}

# Outlet -> documents, least and most words.
TRAIN = {"Wikinews": (150, 250, 700), "Tehran Times": (10, 250, 500)}


def choose_training() -> list[dict[str, Any]]:
    """The documents that coders are trained on."""
    return list(choose(read_corpus(), TRAIN))


def choose_status() -> list[dict[str, Any]]:
    """The documents that status is measured on and never trained on: short ones of both Ukraine sets that name it."""
    rows = [row for path in sorted(CORPORA.glob("ukraine_*.jsonl.gz")) for row in read_corpus(path)]
    return [r for r in rows if r["text"].count("Ukrain") >= 4 and len(r["text"].split()) <= 2600]


SETS = {"train": choose_training, "status": choose_status}


@dataclass
class Mark:
    """An event of a worksheet; `span` are the offsets of its trigger."""

    span: tuple[int, int]
    type: str
    status: str
    paragraph: int = 0


@dataclass
class Sheet:
    """A document laid out for reading: its paragraphs as offsets and the proposals by name."""

    id: str
    text: str
    paragraphs: Pieces
    marks: dict[str, Mark] = field(default_factory=dict)


def lay_out(row: dict[str, Any], proposals: Iterable[Mark]) -> Sheet:
    """The sheet of a document; proposals are named P1, P2, ... in text order."""
    sheet = Sheet(row["id"], row["text"], paragraphs_of(row["text"]))
    for number, mark in enumerate(sorted(proposals, key=lambda mark: mark.span), 1):
        mark.paragraph = paragraph_at(sheet.paragraphs, mark.span[0])
        sheet.marks[f"P{number}"] = mark
    return sheet


def write_sheet(sheet: Sheet) -> str:
    """The worksheet as it is read."""
    lines = [f"# {sheet.id}", ""]
    for number, (start, end) in enumerate(sheet.paragraphs, 1):
        lines.append(f"[{number}] {sheet.text[start:end]}")
        for name, mark in sheet.marks.items():
            if mark.paragraph == number:
                trigger = sheet.text[mark.span[0] : mark.span[1]]
                lines.append(f'    {name} | trigger="{trigger}" type={mark.type} status={mark.status}')
        lines.append("")
    return "\n".join(lines)


def read_marks(sheet: Sheet, lines: Iterable[str]) -> tuple[list[Mark], list[str]]:
    """The marks that stand after the reader's lines, in text order, and what is wrong with them, in words."""
    kept: list[Mark] = []
    wrong: list[str] = []
    answered: set[str] = set()
    for line in lines:
        match = _LINE.match(line.strip())
        if not line.strip() or line.startswith("#"):
            continue
        if match is None:
            wrong.append(f"{sheet.id}: not a line of marks: {line.strip()}")
            continue
        name, paragraph, verdict, rest = match.groups()
        answered.add(name)
        if verdict == "drop":
            continue
        try:
            kept.append(_read_mark(sheet, name, paragraph, rest))
        except ValueError as error:
            wrong.append(f"{sheet.id} {name}: {error}")
    wrong += [f"{sheet.id}: {name} was not answered" for name in sheet.marks if name not in answered]
    return sorted(kept, key=lambda mark: mark.span), wrong


def _read_mark(sheet: Sheet, name: str, paragraph: str | None, rest: str) -> Mark:
    given = sheet.marks.get(name)
    if given is None and paragraph is None:
        raise ValueError("a new mark names its paragraph: N1 [3] ...")
    number = int(paragraph) if paragraph is not None else (given.paragraph if given is not None else 0)
    if not 1 <= number <= len(sheet.paragraphs):
        raise ValueError(f"there is no paragraph {number}")
    span = given.span if given is not None else None
    fields = {"type": given.type, "status": given.status} if given is not None else {}
    for match in _FIELD.finditer(rest):
        if match[1]:
            places = places_of(sheet.text, match[1], sheet.paragraphs[number - 1])
            which = int(match[2] or 1)
            if len(places) < which:
                raise ValueError(f"these words are not in the text: {match[1]!r}")
            span = places[which - 1]
        elif match[4] not in _ALLOWED[match[3]]:
            raise ValueError(f"there is no {match[3]} {match[4]}")
        else:
            fields[match[3]] = match[4]
    if span is None or len(fields) < 2:
        raise ValueError("an event has a trigger, a type and a status")
    return Mark(span, fields["type"], fields["status"], number)


def stand_off(sheet: Sheet, marks: list[Mark], annotator: str) -> dict[str, Any]:
    """The annotation of a document without its words: id, digest of the text, offsets, labels."""
    rows = [{"trigger": mark.span, "type": mark.type, "status": mark.status} for mark in marks]
    return {"document": sheet.id, "text_digest": digest_of(sheet.text), "annotator": annotator, "events": rows}


def propose(row: dict[str, Any]) -> list[Mark]:
    """What the coder of today finds in a document."""
    from tocsin.config import Settings
    from tocsin.desk import build_pipeline
    from tocsin.records import Event, make_document

    [reading] = build_pipeline(Settings()).read([make_document(row["text"], input_id=row["id"], language="en")])
    events = {e.trigger[0]: e for e in reading.records if isinstance(e, Event)}
    return [Mark((span.start, span.end), e.event_type, e.status) for span, e in events.items()]


def make(folder: Path, which: str, batches: int) -> None:
    """Writes the worksheets, dealt out in turn over so many folders, and what `take` needs to read the answers."""
    for number, row in enumerate(SETS[which]()):
        batch = folder / f"batch{number % batches + 1}"
        batch.mkdir(parents=True, exist_ok=True)
        sheet = lay_out(row, propose(row))
        (batch / f"{number:03}.sheet").write_text(write_sheet(sheet), encoding="utf-8")
        (batch / f"{number:03}.json").write_bytes(msgspec.json.encode(sheet))


def take(folder: Path, annotator: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The annotations of all answered worksheets under a folder, and what is wrong with the answers."""
    taken, wrong = [], []
    for answer in sorted(folder.rglob("*.marks")):
        sheet = msgspec.json.decode(answer.with_suffix(".json").read_bytes(), type=Sheet)
        marks, faults = read_marks(sheet, answer.read_text(encoding="utf-8").splitlines())
        wrong += faults
        taken.append(stand_off(sheet, marks, annotator))
    return taken, wrong


def main() -> int:
    """Makes worksheets or takes their answers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("make", "take"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", choices=tuple(SETS), default="train")
    parser.add_argument("--batches", type=int, default=4)
    parser.add_argument("--annotator", default="first")
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    if arguments.what == "make":
        make(arguments.folder, arguments.set, arguments.batches)
        return 0
    taken, wrong = take(arguments.folder, arguments.annotator)
    for fault in wrong:
        print(fault, file=sys.stderr)
    if arguments.output is not None:
        arguments.output.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in taken))
    print(f"{len(taken)} documents, {sum(len(row['events']) for row in taken)} events, {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
