"""The ledger as of a cut: judged readings and links, the one thing that assessments read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from tocsin.ledger.cut import Cut
from tocsin.ledger.protocol import Store
from tocsin.ledger.replay import Judged, apply_judgements
from tocsin.ledger.stories import Stories
from tocsin.records import Judgement, Link, Reading
from tocsin.records.shown import show_rows

__all__ = ["View", "judgements_by_text", "open_view"]

_SHOWN = 200


class View:
    """What is seen at a cut. `judged` are the readings in order of publication; `undated` counts what was left out."""

    def __init__(self, cut: Cut, judged: tuple[Judged, ...], links: tuple[Link, ...], undated: int) -> None:
        self.cut, self.judged, self.links, self.undated = cut, judged, links, undated

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The readings as judged."""
        return tuple(judged.reading for judged in self.judged)

    @cached_property
    def stories(self) -> Stories:
        """Which documents tell one story."""
        return Stories((reading.document for reading in self.readings), self.links)

    @cached_property
    def unplaced(self) -> tuple[Judgement, ...]:
        """The judgements that no record fits any more, each once."""
        return tuple({judgement.id: judgement for judged in self.judged for judgement in judged.unplaced}.values())

    def _repr_html_(self) -> str:
        """The documents of the view for a notebook, the first ones of many."""
        documents = [reading.document for reading in self.readings]
        rows = [(d.published.value, d.outlet, d.title, d.id) for d in documents[:_SHOWN]]
        more = f"<p>{len(documents) - _SHOWN} more</p>" if len(documents) > _SHOWN else ""
        return show_rows(("published", "outlet", "title", "id"), rows) + more


def judgements_by_text(judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """The judgements on words, in their order, by the digest of the text that they are on."""
    found: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.target.text_digest is not None:
            found.setdefault(judgement.target.text_digest, []).append(judgement)
    return found


def open_view(store: Store, cut: Cut, *, since: str | None = None, until: str | None = None) -> View:
    """The view of a store at a cut; with days, only of the documents that tell of something between them."""
    words = judgements_by_text(store.judgements(cut))
    if since is None and until is None:
        readings = store.readings(cut)
    else:
        readings = store.readings_between(cut, since or "", until or "9999", words)
    judged = tuple(apply_judgements(reading, words.get(reading.document.text_digest, ())) for reading in readings)
    return View(cut, judged, tuple(store.links(cut)), store.undated(cut))
