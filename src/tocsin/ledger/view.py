"""The ledger as of a cut: judged readings and links, the one thing that assessments read."""

from __future__ import annotations

from functools import cached_property

from tocsin.ledger.cut import Cut
from tocsin.ledger.protocol import Store
from tocsin.ledger.replay import Judged, apply_judgements
from tocsin.ledger.stories import Stories
from tocsin.records import Judgement, Link, Reading

__all__ = ["View", "open_view"]


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


def open_view(store: Store, cut: Cut, *, since: str | None = None, until: str | None = None) -> View:
    """The view of a store at a cut; with days, only of the documents that tell of something between them."""
    judgements = store.judgements(cut)
    if since is None and until is None:
        readings = store.readings(cut)
    else:
        touched = {digest for judgement in judgements if (digest := judgement.target.text_digest) is not None}
        readings = store.readings_between(cut, since or "", until or "9999", touched)
    judged = tuple(apply_judgements(reading, judgements) for reading in readings)
    return View(cut, judged, tuple(store.links(cut)), store.undated(cut))
