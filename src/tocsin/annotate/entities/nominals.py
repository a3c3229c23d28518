"""Finds who is named by a noun and not by a name: "Russian forces", "the German government", "an embassy official"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tocsin.annotate.entities.cast import Cast, Figure
from tocsin.annotate.entities.gazetteer import load_gazetteer
from tocsin.annotate.entities.lexicon import Agent, agent_of, stands_alone, tenure_of, title_head, word_set
from tocsin.annotate.entities.namemap import NameMap, NameSpan, written
from tocsin.annotate.entities.qualifiers import Qualifiers, read_qualifiers
from tocsin.annotate.entities.titles import Title, read_title
from tocsin.annotate.parse import Parse
from tocsin.records import Diagnostic, Role
from tocsin.text.span import Span

__all__ = ["Nominal", "cast_nominals", "find_nominals"]

# Groups that stay one thing through a text; "officials" may be others each time.
_LASTING = frozenset({"MIL", "COP", "REB", "UAF", "OPP", "CVL"})
_OF_STATE = frozenset({"GOV", "MIL", "LEG", "COP", "JUD"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})


class Nominal(msgspec.Struct, frozen=True):
    """A noun phrase that stands for someone: tokens `[begin, end)`, its head last; `title` where it is an office."""

    begin: int
    end: int
    agent: Agent | None
    title: Title | None
    country: str | None
    countries: tuple[str, ...]
    organization: str | None
    sector: str | None
    definite: bool
    plural: bool
    named: bool = False

    @property
    def noun(self) -> str:
        """The head noun in lower case."""
        return self.agent.words if self.agent else (self.title.head.word if self.title else "")


def find_nominals(parse: Parse, names: NameMap, titles: Sequence[Title]) -> Iterator[Nominal]:
    """The nominals of a sentence in order; `titles` are those that stand beside a name, and no nominals."""
    taken = {i for title in titles for i in range(title.begin, title.end)}
    for head in range(len(parse)):
        if head in taken or names.at(head) is not None or parse.pos[head] not in ("NOUN", "PROPN", "ADJ"):
            continue
        if not _is_head(parse, head):
            continue
        found = _read_agent(parse, names, head) or _read_office(parse, names, head)
        if found is not None:
            yield found


def _is_head(parse: Parse, at: int) -> bool:
    """Whether a noun is no mere modifier of the noun after it."""
    if parse.deps[at] in ("compound", "amod", "nmod") and parse.heads[at] > at:
        return False
    after = parse.words[at + 1] if at + 1 < len(parse) else ""
    return after != "-" or parse.tokens[at].spaced


def _read_agent(parse: Parse, names: NameMap, head: int) -> Nominal | None:
    """A body, a group or a person by an agent noun of one or two words."""
    words = parse.words
    start = head
    agent = agent_of(" ".join(words[head - 1 : head + 1])) if head and names.at(head - 1) is None else None
    if agent is not None:
        start = head - 1
    else:
        agent = agent_of(words[head])
    if agent is None or (words[head + 1 : head + 2] == ("to",) and agent.words == "opposition"):
        return None
    qualifiers = read_qualifiers(parse, names, start)
    leader = names.at(start - 1) if start else None
    if leader is not None and leader.sort == "person":
        if agent.words not in word_set("headed"):
            return None
        qualifiers = Qualifiers(leader.start)
    country, countries = _country(parse, names, head, qualifiers)
    begin = _begin(parse, qualifiers, start)
    while agent.sort == "body" and begin < start and tenure_of(words[begin]):
        begin += 1
    return Nominal(
        begin,
        head + 1,
        agent,
        None,
        country,
        countries,
        qualifiers.organization,
        None if _is_over(qualifiers) else _agent_sector(agent, qualifiers),
        _is_definite(parse, qualifiers.begin),
        agent.sort == "group",
        qualifiers.named,
    )


def _is_over(qualifiers: Qualifiers) -> bool:
    """Whether the words before a noun put it in the past ("former officials", but not "current and former")."""
    told = {tenure_of(word) for word in qualifiers.tenure}
    return "over" in told and "now" not in told


def _agent_sector(agent: Agent, qualifiers: Qualifiers) -> str | None:
    """The agent's sector; of officials and sources the one of the body they are of, if it tells more."""
    if (
        agent.words in ("officials", "official", "sources", "source", "advisers", "advisors", "aides", "members")
        and qualifiers.sector
    ):
        return qualifiers.sector
    return agent.sector


