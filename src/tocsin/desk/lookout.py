"""A lookout: one problem watching a store. Each document is searched once; what was found is kept there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from tocsin import __version__
from tocsin.assess.indicators import Sighting, find_sightings
from tocsin.assess.playbook import Playbook, Problem
from tocsin.ledger.origins import Testimony
from tocsin.ledger.protocol import Find, Store
from tocsin.ledger.replay import apply_judgements
from tocsin.records import Judgement, Reading, digest_of

__all__ = ["Lookout", "Watched"]

Watched = tuple[Problem, Playbook]
"""A problem and the playbook by which it is watched."""

_AT_ONCE = 500
_NOTHING = b"[]"
_FORM = (*Sighting.__struct_fields__, *Testimony.__struct_fields__)
_SIGHTINGS = msgspec.json.Decoder(tuple[Sighting, ...])


class Lookout:
    """What a problem watches for, and (by document) what of it was found, as judged; removed documents are among them.

    Its name changes with the problem, the playbook, the run and the version of Tocsin: then all is searched anew.
    """

    def __init__(self, store: Store, problem: Problem, playbook: Playbook) -> None:
        self._store, self._problem, self._playbook = store, problem, playbook
        run = store.current_run()
        of = digest_of(problem, playbook, run.id if run else None, __version__, *_FORM)
        self._name = f"{problem.id}:{of}"
        self._upto = 0
        self.finds: dict[str, tuple[Sighting, ...]] = {}

    def find(self, words: Mapping[str, list[Judgement]]) -> dict[str, tuple[Sighting, ...]]:
        """All that there is to find; `words` are the judgements by the digest of the text that they are on."""
        self._search()
        self._upto, kept = self._store.finds(self._name)
        self.finds = {find.document: _SIGHTINGS.decode(find.body) for find in kept if not find.words}
        self.finds |= self._as_judged(words, {(find.document, find.words): find for find in kept if find.words})
        return self.finds

    def follow(self) -> None:
        """Takes in what is found in documents that came since. None of them may have a judged text."""
        self._search()
        self._upto, kept = self._store.finds(self._name, after=self._upto)
        self.finds |= {find.document: _SIGHTINGS.decode(find.body) for find in kept if not find.words}

    def _search(self) -> None:
        """Searches what nobody has searched yet, some hundreds at a time: cut off, it goes on from there."""
        while True:
            since, unsearched = self._store.unsearched(self._name, limit=_AT_ONCE)
            if not unsearched:
                return
            found = [find for find in map(self._look, unsearched) if find.body != _NOTHING]
            self._store.keep_finds(self._name, found, since=since, upto=unsearched[-1].document.id)

    def _as_judged(
        self, words: Mapping[str, list[Judgement]], known: Mapping[tuple[str, str], Find]
    ) -> dict[str, tuple[Sighting, ...]]:
        """The finds in documents with judged texts, each searched once for what was said of it."""
        said = {document: _digest(words[text]) for document, text in self._store.alike(words).items()}
        missing = [document for document, digest in said.items() if (document, digest) not in known]
        fresh = {}
        for reading in self._store.readings_of(missing):
            judged = apply_judgements(reading, words[reading.document.text_digest]).reading
            find = self._look(judged, said[reading.document.id])
            fresh[find.document, find.words] = find
        if fresh:
            self._store.keep_finds(self._name, fresh.values())
        found = {**known, **fresh}
        return {key[0]: _SIGHTINGS.decode(found[key].body) for key in said.items() if key in found}

    def _look(self, reading: Reading, words: str = "") -> Find:
        body = msgspec.json.encode(find_sightings(reading, self._playbook, self._problem))
        return Find(document=reading.document.id, words=words, body=body)


def _digest(judgements: Iterable[Judgement]) -> str:
    """What analysts said on a text, in their order, as one key."""
    return digest_of("judgements", *(judgement.id for judgement in judgements))
