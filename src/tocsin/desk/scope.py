"""The scope of an assessment: the part of a ledger that it hangs on, so that a large desk answers at once.

Every document is searched once for what a problem watches; what was found is kept in the store. An assessment then
reads the documents with a find, those that tell the same story, and how the names of their sources are borne elsewhere.
A scope is kept at hand too, and follows the journal: a document that has nothing to do with it costs next to nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from threading import Lock

from tocsin.assess.course import CourseDay
from tocsin.assess.hypotheses import AnalystCell
from tocsin.assess.indicators import Sighting
from tocsin.assess.level import Assessment, assess, end_of_course, renew
from tocsin.assess.playbook import Playbook, Problem
from tocsin.assess.sources import keys_of_agencies, keys_of_names, readings_of_sources
from tocsin.assess.states import Claim, make_claims, merge_claims
from tocsin.desk.lookout import Lookout, Watched
from tocsin.ledger.bearers import Bearer, bearers_of
from tocsin.ledger.cut import Cut
from tocsin.ledger.extent import Extent, extent_of
from tocsin.ledger.identities import Identities, judged_members, resolve_identities
from tocsin.ledger.protocol import Mark, Store
from tocsin.ledger.replay import apply_judgements
from tocsin.ledger.view import View, judgements_by_text
from tocsin.records import Document, Judgement, Link, Reading

__all__ = ["Scope", "Scopes"]

# Scopes kept at hand: of a few cuts.
_MOST_KEPT = 4
# Of more that has come since, a scope is made anew.
_MOST_NEWS = 200
# So often, at most, is it counted how far a cut reaches while others write.
_MOST_COUNTS = 9


class Scope:
    """What assessments at a cut are made of: the claims by problem, and how far the view reaches."""

    def __init__(self, claims: Mapping[str, tuple[Claim, ...]], extent: Extent, as_of: str | None) -> None:
        self.claims, self.extent, self._as_of = claims, extent, as_of
        self._courses: dict[str, list[CourseDay]] = {}
        self._assessed: dict[str, tuple[tuple[AnalystCell, ...], Assessment]] = {}

    def grown(self, fresh: Mapping[str, tuple[Claim, ...]], extent: Extent) -> Scope:
        """The scope with more claims. What was published on a day changes no day before it."""
        scope = Scope({n: merge_claims(self.claims[n], more) for n, more in fresh.items()}, extent, self._as_of)
        changed = min((claim.published or "" for claims in fresh.values() for claim in claims), default="9999")
        if extent.days[:1] == self.extent.days[:1]:
            scope._courses = {n: [day for day in days if day.day < changed] for n, days in self._courses.items()}
        return scope

    def reaching(self, extent: Extent) -> Scope:
        """The scope that reaches farther, with no claim more; another, for somebody may be reading this one."""
        scope = Scope(self.claims, extent, self._as_of)
        # What changed is told against the day before the last: with another last day it is another assessment.
        if extent.days[:1] + extent.days[-2:] == self.extent.days[:1] + self.extent.days[-2:]:
            scope._assessed = dict(self._assessed)
        if extent.days[:1] == self.extent.days[:1]:
            scope._courses = dict(self._courses)
        return scope

    def assess(self, problem: Problem, playbook: Playbook, cells: Iterable[AnalystCell]) -> Assessment:
        """The assessment of one of its problems, worked out at the first asking."""
        cells = tuple(cells)
        known, made = self._assessed.get(problem.id, (None, None))
        if made is None or known != cells:
            made = self._assess(problem, playbook, cells)
            self._assessed[problem.id] = (cells, made)
        return renew(made, self.extent, as_of=self._as_of)

    def _assess(self, problem: Problem, playbook: Playbook, cells: tuple[AnalystCell, ...]) -> Assessment:
        claims, as_of = self.claims[problem.id], self._as_of
        # Without its last day: what has no date counts on the last day alone.
        known = self._courses.get(problem.id, [])[:-1]
        course = end_of_course(problem, playbook, claims, self.extent, as_of=as_of, known=known)
        self._courses[problem.id] = course
        return assess(problem, playbook, claims, self.extent, as_of=as_of, cells=cells, course=course)


class Scopes:
    """The scopes of a desk, each made once and brought up to date by what came since."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: OrderedDict[tuple[Cut, tuple[str, ...]], _Surveyed] = OrderedDict()
        # The board answers in several threads over one desk.
        self._lock = Lock()

    def at(self, watched: Sequence[Watched], cut: Cut) -> Scope:
        """The scope of some problems at a cut, as the store is now. Threads take turns: what came is taken in once."""
        with self._lock:
            return self._at(watched, cut)

    def _at(self, watched: Sequence[Watched], cut: Cut) -> Scope:
        key = (cut, tuple(problem.id for problem, _ in watched))
        mark, judgements = self._store.mark(), self._store.judgements(cut)
        held = self._held.get(key)
        if held is None or held.watched != list(watched) or not held.follow(mark, judgements):
            held = self._held[key] = _Surveyed(self._store, watched, cut, mark, judgements)
        self._held.move_to_end(key)
        while len(self._held) > _MOST_KEPT:
            self._held.popitem(last=False)
        return held.scope

    def of_view(self, watched: Sequence[Watched], view: View, identities: Identities) -> Scope:
        """The scope of a view that is open."""
        words = judgements_by_text(self._store.judgements(view.cut))
        documents = {reading.document.id: reading.document for reading in view.readings}
        found = {
            problem.id: _seen_in(documents, Lookout(self._store, problem, playbook).find(words))
            for problem, playbook in watched
        }
        claims = _claims(watched, found, documents, identities)
        return Scope(claims, extent_of(documents.values()), view.cut.as_of)