def _begin(parse: Parse, qualifiers: Qualifiers, start: int) -> int:
    begin = qualifiers.begin
    while begin < start and not parse.tokens[begin].text[0].isalnum():
        begin += 1
    return begin


def _country(parse: Parse, names: NameMap, head: int, qualifiers: Qualifiers) -> tuple[str | None, tuple[str, ...]]:
    """The country of a noun: from before it, else from its "of ..." or "from ..."."""
    if qualifiers.countries:
        return qualifiers.country, qualifiers.countries
    at = head + 1
    if at + 1 < len(parse) and parse.words[at] in ("of", "from"):
        at += 1
        while at < len(parse) and parse.words[at] == "the":
            at += 1
        name = names.at(at) if at < len(parse) else None
        if name is not None and name.entry is not None and name.entry.sort == "country":
            return _listed(parse, names, name)
    return None, ()


def _listed(parse: Parse, names: NameMap, name: NameSpan) -> tuple[str | None, tuple[str, ...]]:
    """The country after "of"; several ("of Arvenia and Sorland") are none alone."""
    first = name.entry.country if name.entry else None
    at = name.end
    if at + 1 < len(parse) and parse.words[at] in ("and", ","):
        other = names.at(at + 1) or (names.at(at + 2) if at + 2 < len(parse) else None)
        if (
            other is not None
            and other.entry is not None
            and other.entry.sort == "country"
            and first
            and other.entry.country
        ):
            return None, (first, other.entry.country)
    return first, ()


def _is_definite(parse: Parse, begin: int) -> bool:
    return begin > 0 and parse.words[begin - 1] in _POINTING


def _read_office(parse: Parse, names: NameMap, head: int) -> Nominal | None:
    """An office or calling without its holder's name: "the German chancellor", "Ukrainian ministers"."""
    found = title_head(parse.tokens[head].text)
    if found is None or (found.word == "general" and parse.pos[head] == "ADJ"):
        return None
    title = read_title(parse, names, head, len(parse))
    if title is None:
        return None
    qualifiers = read_qualifiers(parse, names, title.start)
    plural = parse.tags[head] in ("NNS", "NNPS")
    return Nominal(
        _begin(parse, qualifiers, title.start),
        head + 1,
        None,
        title,
        title.country,
        qualifiers.countries,
        title.organization,
        None if title.tenure == "over" else title.sector,
        _is_definite(parse, qualifiers.begin),
        plural,
        qualifiers.named,
    )


def cast_nominals(
    cast: Cast, parse: Parse, names: NameMap, titles: Sequence[Title], bearers: Mapping[int, Figure]
) -> Iterator[tuple[Nominal, Figure | None] | Diagnostic]:
    """Ties each nominal of a sentence to a figure; None where it names nobody in particular."""
    for nominal in find_nominals(parse, names, titles):
        span = parse.span(nominal.begin, nominal.end)
        head = names.at(nominal.begin)
        if head is not None and head.sort == "person":
            figure: Figure | None = _government_of(cast, parse, nominal, bearers.get(head.start))
        else:
            figure = _figure(cast, parse, nominal, span)
        if figure is None and _is_open(cast, nominal, span):
            yield _doubt(parse, nominal, span)
        if figure is not None:
            figure.mention(span, "nominal", 0.75)
        yield nominal, figure


def _is_open(cast: Cast, nominal: Nominal, span: Span) -> bool:
    """Whether more than one person of the document may hold the office that is spoken of."""
    title = nominal.title
    if title is None or not nominal.definite or title.head.sort != "office":
        return False
    return len(_holders(cast, nominal, span)) > 1


