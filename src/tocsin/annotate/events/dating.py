"""Says when an act was, by the time expressions of its own clause; never by the publication date alone."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from tocsin.annotate.events.clause import is_time
from tocsin.annotate.events.trigger import Trigger
from tocsin.annotate.parse import Parse
from tocsin.records import Timex
from tocsin.timex.interval import Days, span, with_extent

__all__ = ["Dating", "date_acts", "is_after", "is_long_before"]

_LONG_BEFORE = timedelta(days=182)
# Words that may stand between the days of one list.
_JOINTS = frozenset({"and", "or", "to", "through", "-", "\u2013", "\u2014", "/", "&"})
_LINKS = _JOINTS | frozenset({"again", "then", "also", "on", "in", "(", ")", ",", "from", "the"})
# Prepositions after which a day bounds the act without dating it.
_BOUNDS = frozenset({"until", "till", "by", "before", "since", "after"})


class Dating(msgspec.Struct, frozen=True):
    """The days of an act and the Timex that gives them."""

    days: Days
    basis: Timex


def date_acts(
    parse: Parse, triggers: list[Trigger], cues: list[tuple[int, ...]], timexes: list[Timex]
) -> dict[int, list[Dating]]:
    """For each trigger (by its place in the list) the datings of its clause: none, one, or one for each telling of it.

    `cues` are the words that judge each act: a day beside those is the act's ("is due to host ... on Friday").
    Several where the text counts the days one by one ("calls both today and yesterday").
    """
    own: dict[int, list[Timex]] = {}
    for timex in timexes:
        if timex.days is None or timex.kind in ("SET", "DURATION"):
            continue
        trigger = _dated_act(parse, triggers, cues, timex)
        if trigger is not None:
            own.setdefault(trigger, []).append(timex)
    _share(parse, triggers, timexes, own)
    return {number: _datings(parse, triggers[number], found) for number, found in own.items()}


def _share(parse: Parse, triggers: list[Trigger], timexes: list[Timex], own: dict[int, list[Timex]]) -> None:
    """Hands a day on to acts that share it: in a when-clause of the dated one, and in a row of past deeds after it."""
    for number, trigger in enumerate(triggers):
        if number in own or trigger.clause is None:
            continue
        if any(parse.words[i] == "when" for i in parse.children(trigger.clause, "advmod", "mark")):
            above = parse.heads[trigger.clause]
            dated = [t for t in timexes if _dates(t) and above in _with_above(parse, t)]
            if dated or (dated := _year_before(parse, trigger, timexes)):
                own[number] = dated[:1]
        elif parse.deps[trigger.clause] == "conj" and parse.tags[trigger.clause] == "VBD":
            before = [n for n in range(number) if _is_past_deed(parse, triggers[n])]
            if before and before[-1] in own and _scopes_over(parse, own[before[-1]], triggers[before[-1]]):
                own[number] = own[before[-1]]


def _year_before(parse: Parse, trigger: Trigger, timexes: list[Timex]) -> list[Timex]:
    """The year that a when-clause tells of, where words of saying part the two: "in 2014, he said, when it ..."."""
    start = parse.tokens[trigger.tokens[0]].span.start
    years = [t for t in timexes if t.span.end <= start and re.fullmatch(r"\d{4}", str(t.value))]
    return years[-1:]


def _dates(timex: Timex) -> bool:
    return timex.days is not None and timex.kind not in ("SET", "DURATION") and not str(timex.value).endswith("_REF")


def _with_above(parse: Parse, timex: Timex) -> set[int]:
    """The tokens of a time expression and the nearest verb above it."""
    inside = parse.tokens_in(timex.span)
    if not inside:
        return set()
    top = min(inside, key=lambda i: _depth(parse, i))
    verb = next((i for i in parse.ancestors(top) if parse.pos[i] in ("VERB", "AUX")), None)
    return {*inside, *(() if verb is None else (verb,))}


def _is_past_deed(parse: Parse, trigger: Trigger) -> bool:
    return trigger.clause is not None and parse.tags[trigger.clause] == "VBD"


def _scopes_over(parse: Parse, timexes: list[Timex], first: Trigger) -> bool:
    """Whether a day stands before the first of several deeds, so that it covers them all."""
    start = parse.tokens[first.tokens[0]].span.start
    return all(t.span.start < start for t in timexes)


def _dated_act(parse: Parse, triggers: list[Trigger], cues: list[tuple[int, ...]], timex: Timex) -> int | None:
    """The trigger whose clause a time expression hangs on: the nearest word above it that is one."""
    inside = parse.tokens_in(timex.span)
    if not inside:
        return None
    top = min(inside, key=lambda i: _depth(parse, i))
    if parse.words[parse.heads[top]] in _BOUNDS and parse.deps[top] == "pobj":
        return None
    by_token = {trigger.head: n for n, trigger in enumerate(triggers)}
    by_token |= {t.clause: n for n, t in enumerate(triggers) if t.clause is not None and t.clause not in by_token}
    for n, trigger in enumerate(triggers):
        for token in trigger.tokens:
            by_token.setdefault(token, n)
    below = top
    for above in parse.ancestors(top):
        if above in inside:
            continue
        if above not in by_token and not is_time(parse, above) and _belongs_to_noun(parse, below, above):
            return None
        below = above
        if above in by_token:
            return by_token[above]
        if parse.pos[above] in ("VERB", "AUX"):
            if timex.value in ("PRESENT_REF", "PAST_REF"):
                return None
            return _single_complement(parse, above, triggers, cues)
    return None


def _belongs_to_noun(parse: Parse, below: int, above: int) -> bool:
    """Whether time words are part of a noun phrase that is no act: the 2014 deal, the opening of the winter games."""
    if parse.pos[above] in ("NOUN", "PROPN"):
        return parse.deps[below] in ("compound", "amod", "nmod", "poss", "nummod") or parse.words[below] == "of"
    return False


def _single_complement(parse: Parse, verb: int, triggers: list[Trigger], cues: list[tuple[int, ...]]) -> int | None:
    """The act under a verb that only says what became of it ("is due to host ... on Friday"), where there is one."""
    below = [
        n
        for n, t in enumerate(triggers)
        if verb in cues[n] or verb in _governors(parse, t.head if t.clause is None else t.clause)
    ]
    return below[0] if len(below) == 1 else None


def _governors(parse: Parse, token: int) -> set[int]:
    """The verbs that a word hangs on without a finite clause or a noun between."""
    found: set[int] = set()
    for above in parse.ancestors(token):
        if parse.deps[token] not in ("xcomp", "oprd", "dobj", "nsubjpass", "acomp", "attr", "nsubj"):
            break
        found.add(above)
        token = above
    return found


def _depth(parse: Parse, token: int) -> int:
    return sum(1 for _ in parse.ancestors(token))


def _datings(parse: Parse, trigger: Trigger, timexes: list[Timex]) -> list[Dating]:
    """Several days of one act are tellings of their own where the words are plural or say both; else one stretch."""
    distinct: list[Timex] = []
    for timex in timexes:
        if all(_days(timex) != _days(seen) for seen in distinct):
            distinct.append(timex)
    narrow = [t for t in distinct if not any(_holds(t, other) for other in distinct if other is not t)]
    if len(narrow) < 2:
        return [_dating(trigger, t) for t in narrow]
    plural = any(parse.tags[token] in ("NNS", "NNPS") for token in trigger.tokens)
    both = any(word in ("both", "each") for word in parse.words)
    if not (plural or both or _are_listed(parse, narrow)):
        narrow = [min(narrow, key=lambda t: _distance(parse, trigger, t))]
        return [_dating(trigger, t) for t in narrow]
    if plural or both or not _in_a_row(narrow):
        return [_dating(trigger, t) for t in narrow]
    joined = _days(narrow[0])
    for timex in narrow[1:]:
        joined = span(joined, _days(timex))
    return [Dating(_with_extent(trigger, joined), narrow[0])]


def _dating(trigger: Trigger, timex: Timex) -> Dating:
    """The dating that a time expression gives; a range ("from Monday to Friday") is how long the act lasted."""
    days = _days(timex)
    return Dating(with_extent(days, "throughout") if timex.range else _with_extent(trigger, days), timex)


def _are_listed(parse: Parse, timexes: list[Timex]) -> bool:
    """Whether time expressions stand in one list ("on Monday and again on Friday"): nothing but links between them."""
    ordered = sorted(timexes, key=lambda t: t.span)
    for left, right in pairwise(ordered):
        between = {
            parse.words[i]
            for i, token in enumerate(parse.tokens)
            if left.span.end <= token.span.start and token.span.end <= right.span.start
        }
        if between - _LINKS or not between & _JOINTS:
            return False
    return True


def _distance(parse: Parse, trigger: Trigger, timex: Timex) -> int:
    """How many tokens part an act and a time expression."""
    inside = parse.tokens_in(timex.span)
    return min(abs(token - i) for token in trigger.tokens for i in inside) if inside else len(parse)


def _in_a_row(timexes: list[Timex]) -> bool:
    """Whether the days follow each other without a gap, so that one act can have lasted them."""
    ends = sorted((str(_days(t).first)[:10], str(_days(t).last)[:10]) for t in timexes)
    if any("None" in end for end in ends):
        return False
    return all(_length(last, first) <= 2 for (_, last), (first, _) in pairwise(ends))


def _days(timex: Timex) -> Days:
    """The days that a time expression gives an act: all of the range that it is one end of, else its own."""
    if timex.days is None:
        raise ValueError("a timex without days dates nothing")
    return timex.range or timex.days


def _holds(outer: Timex, inner: Timex) -> bool:
    """Whether a wider expression only says the same more vaguely."""
    a, b = _days(outer), _days(inner)
    if None in (a.first, a.last, b.first, b.last) or a == b:
        return False
    return str(a.first)[:10] <= str(b.first)[:10] and str(b.last)[:10] <= str(a.last)[:10]


def _with_extent(trigger: Trigger, days: Days) -> Days:
    """A visit said to be on two named days lasted both; of a longer stretch the act fell somewhere within it."""
    one_day = days.first is not None and days.first == days.last
    lasting = trigger.rule.mode == "visit" and days.first and days.last and _length(days.first, days.last) <= 3
    return with_extent(days, "throughout" if one_day or lasting else "within")


def _length(first: str, last: str) -> int:
    return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days + 1


def is_long_before(days: Days, published: str | None) -> bool:
    """Whether the days lie long before the publication day: half a year, or in an earlier year by their first day.

    "Last year", said in January, is a year ago by its first day though not by its last.
    """
    if published is None or days.first is None or days.last is None:
        return False
    today, first, last = (date.fromisoformat(day[:10]) for day in (published, days.first, days.last))
    return today - last > _LONG_BEFORE or (last.year < today.year and today - first > _LONG_BEFORE)


def is_after(days: Days, published: str | None) -> bool:
    """Whether the days begin after the publication day."""
    return published is not None and days.first is not None and days.first[:10] > published
