"""What all worksheets share: paragraphs as offsets, words looked up in them, corpora read, stand-off digests."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
OPEN_NEWS = CORPORA / "open_news.jsonl.gz"
Pieces = list[tuple[int, int]]


def paragraphs_of(text: str) -> Pieces:
    """The lines of a text that hold anything, as offsets."""
    return [match.span() for match in re.finditer(r"[^\n]+", text) if match.group().strip()]


def paragraph_at(paragraphs: Pieces, offset: int) -> int:
    """The number of the paragraph (from 1) that holds an offset."""
    return next(number for number, (start, end) in enumerate(paragraphs, 1) if start <= offset < end)


def places_of(text: str, words: str, paragraph: tuple[int, int]) -> Pieces:
    """Where whole words stand: in the paragraph, else anywhere in the text, in text order."""
    before, behind = r"(?<!\w)" if words[0].isalnum() else "", r"(?!\w)" if words[-1].isalnum() else ""
    pattern = re.compile(before + re.escape(words) + behind)
    inside = [match.span() for match in pattern.finditer(text, *paragraph)]
    return inside or [match.span() for match in pattern.finditer(text)]


def digest_of(text: str) -> str:
    """The digest that a stand-off annotation is tied to its text by."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def choose(rows: Sequence[dict[str, Any]], plan: Mapping[str, tuple[int, int, int]]) -> Iterator[dict[str, Any]]:
    """A sample that is the same each time: of each outlet so many documents of so many to so many words."""
    for outlet, (count, least, most) in plan.items():
        named = [r for r in rows if r["outlet"].startswith(outlet) and not r["id"].startswith("gum-")]  # GUM measures
        fitting = [r for r in named if least <= len(r["text"].split()) <= most]
        yield from sorted(fitting, key=lambda r: hashlib.sha256(r["id"].encode()).digest())[:count]


def read_corpus(path: Path = OPEN_NEWS) -> list[dict[str, Any]]:
    """The rows of a corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [msgspec.json.decode(line) for line in lines]


def read_annotations(path: Path) -> list[dict[str, Any]]:
    """The annotated documents of a file."""
    return [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]
