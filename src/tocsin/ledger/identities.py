"""Who is who across documents: bearers joined by name, role, country and date, and by what analysts say of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

import msgspec

from tocsin.ledger.bearers import Bearer, bearer_of
from tocsin.ledger.grades import Grades
from tocsin.ledger.issuers import Office, Tenure, office_at, office_named
from tocsin.ledger.stories import Stories
from tocsin.records import Entity, Judgement, Link, Reading, digest_of, make_link

__all__ = ["Identities", "Identity", "judged_members", "propose_links", "resolve_identities"]

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
    """The identities of a view.

    `stories` says which documents tell one story, `grades` what analysts think of sources, `tenures` by the id of an
    identity which offices it speaks for.
    """

    def __init__(
        self,
        identities: Iterable[Identity],
        stories: Stories | None = None,
        grades: Grades | None = None,
        tenures: Mapping[str, tuple[Tenure, ...]] | None = None,
    ) -> None:
        self._all = tuple(identities)
        self._of = {member: identity for identity in self._all for member in identity.members}
        self.stories, self.grades = stories or Stories(), grades or Grades()
        self._tenures = dict(tenures or {})
        self._named = {(i.kind, i.name.casefold()): i for i in self._all if i.name}

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
        return iter(identity for identity in self._all if identity.members)


# Kind, name in lower case, country, offices of a bare surname, the entity where an analyst spoke of it.
_Place = tuple[str, str, str, tuple[str, ...], str]


class _Node:
    """Bearers that are one whatever else is known: one kind, name and country (and offices, of a bare surname)."""

    def __init__(self, place: _Place, key: str) -> None:
        self.place, self.key = place, key
        self.kind, self.name, self.country = place[0], place[1], place[2] or None
        self.words = self.name.split()
        self.names: set[str] = set()
        self.titles: set[str] = set()
        self.years: set[int] = set()
        self.tenures: dict[Tenure, None] = {}
        self.members: list[str] = []

    def take(self, bearer: Bearer, member: str | None) -> None:
        """One more bearer; `member` is the entity, where it is of a reading at hand."""
        self.names.add(bearer.name)
        self.titles.update(bearer.titles)
        self.tenures.update(dict.fromkeys(bearer.tenures))
        if bearer.year is not None:
            self.years.add(bearer.year)
        if member is not None:
            self.members.append(member)


def judged_members(judgements: Iterable[Judgement]) -> frozenset[str]:
    """The entities that analysts told to be, or not to be, one with others."""
    return frozenset(
        str(member)
        for judgement in judgements
        if judgement.verdict in ("same", "not_same")
        for group in ("members", "rest")
        for member in judgement.target.fields.get(group, ())
    )


def propose_links(readings: Iterable[Reading]) -> list[Link]:
    """Links between entities of different documents that may be one bearer, each with its score and reason.

    A link at or above `AUTOMATIC` joins them; one below waits for an analyst. Countries and outlets are one by code
    or name. Unnamed entities are never joined.
    """
    nodes, _ = _gather(readings, (), frozenset())
    links = [
        make_link("same_person", (node.members[0], member), score=0.95, reason="the same name, kind and country")
        for node in nodes.values()
        for member in node.members[1:]
    ]
    for left, right, score, reason in _comparisons(nodes.values()):
        links.append(make_link("same_person", (left.members[0], right.members[0]), score=score, reason=reason))
    return list({link.id: link for link in links}.values())


def resolve_identities(
    readings: Iterable[Reading],
    links: Iterable[Link] = (),
    judgements: Iterable[Judgement] = (),
    others: Iterable[Bearer] = (),
) -> Identities:
    """The identities that names and analysts form; `same` joins what no name does, `not_same` parts what one does.

    Links of copy and version form the stories; analysts' grades, and who speaks for an office, go with them. `others`
    are bearers of documents that are not among the readings: they say who is who, and are nobody's entity here. The
    order of all of them does not matter.
    """
    readings, links, judgements = list(readings), list(links), list(judgements)
    same, apart = _told(links, judgements)
    told = frozenset(entity for pair in same | apart for entity in pair)
    nodes, unnamed = _gather(readings, others, told)
    groups = _join(nodes, same, apart)
    parted = frozenset(entity for pair in apart for entity in pair)
    formed, tenures = [], {}
    borne: set[str] = set()
    for group in groups:
        identity = _identity(group, ())
        if identity.id in borne:
            identity = _identity(group, parted)
        borne.add(identity.id)
        formed.append(identity)
        tenures[identity.id] = tuple(dict.fromkeys(tenure for node in group for tenure in node.tenures))
    formed += [_unnamed(entity) for entity in unnamed]
    stories = Stories((reading.document for reading in readings), links)
    return Identities(formed, stories, Grades(judgements), tenures)


_Pairs = set[frozenset[str]]


def _told(links: Iterable[Link], judgements: Iterable[Judgement]) -> tuple[_Pairs, _Pairs]:
    """The pairs of entities that links and analysts say are one, and those that analysts say are not."""
    same = {frozenset(link.members) for link in links if link.kind == "same_person" and link.score >= AUTOMATIC}
    apart: _Pairs = set()
    for judgement in judgements:
        members = sorted(frozenset(judgement.target.fields.get("members", ())))
        rest = judgement.target.fields.get("rest")
        pairs = {frozenset(pair) for pair in (product(members, rest) if rest else combinations(members, 2))}
        if judgement.verdict == "same":
            same |= pairs
            apart -= pairs
        elif judgement.verdict == "not_same":
            apart |= pairs
            same -= pairs
            if rest:  # those that are split off together stay together
                same |= {frozenset(pair) for pair in combinations(members, 2)}
    return same, apart


def _gather(
    readings: Iterable[Reading], others: Iterable[Bearer], told: frozenset[str]
) -> tuple[dict[_Place, _Node], list[Entity]]:
    """The nodes by their places, in order, and the entities without a name."""
    nodes: dict[_Place, _Node] = {}
    unnamed: list[Entity] = []

    def put(bearer: Bearer, member: str | None) -> None:
        bare = bearer.titles if bearer.kind == "person" and " " not in bearer.name.strip() else ()
        alone = member if member in told else ""
        place = (bearer.kind, bearer.name.casefold().strip(), bearer.country or "", bare, alone or "")
        node = nodes.get(place)
        if node is None:
            node = nodes[place] = _Node(place, bearer.key)
        node.take(bearer, member)

    for reading in readings:
        for record in reading.records:
            if isinstance(record, Entity):
                bearer = bearer_of(record, reading.document)
                if bearer is None:
                    unnamed.append(record)
                else:
                    put(bearer, record.id)
    for bearer in others:
        put(bearer, None)
    return {place: nodes[place] for place in sorted(nodes)}, unnamed


def _comparisons(nodes: Iterable[_Node]) -> Iterator[tuple[_Node, _Node, float, str]]:
    """The pairs of nodes that may be one, the surest first."""
    by_key: dict[str, list[_Node]] = {}
    for node in nodes:
        by_key.setdefault(node.key, []).append(node)
    found = []
    for group in by_key.values():
        for left, right in combinations(group, 2):
            score, reason = _compare(left, right)
            if score:
                found.append((left, right, score, reason))
    found.sort(key=lambda pair: (-pair[2], pair[0].place, pair[1].place))
    return iter(found)


def _compare(left: _Node, right: _Node) -> tuple[float, str]:
    """How sure it is that two nodes of one key are one bearer, and why; 0 where they are not."""
    if left.country and right.country and left.country != right.country:
        return 0.0, ""
    score, reason = _score(left, right)
    if score and not (left.country and right.country) and _years_apart(left.years, right.years) > _NEAR_YEARS:
        return score / 2, f"{reason}, but years apart"
    return score, reason


def _years_apart(left: set[int], right: set[int]) -> int:
    """The least distance between the years of two; 0 where one has none."""
    return min((abs(one - other) for one in left for other in right), default=0)


def _score(left: _Node, right: _Node) -> tuple[float, str]:
    if left.kind != "person":
        return 0.95, "the same name and kind"
    shared_country = left.country is not None and left.country == right.country
    roles = left.titles & right.titles
    if left.name == right.name and len(left.words) > 1:
        return (0.97 if shared_country or roles else 0.85), "the same full name"
    if len(left.words) > 1 and len(right.words) > 1:
        firsts = left.words[0], right.words[0]
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


def _join(nodes: Mapping[_Place, _Node], same: _Pairs, apart: _Pairs) -> list[list[_Node]]:
    """The nodes in groups, each one bearer, in order."""
    groups = _Groups(nodes.values(), apart)
    of = {member: node for node in nodes.values() for member in node.members}
    for pair in sorted(same, key=sorted):
        if pair <= of.keys():
            groups.join(*(of[member] for member in sorted(pair)), whatever=True)
    sure = [(left, right) for left, right, score, _ in _comparisons(nodes.values()) if score >= AUTOMATIC]
    torn = _torn(sure)
    for left, right in sure:
        if left not in torn and right not in torn:
            groups.join(left, right)
    return groups.all()


def _torn(pairs: Sequence[tuple[_Node, _Node]]) -> set[_Node]:
    """The nodes without a country that may be one with bearers of different ones: whose they are is not told."""
    candidates: dict[_Node, set[str]] = {}
    for pair in pairs:
        for node, other in (pair, pair[::-1]):
            if node.country is None and other.country is not None:
                candidates.setdefault(node, set()).add(other.country)
    return {node for node, countries in candidates.items() if len(countries) > 1}


class _Groups:
    """Nodes being joined: never two whom an analyst told apart, by a chain of others either; nor two countries."""

    def __init__(self, nodes: Iterable[_Node], apart: _Pairs) -> None:
        self._group = {node: [node] for node in nodes}
        self._apart: dict[str, set[str]] = {}
        for pair in apart:
            for one, other in product(pair, pair):
                if one != other:
                    self._apart.setdefault(one, set()).add(other)

    def join(self, left: _Node, right: _Node, *, whatever: bool = False) -> None:
        """Makes two groups one; `whatever` their countries, where an analyst says so."""
        one, other = self._group[left], self._group[right]
        if one is other or self._parted(one, other):
            return
        countries = [{node.country for node in group if node.country} for group in (one, other)]
        if not (whatever or countries[0] <= countries[1] or countries[1] <= countries[0]):
            return
        one += other
        for node in other:
            self._group[node] = one

    def _parted(self, one: list[_Node], other: list[_Node]) -> bool:
        if not self._apart:
            return False
        there = {member for node in other for member in node.members}
        return any(not there.isdisjoint(self._apart.get(member, ())) for node in one for member in node.members)

    def all(self) -> list[list[_Node]]:
        """The groups, in order of their first nodes."""
        return list({id(group): group for group in self._group.values()}.values())


def _identity(group: Sequence[_Node], parted: Collection[str]) -> Identity:
    """The group as one: the longest name, the country that any has.

    The id hangs on what it is and not on whom it has, so that one more document does not rename it; only a second one
    of the name, whom an analyst `parted` from the first, is known by that entity.
    """
    name = max((name for node in group for name in node.names), key=lambda n: (len(n), n))
    country = min((node.country for node in group if node.country), default=None)
    members = tuple(sorted(member for node in group for member in node.members))
    unique = tuple(member for member in members if member in parted)[:1]
    return Identity(
        id=digest_of("Identity", group[0].kind, name.casefold(), country, unique),
        name=name,
        kind=group[0].kind,
        country=country,
        members=members,
    )


def _unnamed(entity: Entity) -> Identity:
    return Identity(
        id=digest_of("Identity", entity.kind, "", entity.country, (entity.id,)),
        name=None,
        kind=entity.kind,
        country=entity.country,
        members=(entity.id,),
    )
