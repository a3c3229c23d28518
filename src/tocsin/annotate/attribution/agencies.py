"""Folds "..., she said, according to Reuters" into one statement: the agency is a link of its chain."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tocsin.annotate.attribution.lexicon import words_of
from tocsin.annotate.attribution.page import Draft, Page

__all__ = ["fold_agencies"]

_SPEECH = ("around", "beside", "clause")
# So much of what the agency carried must be what the speaker said: else the agency tells something of its own.
_SHARE = 0.7


def fold_agencies(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those of an agency that only passes on one speaker's words; that speaker's draft names it.

    An agency that is told something is a link of the chain and makes no statement; one that is cited is the same.
    """
    kept = list(drafts)
    for agency in drafts:
        if agency.rule != "according" or agency.head is None or not _is_media(page, agency):
            continue
        held = [
            number
            for number, draft in enumerate(kept)
            if draft.rule in _SPEECH and draft.sentence == agency.sentence and _carries(agency, draft)
        ]
        if held:
            kept[held[-1]] = replace(kept[held[-1]], via=agency.head.span)
            kept.remove(agency)
    return kept


def _is_media(page: Page, draft: Draft) -> bool:
    words = " ".join(span.of(page.raw) for span in draft.source).lower().removeprefix("the ")
    return words in words_of("media", "names") or words.split()[-1] in words_of("media", "nouns")


def _carries(agency: Draft, draft: Draft) -> bool:
    """Whether an agency's content is a speaker's clause and little but what that speaker said."""
    if not any(span.start <= draft.anchor < span.end for span in agency.content):
        return False
    said = sum(len(span) for span in draft.content)
    own = sum(len(span) for span in (*draft.cue, *draft.source))
    return said >= _SHARE * (sum(len(span) for span in agency.content) - own)
