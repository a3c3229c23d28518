"""Who is who across documents: entities joined by `same_person` links, formed by name, role, country and date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

import msgspec

from tocsin.ledger.grades import Grades
from tocsin.ledger.issuers import Office, Tenure, find_tenures, office_at, office_named
from tocsin.ledger.stories import Stories
from tocsin.records import Entity, Judgement, Link, Reading, digest_of, make_link

__all__ = ["Identities", "Identity", "propose_links", "resolve_identities"]

# Joined by itself at or above this; below it a link is only proposed.
AUTOMATIC = 0.8
# Offices change hands: the bare same name in reports further apart than this is not joined without a shared country.
_NEAR_YEARS = 5


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """One bearer across documents: a stable id, the name most often used, and the entities it has."""

    id: str
    name: str | None
    kind: str
    country: str | None
    members: tuple[str, ...]


class Identities:
    """The identities of a view. An entity that nothing joins is an identity of its own.

    `stories` says which documents tell one story, `grades` what analysts think of sources, `tenures` by entity which
    offices it speaks for.
    """

    def __init__(
        self,
        identities: Iterable[Identity],
        stories: Stories | None = None,
        grades: Grades | None = None,
        tenures: Mapping[str, tuple[Tenure, ...]] | None = None,
    ) -> None:
        self._of = {member: identity for identity in identities for member in identity.members}
        self.stories, self.grades = stories or Stories(), grades or Grades()
        self._tenures: dict[str, tuple[Tenure, ...]] = {}
        for entity, held in (tenures or {}).items():
            if entity in self._of:
                key = self._of[entity].id
                self._tenures[key] = (*self._tenures.get(key, ()), *held)
        self._named = {(i.kind, i.name.casefold()): i for i in self._of.values() if i.name}

    def of(self, entity: str) -> Identity:
        """The identity of an entity. Raises `KeyError` for an unknown one."""
        return self._of[entity]

    def named(self, name: str, kind: str) -> Identity | None:
        """The identity of a kind that bears a name."""
        return self._named.get((kind, name.casefold()))

    def office(self, identity: Identity, day: str | None) -> Office | None:
        """The office that an identity is, or speaks for on a day; None where it speaks for itself."""
        if identity.kind == "organization":
            return office_named(identity.name)
        return office_at(self._tenures.get(identity.id, ()), day)

    def __iter__(self) -> Iterator[Identity]:
        return iter(dict.fromkeys(self._of.values()))


def propose_links(readings: Iterable[Reading]) -> list[Link]:
    """Links between entities of different documents that may be one bearer, each with its score and reason.

    A link at or above `AUTOMATIC` joins them; one below waits for an analyst. Countries and outlets are one by code
    or name. Unnamed entities are never joined.
    """
    by_key: dict[tuple[str, str], list[tuple[Entity, int | None]]] = {}
    for reading in readings:
        year = int(reading.document.published.day[:4]) if reading.document.published.day else None
        for record in reading.records:
            if isinstance(record, Entity) and (key := _key(record)) is not None:
                by_key.setdefault(key, []).append((record, year))
    links: list[Link] = []
    for group in by_key.values():
        # Against the first of the group and the one before: enough to join all, without every pair.
        for index in range(1, len(group)):
            for other in dict.fromkeys((0, index - 1)):
                link = _compare(*group[other], *group[index])
                if link is not None:
                    links.append(link)
    return list({link.id: link for link in links}.values())


def _key(entity: Entity) -> tuple[str, str] | None:
    """What two entities must share to be compared: the kind, and the last name of a person or the whole name."""
    if entity.name is None:
        return None
    name = entity.name.casefold()
    return entity.kind, name.split()[-1] if entity.kind == "person" else name


def _compare(left: Entity, left_year: int | None, right: Entity, right_year: int | None) -> Link | None:
    if left.country and right.country and left.country != right.country:
        return None
    score, reason = _score(left, right)
    if left_year and right_year and abs(left_year - right_year) > _NEAR_YEARS and not (left.country and right.country):
        score, reason = score / 2, f"{reason}, but years apart"
    if score == 0:
        return None
    return make_link("same_person", (left.id, right.id), score=score, reason=reason)


def _score(left: Entity, right: Entity) -> tuple[float, str]:
    """How sure it is that two entities of one key are one bearer, and why."""
    one, other = (left.name or "").casefold(), (right.name or "").casefold()
    shared_country = left.country is not None and left.country == right.country
    if left.kind != "person":
        return 0.95, "the same name and kind"
    roles = {role.title.casefold() for role in left.roles} & {role.title.casefold() for role in right.roles}
    if one == other and " " in one:
        return (0.97 if shared_country or roles else 0.85), "the same full name"
    if " " in one and " " in other:
        firsts = one.split()[0], other.split()[0]
        alike = firsts[0].startswith(firsts[1][:3]) or firsts[1].startswith(firsts[0][:3])
        if alike and (roles or shared_country):
            return 0.8, "one surname, like first names, and a shared role or country"
        return 0.0, ""
    # One of the two is a bare surname.
    if roles and shared_country:
        return 0.85, "one surname, one role and one country"
    if roles or shared_country:
        return 0.6, "one surname and a shared role or country"
    return 0.3, "one surname"


def resolve_identities(
    readings: Iterable[Reading], links: Iterable[Link], judgements: Iterable[Judgement] = ()
) -> Identities:
    """The identities that links and analysts form; `same` joins what no link does, `not_same` parts what one does.

    Links of copy and version form the stories; analysts' grades, and who speaks for an office, go with them.
    """
    readings, links, judgements = list(readings), list(links), list(judgements)
    entities = {r.id: r for reading in readings for r in reading.records if isinstance(r, Entity)}
    together = {frozenset(link.members) for link in links if link.kind == "same_person" and link.score >= AUTOMATIC}
    apart: set[frozenset[str]] = set()
    for judgement in judgements:
        members = frozenset(judgement.target.fields.get("members", ()))
        rest = judgement.target.fields.get("rest")
        pairs = {frozenset(pair) for pair in (product(members, rest) if rest else combinations(sorted(members), 2))}
        if judgement.verdict == "same":
            together |= pairs
            apart -= pairs
        elif judgement.verdict == "not_same":
            apart |= pairs
            together -= pairs
            if rest:  # those that are split off together stay together
                together |= {frozenset(pair) for pair in combinations(sorted(members), 2)}
    parent: dict[str, str] = {entity: entity for entity in entities}
    for pair in sorted(together - apart, key=sorted):
        if pair <= parent.keys():
            roots = sorted(_root(parent, member) for member in pair)
            if not _parted(parent, roots, apart):
                parent[roots[-1]] = roots[0]
    groups: dict[str, list[str]] = {}
    for entity in entities:
        groups.setdefault(_root(parent, entity), []).append(entity)
    formed = [_identity(members, entities) for members in groups.values()]
    stories = Stories((reading.document for reading in readings), links)
    return Identities(formed, stories, Grades(judgements), find_tenures(readings))


def _root(parent: Mapping[str, str], entity: str) -> str:
    while parent[entity] != entity:
        entity = parent[entity]
    return entity


def _parted(parent: Mapping[str, str], roots: list[str], apart: set[frozenset[str]]) -> bool:
    """Whether joining two groups would join two whom an analyst told apart, by a chain of others."""
    if len(roots) < 2 or roots[0] == roots[-1] or not apart:
        return roots[0] == roots[-1]
    groups = [{entity for entity in parent if _root(parent, entity) == root} for root in (roots[0], roots[-1])]
    return any(frozenset((a, b)) in apart for a in groups[0] for b in groups[1])


def _identity(members: list[str], entities: Mapping[str, Entity]) -> Identity:
    """The group as one: the longest name, the country that any has.

    The id hangs on what it is and not on whom it has, so that one more document does not rename it.
    """
    named = [entities[member] for member in members]
    name = max((e.name for e in named if e.name), key=lambda n: (len(n), n), default=None)
    country = next((e.country for e in named if e.country), None)
    kind = named[0].kind
    unique = () if name else (members[0],)
    return Identity(
        id=digest_of("Identity", kind, (name or "").casefold(), country, unique),
        name=name,
        kind=kind,
        country=country,
        members=tuple(members),
    )
