"""Shards through an engine: so many at a time, results in order, and a lost worker loses nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from tocsin.records import Reading
from tocsin.scale.engines import Engine, Pending
from tocsin.scale.shards import Shard, Work, decode_readings, encode_shard, lost_reading

__all__ = ["Flow"]


class Flow:
    """Shards on their way through an engine.

    `ahead` more shards than there are workers are handed out before the first is waited for, so that none stands idle
    and no more than that is in memory.
    """

    def __init__(self, engine: Engine, work: Work, ahead: int = 2) -> None:
        self._engine, self._work, self._ahead = engine, work, ahead
        self._lost: tuple[type[BaseException], ...] = (*engine.lost, _LostError)

    def read(self, shards: Iterable[Shard]) -> Iterator[tuple[Shard, list[Reading]]]:
        """Each shard with its readings, in order. Raises what a task raises for the caller's sake (`ModelError`)."""
        waiting: deque[tuple[Shard, Pending]] = deque()
        for shard in shards:
            waiting.append((shard, self._submit(shard)))
            while len(waiting) >= self._engine.workers + self._ahead:
                yield self._settled(waiting)
        while waiting:
            yield self._settled(waiting)

    def _submit(self, shard: Shard) -> Pending:
        try:
            return self._engine.submit(self._work, encode_shard(shard))
        except self._engine.lost:  # the pool broke between two calls, and tells it at once
            return _Lost()

    def _settled(self, waiting: deque[tuple[Shard, Pending]]) -> tuple[Shard, list[Reading]]:
        shard, pending = waiting.popleft()
        try:
            return shard, self._decoded(pending)
        except self._lost:
            all_lost = self._engine.restart()
        found = self._alone(shard)
        if all_lost:
            for number, (other, _) in enumerate(waiting):
                waiting[number] = (other, self._submit(other))
        return shard, found

    def _alone(self, shard: Shard) -> list[Reading]:
        """The readings of a shard with nothing beside it; where that ends its worker, of its halves."""
        try:
            return self._decoded(self._submit(shard))
        except self._lost:
            self._engine.restart()
        if len(shard) == 1:
            return [lost_reading(shard[0])]
        middle = len(shard) // 2
        return [*self._alone(shard[:middle]), *self._alone(shard[middle:])]

    def _decoded(self, pending: Pending) -> list[Reading]:
        return decode_readings(pending.result())


class _LostError(Exception):
    """A shard could not be handed over."""


class _Lost:
    """A shard that was lost before it was under way."""

    def result(self) -> bytes:
        """Never comes."""
        raise _LostError