def _seen_in(documents: Collection[str], finds: Mapping[str, tuple[Sighting, ...]]) -> list[Sighting]:
    """Of what was found, the sightings in some documents."""
    return [sighting for document, seen in finds.items() if document in documents for sighting in seen]


def _claims(
    watched: Iterable[Watched],
    found: Mapping[str, Iterable[Sighting]],
    documents: Mapping[str, Document],
    identities: Identities,
) -> dict[str, tuple[Claim, ...]]:
    """By problem, the claims of what was found in some documents."""
    return {
        problem.id: make_claims(found[problem.id], documents, identities, opens=problem.window.opens)
        for problem, _ in watched
    }


def _passages(found: Iterable[Iterable[Sighting]]) -> set[int]:
    """The keys of the sentences in which sightings and the statements round them stand."""
    return {key for seen in found for sighting in seen for key in sighting.testimony.passages if key is not None}


def _counted(store: Store, cut: Cut, mark: Mark) -> tuple[Extent, Mark]:
    """How far a cut reaches, and the mark at which it does: what comes between would be counted twice."""
    for _ in range(_MOST_COUNTS):
        extent, now = store.extent(cut), store.mark()
        if now == mark:
            break
        mark = now
    return extent, mark


class _Surveyed:
    """A scope with what it was made of."""

    def __init__(
        self, store: Store, watched: Sequence[Watched], cut: Cut, mark: Mark, judgements: Sequence[Judgement]
    ) -> None:
        self._store, self._cut = store, cut
        self.watched = list(watched)
        self._judgements = list(judgements)
        self._words = judgements_by_text(judgements)
        self._lookouts = {problem.id: Lookout(store, problem, playbook) for problem, playbook in watched}
        self._documents: dict[str, Document] = {}
        self._agencies: frozenset[str] = frozenset()
        self._links: dict[str, Link] = {}
        self._extent, self._mark = _counted(store, cut, mark)
        self._taken: frozenset[str] = frozenset()
        found = {name: lookout.find(self._words) for name, lookout in self._lookouts.items()}
        self._take({document for finds in found.values() for document, seen in finds.items() if seen})
        self._survey()

    def _survey(self) -> None:
        """Who is who, and whose word every sighting is."""
        found = {name: _seen_in(self._documents, lookout.finds) for name, lookout in self._lookouts.items()}
        self._texts = {document.text_digest for document in self._documents.values()}
        named, self._judged = self._named(chain.from_iterable(found.values()))
        self._keys = keys_of_names(named) | self._agencies
        self._bearers = set(self._store.namesakes(self._keys, self._cut, without=self._judged))
        identities = resolve_identities(named, self._links.values(), self._judgements, self._bearers)
        self._passages = _passages(found.values())
        self.scope = Scope(_claims(self.watched, found, self._documents, identities), self._extent, self._cut.as_of)

    def _extend(self, documents: Mapping[str, Document]) -> bool:
        """Adds what was found in documents that tell stories and sentences of their own; False where they do not.

        Then nothing of them touches what is known of the others: who is who hangs on the bearers of a name alone.
        """
        found = {name: _seen_in(documents, lookout.finds) for name, lookout in self._lookouts.items()}
        passages = _passages(found.values())
        digests = {document.text_digest for document in documents.values()}
        if self._judged or len(digests) < len(documents) or passages & self._passages:
            return False
        named = readings_of_sources(chain.from_iterable(found.values()), documents)
        agencies = keys_of_agencies(documents.values())
        keys = keys_of_names(named) | agencies
        bearers = self._store.namesakes(keys, self._cut)
        identities = resolve_identities(named, (), self._judgements, bearers)
        fresh = _claims(self.watched, found, documents, identities)
        self._documents |= documents
        self._texts |= digests
        self._passages |= passages
        self._agencies |= agencies
        self._keys |= keys
        self._bearers.update(bearers)
        self.scope = self.scope.grown(fresh, self._extent)
        return True

    def follow(self, mark: Mark, judgements: Sequence[Judgement]) -> bool:
        """Brings the scope up to date with what was added since; False where more than that was done."""
        if mark == self._mark:
            return self._judgements == list(judgements)
        if (mark.run, mark.purged) != (self._mark.run, self._mark.purged) or self._judgements != list(judgements):
            return False
        news = self._store.news(self._mark.entry, mark.entry)
        if self._cut.known_at is not None or len(news) > _MOST_NEWS or any(entry.action != "add" for entry in news):
            return False
        # What came after the mark may have been taken in with what came before it.
        fresh = [entry.subject for entry in news if entry.subject not in self._taken]
        added = self._store.readings_of(fresh, self._cut)
        if any(reading.document.text_digest in self._words for reading in added):
            return False
        self._mark, self._taken = mark, frozenset(entry.subject for entry in news)
        self._extent += extent_of(reading.document for reading in added)
        for lookout in self._lookouts.values():
            lookout.follow()
        # Whenever it was found: a search may be ahead of the journal's lines that were read before it.
        sighted = {r.document.id for r in added if any(o.finds.get(r.document.id) for o in self._lookouts.values())}
        related = self._related(added)
        if related or self._renames(added):
            self._take(sighted | related)
            self._survey()
        elif seen := {r.document.id: r.document for r in added if r.document.id in sighted}:
            if not self._extend(seen):
                self._take(seen)
                self._survey()
        else:
            self.scope = self.scope.reaching(self._extent)
        return True

    def _related(self, added: Sequence[Reading]) -> set[str]:
        """Those of some documents that tell a story of the scope."""
        links = self._store.links_of([reading.document.id for reading in added], self._cut)
        tied = {member for link in links if any(m in self._documents for m in link.members) for member in link.members}
        return tied | {r.document.id for r in added if r.document.text_digest in self._texts}

    def _renames(self, added: Sequence[Reading]) -> bool:
        """Whether documents bear a name of the scope's sources in a new way."""
        bearers: set[Bearer] = {bearer for reading in added for bearer in bearers_of(reading)}
        return any(bearer.key in self._keys for bearer in bearers - self._bearers)

    def _take(self, documents: Collection[str]) -> None:
        """Takes in some documents and all that tell their stories, as the cut sees them."""
        wanted = set(documents) - self._documents.keys()
        while wanted:
            fresh = {document.id: document for document in self._store.documents_of(sorted(wanted), self._cut)}
            self._documents |= fresh
            self._agencies |= keys_of_agencies(fresh.values())
            wanted = self._kin(fresh) - self._documents.keys() - wanted

    def _kin(self, documents: Mapping[str, Document]) -> set[str]:
        """The documents with the same words, and those that a link joins to them."""
        links = [link for link in self._store.links_of(documents, self._cut) if link.kind in ("copy", "version")]
        self._links |= {link.id: link for link in links}
        alike = self._store.alike({document.text_digest for document in documents.values()})
        return {member for link in links for member in link.members} | set(alike)

    def _named(self, sightings: Iterable[Sighting]) -> tuple[list[Reading], set[str]]:
        """The documents with their sources alone; those in which an analyst spoke of a name whole, and their ids.

        There a name is borne as judged, and an entity may be nobody's but its own: the store's names do not know that.
        """
        renamed = {word.target.text_digest for word in self._judgements if word.target.type == "Entity"}
        judged = {*self._store.alike({text for text in renamed if text})}
        judged |= set(self._store.holders(judged_members(self._judgements)))
        named = {reading.document.id: reading for reading in readings_of_sources(sightings, self._documents)}
        for reading in self._store.readings_of(sorted(judged), self._cut):
            words = self._words.get(reading.document.text_digest, ())
            named[reading.document.id] = apply_judgements(reading, words).reading
        return list(named.values()), judged
