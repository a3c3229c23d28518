"""Worksheets for marking attributions by eye: made from the coder's proposals, turned into stand-off annotations.

    python -m training.attribution.worksheets make FOLDER [--batches N]
    python -m training.attribution.worksheets take FOLDER --annotator NAME -o annotations.jsonl

A worksheet shows paragraphs (`[3] ...`) and under each the proposals (`P7 | ...`). The reader answers in a file
`NAME.marks` beside it, one line each:

    P7 ok                      the proposal stands
    P8 drop                    it is none
    P9 content="..."           it stands with another content (any of source, cue, content, parent)
    N1 [3] source="..." cue="..." content="..." parent=P7

A part in pieces is joined by ` … `; an empty part is "". Words are looked up in the paragraph, the ones nearest to
the cue; `take` refuses what is not there character for character.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from training.sheets import Pieces, choose, digest_of, paragraph_at, paragraphs_of, places_of, read_corpus

GAP = " … "
_PARTS = ("source", "cue", "content")
_LINE = re.compile(r"^([PN]\d+)\s*(?:\[(\d+)\])?\s*(ok|drop)?\s*(.*)$")
_FIELD = re.compile(r'(source|cue|content)="((?:[^"\\]|\\.)*)"|(parent)=([PN]\d+|none)')


@dataclass
class Mark:
    """An attribution of a worksheet: its parts as offsets, the mark it lies in, and where the worksheet shows it."""

    source: Pieces
    cue: Pieces
    content: Pieces
    parent: str | None = None
    paragraph: int = 0


@dataclass
class Sheet:
    """A document laid out for reading: its paragraphs as offsets and the proposals by name."""

    id: str
    text: str
    paragraphs: Pieces
    marks: dict[str, Mark] = field(default_factory=dict)


def lay_out(row: dict[str, Any], proposals: Iterable[Mark]) -> Sheet:
    """The sheet of a document; proposals are named P1, P2, ... in the order of their contents."""
    sheet = Sheet(row["id"], row["text"], paragraphs_of(row["text"]))
    for number, mark in enumerate(proposals, 1):
        begin = min(mark.cue or mark.content)[0]
        mark.paragraph = paragraph_at(sheet.paragraphs, begin)
        sheet.marks[f"P{number}"] = mark
    return sheet


def write_sheet(sheet: Sheet) -> str:
    """The worksheet as it is read."""
    lines = [f"# {sheet.id}", ""]
    for number, (start, end) in enumerate(sheet.paragraphs, 1):
        lines.append(f"[{number}] {sheet.text[start:end]}")
        for name, mark in sheet.marks.items():
            if mark.paragraph == number:
                parts = " ".join(f'{part}="{_words(sheet.text, getattr(mark, part))}"' for part in _PARTS)
                lines.append(f"    {name} | {parts}" + (f" parent={mark.parent}" if mark.parent else ""))
        lines.append("")
    return "\n".join(lines)


def _words(text: str, pieces: Pieces) -> str:
    return GAP.join(text[start:end] for start, end in pieces).replace("\\", "\\\\").replace('"', '\\"')


def read_marks(sheet: Sheet, lines: Iterable[str]) -> tuple[dict[str, Mark], list[str]]:
    """The marks that stand after the reader's lines, and what is wrong with them, in words."""
    kept: dict[str, Mark] = {}
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
            kept[name] = _read_mark(sheet, name, paragraph, rest)
        except ValueError as error:
            wrong.append(f"{sheet.id} {name}: {error}")
    wrong += [f"{sheet.id}: {name} was not answered" for name in sheet.marks if name not in answered]
    return _with_parents(kept), wrong


def _read_mark(sheet: Sheet, name: str, paragraph: str | None, rest: str) -> Mark:
    given = sheet.marks.get(name)
    if given is None and paragraph is None:
        raise ValueError("a new mark names its paragraph: N1 [3] ...")
    number = int(paragraph) if paragraph is not None else (given.paragraph if given is not None else 0)
    if not 1 <= number <= len(sheet.paragraphs):
        raise ValueError(f"there is no paragraph {number}")
    fields = {m[1] or m[3]: m[2] if m[1] else m[4] for m in _FIELD.finditer(rest)}
    if rest.strip() and not fields:
        raise ValueError(f"cannot be read: {rest}")
    mark = Mark([], [], [], None, number)
    if given is not None:
        mark = Mark(given.source, given.cue, given.content, given.parent, number)
    near: int | None = None
    for part in ("content", "cue", "source"):
        if part in fields:
            words = re.sub(r"\\(.)", r"\1", fields[part])
            setattr(mark, part, _find(sheet, number, words, near, mark.content))
        pieces = getattr(mark, part)
        near = pieces[0][0] if part == "cue" and pieces else (near if part == "source" else _edge(mark.content))
    if "parent" in fields:
        mark.parent = None if fields["parent"] == "none" else fields["parent"]
    if not mark.content:
        raise ValueError("an attribution has a content")
    return mark


