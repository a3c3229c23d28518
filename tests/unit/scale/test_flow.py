"""Shards through an engine: order, and workers that die."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Self

from tocsin.records import Document, Published, Reading, make_document
from tocsin.scale.flow import Flow
from tocsin.scale.shards import Work, shards_of

POISON = "poison"


class DeathError(Exception):
    pass


class Echo:
    """A pipeline that finds nothing, and dies of poison."""

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        for document in documents:
            if POISON in document.text:
                raise DeathError
            yield Reading(document=document, records=(), diagnostics=())


class Later:
    def __init__(self, engine: Mortal, task: Callable[[bytes], bytes], shard: bytes) -> None:
        self.engine, self.task, self.shard, self.life = engine, task, shard, engine.life

    def result(self) -> bytes:
        if self.life != self.engine.life or not self.engine.alive:
            raise DeathError
        try:
            return self.task(self.shard)
        except DeathError:
            self.engine.alive = False
            raise


class Mortal:
    """An engine whose death takes all that is on its way."""

    lost: tuple[type[BaseException], ...] = (DeathError,)
    workers = 2

    def __init__(self) -> None:
        self.life, self.alive, self.most, self.restarts = 0, True, 0, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, task: Callable[[bytes], bytes], shard: bytes) -> Later:
        if not self.alive:
            raise DeathError
        return Later(self, task, shard)

    def restart(self) -> bool:
        self.life, self.alive = self.life + 1, True
        self.restarts += 1
        return True


def documents(words: Iterable[str]) -> list[Document]:
    return [make_document(text=word, published=Published(value=None, basis="unknown")) for word in words]


def flow(engine: Mortal) -> Flow:
    return Flow(engine, Work(lambda _: Echo(), b""))


def test_readings_come_in_the_order_of_their_documents() -> None:
    given = documents(f"text {number}" for number in range(25))
    found = [r.document for _, readings in flow(Mortal()).read(shards_of(given, 4)) for r in readings]
    assert found == given


def test_a_document_that_ends_its_worker_stops_nothing() -> None:
    given = documents(["one", "two", POISON, "four", "five", "six", f"{POISON} again", "eight", "nine"])
    engine = Mortal()
    found = [r for _, readings in flow(engine).read(shards_of(given, 3)) for r in readings]
    assert [r.document for r in found] == given
    lost = [[d.code for d in r.diagnostics] for r in found]
    assert lost == [[], [], ["worker-lost"], [], [], [], ["worker-lost"], [], []]
    assert engine.restarts > 1


def test_no_more_shards_are_under_way_than_are_wanted() -> None:
    taken = 0

    def counted() -> Iterator[Document]:
        nonlocal taken
        for document in documents(str(number) for number in range(100)):
            taken += 1
            yield document

    steps = flow(Mortal()).read(shards_of(counted(), 1))
    next(steps)
    assert taken == 4
