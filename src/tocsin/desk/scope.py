"""The scope of an assessment: the part of a ledger that it hangs on, so that a large desk answers at once.

Every document is searched once for what a problem watches; what was found is kept in the store. An assessment then
reads the documents with a find, those that tell the same story, and how the names of their sources are borne elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from tocsin import __version__
from tocsin.assess.indicators import Sighting, find_sightings
from tocsin.assess.playbook import Playbook, Problem
from tocsin.assess.sources import keys_of_sources, only_entities, source_entities
from tocsin.ledger.cut import Cut
from tocsin.ledger.extent import Extent
from tocsin.ledger.identities import Identities, judged_members, resolve_identities
from tocsin.ledger.protocol import Find, Store
from tocsin.ledger.replay import apply_judgements
from tocsin.ledger.view import View, judgements_by_text
from tocsin.records import Judgement, Link, Reading, digest_of

__all__ = ["Scope", "Searches"]

_AT_ONCE = 500
_SIGHTINGS = msgspec.json.Decoder(tuple[Sighting, ...])
Watched = tuple[Problem, Playbook]


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What assessments at a cut hang on: sightings by problem, the readings that matter, who is who among sources."""

    sightings: Mapping[str, list[Sighting]]
    readings: Mapping[str, Reading]
    identities: Identities
    extent: Extent


class Searches:
    """What the problems of a desk found in its documents: each searched once, by one program of all that share it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def scope(self, watched: Iterable[Watched], cut: Cut) -> Scope:
        """The scope of some problems at a cut."""
        judgements = self._store.judgements(cut)
        words = judgements_by_text(judgements)
        found = {problem.id: self.find(problem, playbook, words) for problem, playbook in watched}
        near = _Near(self._store, cut, words)
        readings = near.readings({document for finds in found.values() for document, seen in finds.items() if seen})
        return Scope(
            sightings={
                problem: [sighting for document, seen in finds.items() if document in readings for sighting in seen]
                for problem, finds in found.items()
            },
            readings=readings,
            identities=near.identities(readings, judgements),
            extent=self._store.extent(cut),
        )

    def in_view(self, problem: Problem, playbook: Playbook, view: View) -> list[Sighting]:
        """The sightings of a problem in a view that is open."""
        found = self.find(problem, playbook, judgements_by_text(self._store.judgements(view.cut)))
        return [sighting for reading in view.readings for sighting in found.get(reading.document.id, ())]

    def find(
        self, problem: Problem, playbook: Playbook, words: Mapping[str, list[Judgement]]
    ) -> dict[str, tuple[Sighting, ...]]:
        """By document, what a problem watches for in it, as judged: removed documents are among them."""
        watch = self._watch(problem, playbook)
        while unsearched := self._store.unsearched(watch, limit=_AT_ONCE):
            finds = (_find(reading, problem, playbook) for _, reading in unsearched)
            self._store.keep_finds(watch, [find for find in finds if find.body != _NOTHING], upto=unsearched[-1][0])
        _, kept = self._store.finds(watch)
        found = {find.document: find for find in kept if not find.words}
        as_judged = {(find.document, find.words): find for find in kept if find.words}
        missing: dict[str, str] = {}
        for document, text in self._store.alike(words).items():
            said = _digest(words[text])
            if (document, said) in as_judged:
                found[document] = as_judged[document, said]
            else:
                missing[document] = said
        fresh = []
        for reading in self._store.readings_of(list(missing)):
            judged = apply_judgements(reading, words[reading.document.text_digest]).reading
            fresh.append(_find(judged, problem, playbook, missing[reading.document.id]))
        if fresh:
            self._store.keep_finds(watch, fresh, upto=0)
        found |= {find.document: find for find in fresh}
        return {document: _SIGHTINGS.decode(find.body) for document, find in found.items()}

    def _watch(self, problem: Problem, playbook: Playbook) -> str:
        """The name of what a problem watches for: another with every change of problem, playbook, run or version."""
        run = self._store.current_run()
        return f"{problem.id}:{digest_of('sightings', problem, playbook, run.id if run else None, __version__)}"


_NOTHING = b"[]"


def _find(reading: Reading, problem: Problem, playbook: Playbook, words: str = "") -> Find:
    body = msgspec.json.encode(find_sightings(reading, playbook, problem))
    return Find(document=reading.document.id, words=words, body=body)


def _digest(judgements: Iterable[Judgement]) -> str:
    """What analysts said on a text, in their order, as one key."""
    return digest_of("judgements", *(judgement.id for judgement in judgements))


class _Near:
    """What lies near some documents in a store at a cut: their stories, and the names that their sources share."""

    def __init__(self, store: Store, cut: Cut, words: Mapping[str, list[Judgement]]) -> None:
        self._store, self._cut, self._words = store, cut, words
        self._links: dict[str, Link] = {}

    def readings(self, documents: Collection[str]) -> dict[str, Reading]:
        """The readings of some documents and of all that tell their stories, as judged, those that the cut sees."""
        found: dict[str, Reading] = {}
        wanted = set(documents)
        while wanted:
            fresh = {reading.document.id: reading for reading in self._open(wanted)}
            found |= fresh
            wanted = self._kin(fresh) - found.keys()
        return found

    def _open(self, documents: Collection[str]) -> Iterator[Reading]:
        for reading in self._store.readings_of(sorted(documents), self._cut):
            yield apply_judgements(reading, self._words.get(reading.document.text_digest, ())).reading

    def _kin(self, readings: Mapping[str, Reading]) -> set[str]:
        """The documents with the same words, and those that a link joins to them."""
        links = [link for link in self._store.links_of(readings, self._cut) if link.kind in ("copy", "version")]
        self._links |= {link.id: link for link in links}
        alike = self._store.alike({reading.document.text_digest for reading in readings.values()})
        return {member for link in links for member in link.members} | set(alike)

    def identities(self, readings: Mapping[str, Reading], judgements: Iterable[Judgement]) -> Identities:
        """Who is who among the sources of some readings: what the whole ledger would tell of them."""
        judgements = list(judgements)
        told = judged_members(judgements)
        # Where an analyst changed a name, it is borne as judged and not as the store has it.
        renamed = {j.target.text_digest for j in judgements if j.target.type == "Entity" and j.target.text_digest}
        judged = set(self._store.alike(renamed))
        beside = self._open({*judged, *self._store.holders(told)} - readings.keys())
        sources = source_entities(readings.values()) | told
        named = [
            reading if reading.document.id in judged else only_entities(reading, sources)
            for reading in (*readings.values(), *beside)
        ]
        others = self._store.namesakes(keys_of_sources(named), self._cut, without=judged)
        return resolve_identities(named, self._links.values(), judgements, others)