def _edge(content: Pieces) -> int | None:
    return content[0][0] if content else None


def _find(sheet: Sheet, number: int, words: str, near: int | None, content: Pieces) -> Pieces:
    """The words of a part: in the paragraph, else anywhere; of several the nearest that is not in the content."""
    found: Pieces = []
    for piece in filter(None, (piece.strip() for piece in words.split(GAP.strip()))):
        places = places_of(sheet.text, piece, sheet.paragraphs[number - 1])
        if not places:
            raise ValueError(f"these words are not in the text: {piece!r}")
        free = [p for p in places if not any(s < p[1] and p[0] < e for s, e in content)] or places
        after = [p for p in places if found and p[0] >= found[-1][1]]
        if near is None:
            found.append((after or free)[0])
        else:
            found.append(after[0] if after else min(free, key=partial(_gap, near=near, content=content)))
    return sorted(found)


def _gap(place: tuple[int, int], near: int, content: Pieces) -> int:
    """How far a place is from a point, or from either edge of any piece of the content if that is nearer."""
    edges = [near, *(edge for piece in content for edge in piece)]
    return min(abs(edge - side) for edge in edges for side in place)


def _with_parents(marks: dict[str, Mark]) -> dict[str, Mark]:
    """The marks with parents that stand: of one whose parent was dropped, none."""
    for mark in marks.values():
        if mark.parent not in marks:
            mark.parent = None
    return marks


def stand_off(sheet: Sheet, marks: dict[str, Mark], annotator: str) -> dict[str, Any]:
    """The annotation of a document without its words: id, digest of the text, offsets, labels."""
    order = sorted(marks, key=lambda name: (min(marks[name].content), name))
    number = {name: index for index, name in enumerate(order)}
    rows = []
    for name in order:
        mark = marks[name]
        rows.append(
            {
                "source": mark.source,
                "cue": mark.cue,
                "content": mark.content,
                "parent": number[mark.parent] if mark.parent is not None else None,
            }
        )
    return {
        "document": sheet.id,
        "text_digest": digest_of(sheet.text),
        "annotator": annotator,
        "attributions": rows,
    }


def propose(row: dict[str, Any]) -> list[Mark]:
    """What the coder of today finds in a document."""
    from tocsin.config import Settings
    from tocsin.desk import build_pipeline
    from tocsin.records import Statement, make_document

    [reading] = build_pipeline(Settings()).read([make_document(row["text"], input_id=row["id"], language="en")])
    statements = [r for r in reading.records if isinstance(r, Statement) and r.content]
    statements.sort(key=lambda s: (s.content[0].start, -s.content[-1].end))
    names = {s.id: f"P{number}" for number, s in enumerate(statements, 1)}
    return [
        Mark(
            [(p.start, p.end) for p in s.source],
            [(p.start, p.end) for p in s.cue],
            [(p.start, p.end) for p in s.content],
            names.get(s.parent) if s.parent else None,
        )
        for s in statements
    ]


PLAN = {"Wikinews": (170, 330, 850), "Tehran Times": (16, 250, 600), "US Department of Justice": (4, 250, 700),
        "Office of Senator": (8, 250, 700)}  # fmt: skip


def make(folder: Path, batches: int) -> None:
    """Writes the worksheets, dealt out in turn over so many folders, and what `take` needs to read the answers."""
    for number, row in enumerate(choose(read_corpus(), PLAN)):
        batch = folder / f"batch{number % batches + 1}"
        batch.mkdir(parents=True, exist_ok=True)
        name = f"{number:03}"
        sheet = lay_out(row, propose(row))
        (batch / f"{name}.sheet").write_text(write_sheet(sheet), encoding="utf-8")
        (batch / f"{name}.json").write_bytes(msgspec.json.encode(sheet))


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
    parser.add_argument("--batches", type=int, default=7)
    parser.add_argument("--annotator", default="first")
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    if arguments.what == "make":
        make(arguments.folder, arguments.batches)
        return 0
    taken, wrong = take(arguments.folder, arguments.annotator)
    for fault in wrong:
        print(fault, file=sys.stderr)
    if arguments.output is not None:
        arguments.output.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in taken))
    marked = sum(len(row["attributions"]) for row in taken)
    print(f"{len(taken)} documents, {marked} attributions, {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