def _doubt(parse: Parse, nominal: Nominal, span: Span) -> Diagnostic:
    words = written(parse, nominal.begin, nominal.end)
    return Diagnostic(
        code="ambiguous-referent",
        span=span,
        message=f"More than one person in the document may be '{words}'.",
        hint="Read the passage; the mention is left out.",
    )


def _government_of(cast: Cast, parse: Parse, nominal: Nominal, leader: Figure | None) -> Figure:
    """A body named after its head ("the Varga administration"), of the head's country."""
    text = written(parse, nominal.begin, nominal.end)
    return cast.thing("organization", text, leader.country if leader else None, "GOV", score=0.8)


def _figure(cast: Cast, parse: Parse, nominal: Nominal, span: Span) -> Figure | None:
    said = bool(nominal.country or nominal.named or len(nominal.countries) > 1)
    if nominal.title is not None:
        return _person(cast, parse, nominal, span, said)
    agent = nominal.agent
    if agent is None:
        return None
    if not said:
        pointed = _pointed(cast, parse, nominal, agent) or _of_sole_country(cast, parse, nominal, agent)
        return pointed or (_group(cast, nominal, agent) if stands_alone(agent.words) else None)
    if agent.sort == "body":
        return _body(cast, parse, nominal, agent)
    if agent.sort == "person":
        return _unnamed(cast, parse, nominal, span)
    return _group(cast, nominal, agent)


def _same(nominal: Nominal, figure: Figure) -> bool:
    return figure.collective == nominal.noun and figure.country == nominal.country


def _body(cast: Cast, parse: Parse, nominal: Nominal, agent: Agent) -> Figure:
    if nominal.named and nominal.organization and agent.sector == "MED":  # "the Demo Wire news agency" is Demo Wire
        entry = next((e for e in load_gazetteer().lookup(nominal.organization) if e.sort == "organization"), None)
        if entry is not None:
            return cast.thing("organization", entry.name, entry.country, entry.sector)
        return cast.thing("organization", nominal.organization, nominal.country, "MED", score=0.8)
    for figure in cast.figures:
        of_body = nominal.organization is None or nominal.organization in (figure.name or "")
        if figure.kind == "organization" and _same(nominal, figure) and len(nominal.countries) < 2 and of_body:
            return figure
    text = written(parse, nominal.begin, nominal.end)
    figure = cast.thing("organization", text, nominal.country, agent.sector, score=0.75)
    figure.collective = nominal.noun
    return figure


def _group(cast: Cast, nominal: Nominal, agent: Agent) -> Figure:
    if agent.sector in _LASTING or nominal.definite:
        for figure in cast.figures:
            if figure.kind == "group" and _same(nominal, figure) and len(nominal.countries) < 2:
                return figure
    return cast.add(Figure("group", None, nominal.country, nominal.sector, collective=nominal.noun, score=0.7))


def _pointed(cast: Cast, parse: Parse, nominal: Nominal, agent: Agent) -> Figure | None:
    """Whom "the troops" means after "Russian troops": the one earlier figure of that noun, if there is only one."""
    if not nominal.definite or nominal.end - nominal.begin > len(agent.words.split()):
        return None
    start = parse.span(nominal.begin, nominal.end).start
    same = [f for f in cast.figures if f.collective == nominal.noun and f.first < start]
    if agent.sort == "body" and not same:
        last = agent.words.split()[-1].capitalize()
        same = [
            f for f in cast.figures if f.kind == "organization" and f.first < start and last in (f.name or "").split()
        ]
    return same[0] if len(same) == 1 else None


