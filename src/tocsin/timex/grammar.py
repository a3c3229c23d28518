"""Finds the time expressions of a text and says what each means, without any date."""

from __future__ import annotations

from functools import cache
from re import Pattern

import msgspec

from tocsin.timex.form import Expression
from tocsin.timex.index import find_windows
from tocsin.timex.lexicon import Tokens, cut_tokens
from tocsin.timex.pattern import Hit, compile_pattern
from tocsin.timex.rules_clock import CLOCK_RULES
from tocsin.timex.rules_dates import DATE_RULES, Rule
from tocsin.timex.rules_lengths import LENGTH_RULES
from tocsin.timex.rules_relative import RELATIVE_RULES

RULES: tuple[Rule, ...] = (*DATE_RULES, *CLOCK_RULES, *RELATIVE_RULES, *LENGTH_RULES)


def find_expressions(text: str) -> list[Expression]:
    """The time expressions of a text, in order, not overlapping; offsets are into `text`.

    Where rules compete the leftmost wins, then the longest, then the earlier rule. No date and no clock is asked.
    """
    return _choose(_candidates(cut_tokens(text, find_windows(text))))


def _candidates(tokens: Tokens) -> list[tuple[int, int, int, Expression]]:
    """(start, minus end, rule number, expression) of all that any rule makes of the text."""
    found: list[tuple[int, int, int, Expression]] = []
    for number, (rule, pattern) in enumerate(_compiled()):
        match = pattern.search(tokens.codes)
        while match is not None:
            made = list(rule.build(Hit(match, tokens)))
            extent = -max((e.end for e in made), default=0)
            for part in made:
                whole = min(e.start for e in made)
                found.append((whole, extent, number, _named(part, rule.name)))
            match = pattern.search(tokens.codes, match.end() if made else match.start() + 1)
    return found


@cache
def _compiled() -> tuple[tuple[Rule, Pattern[str]], ...]:
    return tuple((rule, compile_pattern(rule.pattern)) for rule in RULES)


def _named(made: Expression, rule: str) -> Expression:
    return msgspec.structs.replace(made, rule=rule)


def _choose(candidates: list[tuple[int, int, int, Expression]]) -> list[Expression]:
    """Of hits that overlap the leftmost, then the longest, then that of the first rule; a hit's parts stay together."""
    chosen: list[Expression] = []
    reached, last_hit = 0, (-1, 0, 0)
    for start, extent, number, found in sorted(candidates, key=lambda c: (*c[:3], c[3].start)):
        hit = (start, extent, number)
        if start < reached and hit != last_hit:
            continue
        chosen.append(found)
        reached, last_hit = max(reached, -extent), hit
    return chosen
