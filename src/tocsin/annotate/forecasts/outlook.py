"""Finds in a statement's content the sentences that look ahead, and cuts out outcome and condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.parse import Parse
from tocsin.records import Statement
from tocsin.text.span import Span, trim_span
from tocsin.vocab.loader import load_table

__all__ = ["Outlook", "find_outlooks"]

_PREDICTIVE = frozenset({"assertion", "belief", "forecast", "threat"})
_MARKS = ("if", "unless", "provided", "should")
_OPEN = frozenset({"what", "whether", "how", "why", "who", "if", "unless"})
_OUTER = ",.;:\"'\u2018\u2019\u201c\u201d\u2013\u2014-\u2026"


class Outlook(msgspec.Struct, frozen=True):
    """A look ahead: the word that makes it one, what is to happen, on what condition, and its sentence's span.

    `points`: it names only the time of what was spoken of before.
    """

    cue: Span
    outcome: tuple[Span, ...]
    condition: tuple[Span, ...]
    sentence: Span
    points: bool


def find_outlooks(
    analysis: Analysis, statement: Statement, acts: Sequence[Span], times: Sequence[Span]
) -> Iterator[Outlook]:
    """The looks ahead in the content of a statement, at most one a sentence, in text order.

    `acts` are the spans of the words that tell of events: a "possible" one of them is a look ahead. `times` are those
    of time expressions: to look to one is to foretell it.
    """
    if statement.kind not in _PREDICTIVE or statement.polarity == "negated":
        return
    for piece in statement.content:
        for sentence in analysis.text.sentences_in(piece):
            parse = analysis.parse(sentence)
            if parse is None:
                continue
            outlook = _outlook(analysis, parse, piece, acts, times)
            if outlook is not None:
                yield outlook


def _outlook(
    analysis: Analysis, parse: Parse, content: Span, acts: Sequence[Span], times: Sequence[Span]
) -> Outlook | None:
    for token in range(len(parse)):
        if not content.contains(parse.tokens[token].span):
            continue
        verb = _expected_act(parse, token, acts)
        if verb is None:
            verb = _expected(parse, token)
            if verb is None or not (_is_happening(parse, verb) or _points_at(parse, verb, times)):
                continue
        if not content.contains(parse.tokens[verb].span) or _is_doubted(parse, verb):
            continue
        condition = _condition(parse, verb, content)
        beside = [c for c in parse.children(verb, "ccomp", "parataxis") if c < verb] + [*parse.children(verb, "mark")]
        outcome = _cut(analysis, parse, parse.subtree(verb, without=[*condition, *beside]), content)
        if outcome:
            where = [i for head in condition for i in parse.subtree(head)]
            return Outlook(
                cue=parse.tokens[token].span,
                outcome=outcome,
                condition=_cut(analysis, parse, where, content),
                sentence=parse.sentence.span,
                points=_points_at(parse, verb, times),
            )
    return None


def _expected_act(parse: Parse, token: int, acts: Sequence[Span]) -> int | None:
    """The noun of an act that is called possible or likely, or None."""
    head = parse.heads[token]
    if parse.words[token] not in load_table("en/forecasts")["noun_adjectives"] or parse.deps[token] != "amod":
        return None
    return head if any(act.overlaps(parse.tokens[head].span) for act in acts) else None


def _is_doubted(parse: Parse, verb: int) -> bool:
    """Whether a negated verb stands above: "I see no sign that it will", "I don't know that it would"."""
    above = [i for i in parse.ancestors(verb) if parse.pos[i] in ("VERB", "AUX")]
    return any(parse.children(i, "neg") for i in above) or any(
        parse.words[d] == "no" for i in parse.ancestors(verb) for d in parse.children(i, "det")
    )


def _expected(parse: Parse, token: int) -> int | None:
    """The verb (or predicate) that a word of expecting makes a thing to come, or None where it does not."""
    table = load_table("en/forecasts")
    word, lemma, dep, head = parse.words[token], parse.lemmas[token], parse.deps[token], parse.heads[token]
    if word in table["modals"] and dep == "aux" and parse.tags[token] == "MD":
        return None if any(parse.lemmas[i] == "have" for i in parse.children(head, "aux")) else head
    if word in ("going", "about") and (inner := parse.child(token, "xcomp")) is not None:
        return inner
    if word in table["adjectives"] and parse.pos[token] == "ADJ":
        return parse.child(token, "xcomp", "ccomp") or (head if dep in ("acomp", "attr", "oprd") else None)
    if lemma in table["verbs"] and parse.pos[token] == "VERB":
        return parse.child(token, "xcomp", "ccomp")
    return None


def _is_happening(parse: Parse, verb: int) -> bool:
    """Whether a third party does or suffers something: what I or we shall do, know or say is a plan or a phrase."""
    table = load_table("en/forecasts")
    if parse.lemmas[verb] in table["mental"]:
        return False
    if any(parse.words[i] in _OPEN for i in parse.children(verb)):
        return False
    subjects = parse.children(verb, "nsubj", "nsubjpass", "expl", "csubj")
    return not any(parse.words[i] in ("i", "we", "you", "who", "what", "let") for i in subjects)


def _points_at(parse: Parse, verb: int, times: Sequence[Span]) -> bool:
    """Whether a verb names the time to look to ("I would look to the winter"): then the time itself is foretold."""
    if parse.lemmas[verb] not in load_table("en/forecasts")["pointing"]:
        return False
    below = [word for prep in parse.children(verb, "prep") for word in parse.children(prep, "pobj")]
    return any(time.overlaps(parse.tokens[word].span) for time in times for word in below)


def _condition(parse: Parse, verb: int, content: Span) -> list[int]:
    """The heads of the if-clauses under a verb, or of the one it hangs beside."""
    found = []
    for child in (*parse.children(verb, "advcl"), *parse.children(parse.heads[verb], "advcl")):
        marks = [i for i in parse.children(child, "mark", "advmod") if parse.words[i] in _MARKS]
        if marks and child != verb and content.contains(parse.tokens[child].span):
            found.append(child)
    return sorted(set(found))


def _cut(analysis: Analysis, parse: Parse, tokens: list[int], content: Span) -> tuple[Span, ...]:
    """The raw spans of the tokens that the content holds, without marks and quotation signs at their ends."""
    found = []
    inside = [i for i in tokens if content.contains(parse.tokens[i].span)]
    for piece in parse.spans(analysis.text.raw, inside):
        span = trim_span(analysis.text.raw, piece.start, piece.end, _OUTER)
        if span is not None:
            found.append(span)
    return tuple(found)