def _of_sole_country(cast: Cast, parse: Parse, nominal: Nominal, agent: Agent) -> Figure | None:
    """The body of the only country that a text has spoken of: "the government", "the army"."""
    if agent.sort != "body" or agent.sector not in _OF_STATE or not nominal.definite:
        return None
    if nominal.end - nominal.begin > len(agent.words.split()):
        return None
    start = parse.span(nominal.begin, nominal.end).start
    countries = {f.country for f in cast.figures if f.country and f.first < start and f.basis == "text"}
    if len(countries) != 1:
        return None
    country = next(iter(countries))
    for figure in cast.figures:
        if figure.kind == "organization" and figure.collective == nominal.noun and figure.country == country:
            return figure
    return cast.add(Figure("organization", None, country, agent.sector, collective=nominal.noun, score=0.6))


def _holders(cast: Cast, nominal: Nominal, span: Span) -> list[Figure]:
    """The named persons of the document who hold the office, named before; the country must agree where it is said."""
    title = nominal.title
    if title is None or nominal.plural:
        return []
    wanted = _core(title.words)
    return [
        figure
        for figure in cast.figures
        if figure.kind == "person"
        and figure.name
        and figure.first < span.start
        and any(
            _core(role.title) == wanted
            and (nominal.country is None or role.country == nominal.country)
            and (nominal.organization is None or role.organization in (None, nominal.organization))
            for role in figure.roles
        )
    ]


def _core(words: str) -> tuple[str, ...]:
    """A title's words without those of tenure, mended and in lower case, for comparing."""
    kept = [word.lower() for word in words.split() if tenure_of(word) is None]
    mended = [(head.word if (head := title_head(word)) else word) for word in kept]
    return tuple(mended)


def _person(cast: Cast, parse: Parse, nominal: Nominal, span: Span, said: bool) -> Figure | None:
    """The holder of an office: a named one where the document has just one, else an unnamed figure of its own."""
    title = nominal.title
    if title is None:
        return None
    holders = _holders(cast, nominal, span)
    if not nominal.plural and len(holders) == 1 and (nominal.definite or _owned(parse, nominal)):
        return holders[0]
    if not said and not holders and nominal.definite and not nominal.plural:
        start = parse.span(nominal.begin, nominal.end).start
        unnamed = [f for f in cast.figures if f.name is None and f.collective == nominal.noun and f.first < start]
        return unnamed[0] if len(unnamed) == 1 and unnamed[0].kind == "person" else None
    if not said or (holders and nominal.definite) or not _is_someone(parse, nominal):
        return None
    if nominal.plural:
        return cast.add(Figure("group", None, nominal.country, nominal.sector, collective=nominal.noun, score=0.7))
    return _unnamed(cast, parse, nominal, span)


def _is_someone(parse: Parse, nominal: Nominal) -> bool:
    """Whether an office is its bearer and not the office itself ("to be president of Sorland", "as ambassador")."""
    if (
        nominal.plural
        or nominal.countries
        or (nominal.begin and parse.tags[nominal.begin - 1] in ("DT", "PRP$", "POS"))
    ):
        return parse.words[nominal.begin - 1 : nominal.begin] != ("as",)
    return nominal.named and parse.words[nominal.begin - 1 : nominal.begin] not in (("as",), ("for",), ("be",))


def _owned(parse: Parse, nominal: Nominal) -> bool:
    """Whether a possessive makes the noun definite: "Ukraine's president"."""
    return any(word in ("'s", "'") for word in parse.words[nominal.begin : nominal.end])


def _unnamed(cast: Cast, parse: Parse, nominal: Nominal, span: Span) -> Figure:
    """A person without a name; "the spokesperson" points back to the one that there was."""
    if nominal.definite or _owned(parse, nominal):
        for figure in cast.figures:
            if figure.kind == "person" and figure.name is None and _same(nominal, figure):
                return figure
    words = written(parse, nominal.begin, nominal.end)
    title = nominal.title
    figure = Figure("person", None, nominal.country, nominal.sector, collective=nominal.noun, score=0.7)
    if title is not None:
        figure.take_title(title, parse.span(title.start, title.end))
        figure.country = nominal.country
    else:
        figure.roles.append(Role(title=words, organization=nominal.organization, country=nominal.country, span=span))
    return cast.add(figure)
