"""The main text of a page: trafilatura's, held against what the page's own JSON-LD says that its text is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from html import unescape

from lxml.etree import _Element

from tocsin.readers.pages.furniture import without_furniture
from tocsin.readers.pages.metadata import Metadata
from tocsin.readers.pages.paragraphs import Paragraph, blocks_of
from tocsin.readers.pages.pruning import prune

__all__ = ["main_paragraphs", "whole_paragraphs"]

_WORD = re.compile(r"\w+")
_RUN = 4
# Below this many characters a JSON-LD body is a teaser; above this share of the story it is the story.
_SHORTEST_BODY = 400
_AGREED = 0.85
_MISSED = 0.6
_COVERED = 0.6
_FEWEST_WORDS = 8
# trafilatura takes four times as long for a page twice as large: three seconds here, minutes for one of 20 MiB.
_MOST_ELEMENTS = 20_000


def main_paragraphs(tree: _Element, metadata: Metadata, address: str | None) -> list[Paragraph]:
    """The paragraphs of the page's story, in order; none where it has no text."""
    prune(tree, live=metadata.live)
    found = without_furniture(_extracted(tree, address) or _sentences(tree), metadata.title)
    body = _body_text(metadata.body)
    if len(body) < _SHORTEST_BODY:
        return found
    told = _runs(body)
    if _share(told, _runs_of(found)) < _AGREED:
        recalled = without_furniture(_aligned(tree, told), metadata.title)
        if _share(told, _runs_of(recalled)) > _share(told, _runs_of(found)):
            found = recalled
        if _share(told, _runs_of(found)) < _MISSED:
            return without_furniture(_split(metadata.body or ""), metadata.title)
    cut = body.rstrip().endswith(("...", "\u2026"))
    if not cut and _share(_runs_of(found), told) >= _COVERED:
        found = _within(found, tree, told)
    return found


def whole_paragraphs(root: _Element, title: str | None) -> list[Paragraph]:
    """All paragraphs of a piece of markup that is the story already, but its furniture unless there is nothing else."""
    paragraphs = list(blocks_of(root))
    return without_furniture(paragraphs, title) or paragraphs


def _extracted(tree: _Element, address: str | None) -> list[Paragraph]:
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return []
    from trafilatura import bare_extraction

    document = bare_extraction(
        deepcopy(tree), url=address, include_comments=False, include_links=True, with_metadata=False
    )
    return list(blocks_of(document.body)) if document is not None and not isinstance(document, dict) else []


def _sentences(tree: _Element) -> list[Paragraph]:
    """What reads as sentences anywhere on the page: for pages too short or too large for trafilatura."""
    return [
        paragraph
        for paragraph in blocks_of(tree)
        if len(paragraph.text.split()) >= _FEWEST_WORDS
        and 2 * paragraph.linked < len(paragraph.text)
        and paragraph.text.rstrip("\"'\u201d\u2019)").endswith((".", "!", "?", "\u2026"))
    ]


def _body_text(body: str | None) -> str:
    return re.sub(r"<[^>]{1,200}>", " ", unescape(body)) if body else ""


def _split(body: str) -> list[Paragraph]:
    """The paragraphs of a body that JSON-LD carries: lines, or markup."""
    text = unescape(body)
    if re.search(r"</?(?:p|br|div)\b", text, re.IGNORECASE):
        from lxml.html import fragment_fromstring

        return list(blocks_of(fragment_fromstring(text, create_parent="div")))
    return [Paragraph(text=line) for raw in text.split("\n") if (line := " ".join(raw.split()))]


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return Counter(zip(*(words[offset:] for offset in range(_RUN)), strict=False))


def _runs_of(paragraphs: Sequence[Paragraph]) -> Counter[tuple[str, ...]]:
    return _runs(" ".join(paragraph.text for paragraph in paragraphs))


def _share(part: Counter[tuple[str, ...]], whole: Counter[tuple[str, ...]]) -> float:
    """How much of a text's runs of words another text has, 0..1."""
    return (part & whole).total() / part.total() if part else 0.0


def _aligned(tree: _Element, told: Counter[tuple[str, ...]]) -> list[Paragraph]:
    """The page's paragraphs that stand in its JSON-LD body, wherever on the page they are."""
    found: dict[str, Paragraph] = {}
    for paragraph in blocks_of(tree):
        if _is_told(paragraph, told):
            found.setdefault(paragraph.text, paragraph)
    return list(found.values())


def _within(paragraphs: list[Paragraph], tree: _Element, told: Counter[tuple[str, ...]]) -> list[Paragraph]:
    """What the JSON-LD body has, and what stands on the page between its first and its last paragraph."""
    order: dict[str, list[int]] = {}
    for place, block in enumerate(blocks_of(tree)):
        order.setdefault(block.text, []).append(place)
    sure = [index for index, paragraph in enumerate(paragraphs) if _is_told(paragraph, told)]
    if not sure:
        return paragraphs
    places = [place for index in sure for place in order.get(paragraphs[index].text, ())[:1]]
    first, last = min(places, default=0), max(places, default=0)

    def stands_within(index: int) -> bool:
        # trafilatura may move a paragraph, so the page's own order goes before that of its result.
        known = order.get(paragraphs[index].text)
        return sure[0] <= index <= sure[-1] and (not known or any(first <= place <= last for place in known))

    return [paragraph for index, paragraph in enumerate(paragraphs) if index in sure or stands_within(index)]


def _is_told(paragraph: Paragraph, told: Counter[tuple[str, ...]]) -> bool:
    runs = _runs(paragraph.text)
    return bool(runs) and sum(run in told for run in runs) >= 0.7 * len(runs)
