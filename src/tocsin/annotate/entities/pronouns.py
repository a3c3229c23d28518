"""Ties third-person pronouns to who they stand for, only where one bearer is plainly the best.

Source: the subject preference of centering theory (Grosz, Joshi and Weinstein 1995), in its plainest form: the subject
above in the same sentence, else the subject of the sentence before, and nobody where another would fit as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from tocsin.annotate.entities.cast import Figure
from tocsin.annotate.entities.lexicon import word_set
from tocsin.annotate.entities.placed import Placed
from tocsin.annotate.entities.plurals import RowFinder
from tocsin.annotate.parse import Parse
from tocsin.records import Diagnostic
from tocsin.text.span import Span
from tocsin.text.text import Text

__all__ = ["cast_pronouns"]

Sort = Literal["m", "f", "plural", "neuter"]
_SUBJECT = ("nsubj", "nsubjpass")
_LONE_SCORE = 0.55
_SEVERAL_SCORE = 0.6
_LONE_REACH = 3
"""Sentences after which even the only person of a text is no longer plainly meant."""
_VERBS = ("VERB", "AUX")


class _Bearer(msgspec.Struct, frozen=True):
    """The figure found for a pronoun and how surely, or how many there were."""

    figure: Figure | None
    score: float
    rivals: int


def cast_pronouns(
    text: Text, parses: Sequence[Parse], placed: dict[int, list[Placed]], rows: RowFinder
) -> Iterator[Diagnostic]:
    """Adds the pronouns' mentions to the figures, in text order; gives a doubt for each "he" or "she" left open."""
    by_index = {parse.sentence.index: parse for parse in parses}
    for parse in parses:
        index = parse.sentence.index
        here = placed.setdefault(index, [])
        for token, sort in _pronouns(parse):
            before = by_index.get(index - 1)
            scene = _Scene(text, parse, here, before, placed.get(index - 1, []))
            found = scene.bearer(token, sort)
            if found.figure is None and sort in ("m", "f"):
                found = _only_one(scene, token, sort, placed) or found
            span = parse.tokens[token].span
            if found.figure is not None:
                found.figure.mention(span, "pronoun", found.score)
                if sort in ("m", "f") and found.figure.gender is None and found.score >= 0.7:
                    found.figure.gender = "m" if sort == "m" else "f"
                here.append(Placed(token, token + 1, token, found.figure))
            elif sort == "plural" and (several := rows.of_pronoun(parse, token)) and not scene.is_quoted(token):
                for figure in several:
                    figure.mention(span, "pronoun", _SEVERAL_SCORE)
            elif sort in ("m", "f") or (sort == "plural" and found.rivals > 1 and parse.deps[token] in _SUBJECT):
                yield _doubt(parse, token, found.rivals)


def _only_one(scene: _Scene, token: int, sort: Sort, placed: Mapping[int, Sequence[Placed]]) -> _Bearer | None:
    """The one person of the text so far whom a pronoun outside quotations may stand for, if named a little before."""
    index = scene.parse.sentence.index
    if scene.is_quoted(token):
        return None
    fitting = {
        id(p.figure): (number, p.figure)
        for number in range(index + 1)
        for p in placed.get(number, ())
        if (number < index or p.start < token) and _fits(p.figure, sort)
    }
    if len(fitting) != 1:
        return None
    number, figure = next(iter(fitting.values()))
    return _Bearer(figure, _LONE_SCORE, 1) if index - number <= _LONE_REACH else None


def _doubt(parse: Parse, token: int, rivals: int) -> Diagnostic:
    word = parse.tokens[token].text
    count = "More than one" if rivals > 1 else "No"
    return Diagnostic(
        code="ambiguous-referent",
        span=parse.tokens[token].span,
        message=f"{count} possible bearer of '{word}' is plainly the best.",
        hint="Read the passage; the mention is left out.",
    )


def _pronouns(parse: Parse) -> Iterator[tuple[int, Sort]]:
    sorts: tuple[tuple[str, Sort], ...] = (
        ("masculine", "m"),
        ("feminine", "f"),
        ("plural", "plural"),
        ("neuter", "neuter"),
    )
    for token, word in enumerate(parse.words):
        if word in word_set("pronouns") and parse.tags[token] in ("PRP", "PRP$"):
            yield token, next(sort for key, sort in sorts if word in word_set(key))


class _Scene:
    """A sentence and the one before it, with who is mentioned in both."""

    def __init__(
        self, text: Text, parse: Parse, here: Sequence[Placed], before: Parse | None, earlier: Sequence[Placed]
    ) -> None:
        self.text, self.parse, self.here, self.before, self.earlier = text, parse, here, before, earlier

    def bearer(self, token: int, sort: Sort) -> _Bearer:
        """Who a pronoun stands for, or None with the number of those who fit."""
        if sort in ("plural", "neuter") and self._is_object(token):
            return _Bearer(None, 0.0, 0)  # too often a thing
        fitting = [p for p in self._reachable(token) if p.start < token and _fits(p.figure, sort)]
        for subject in self._subjects_above(token):
            rivals = {id(p.figure) for p in fitting if p.figure is not subject.figure and p.start > subject.start}
            if _fits(subject.figure, sort) and subject in fitting:
                return _Bearer(None if rivals else subject.figure, 0.75, 1 + len(rivals))
        if fitting:
            count = len({id(p.figure) for p in fitting})
            single = count == 1 and sort in ("m", "f") and not self._is_object(token)
            return _Bearer(fitting[-1].figure if single else None, 0.6, count)
        return self._from_before(token, sort)

    def _reachable(self, token: int) -> list[Placed]:
        """The mentions that the pronoun's speaker makes: in the same quotation, or outside all with it."""
        quotation = self._quotation(self.parse.tokens[token].span)
        return [p for p in self.here if self._quotation(self.parse.tokens[p.start].span) == quotation]

    def _quotation(self, span: Span) -> Span | None:
        found = self.text.quotation_at(span.start)
        return found.span if found is not None and len(found.inner) > len("a few words or so") else None

    def is_quoted(self, token: int) -> bool:
        """Whether a token stands in a quotation of some length."""
        return self._quotation(self.parse.tokens[token].span) is not None

    def _is_object(self, token: int) -> bool:
        plain = self.parse.words[token] not in word_set("reflexive")
        return plain and self.parse.deps[token] in ("dobj", "pobj", "dative", "iobj")

    def _subjects_above(self, token: int) -> Iterator[Placed]:
        """The subjects of the verbs above a pronoun, nearest first, but for the one that it cannot stand for."""
        parse = self.parse
        own = parse.words[token] in word_set("possessive") and parse.deps[token] == "poss"
        barred = not (own or parse.words[token] in word_set("reflexive"))
        for verb in parse.ancestors(token):
            if parse.pos[verb] not in _VERBS:
                continue
            subject = parse.child(verb, *_SUBJECT)
            if subject is None or subject == token:
                barred = barred and subject != token and parse.deps[verb] not in ("ccomp", "advcl", "relcl", "acl")
                continue
            if barred:
                barred = False
                continue
            found = next((p for p in self.here if p.start <= subject < p.end and p.start < token), None)
            if found is not None:
                yield found

    def _from_before(self, token: int, sort: Sort) -> _Bearer:
        """The subject of the sentence before, for a pronoun that is or belongs to its own sentence's subject."""
        if self.before is None or not self._goes_on(token):
            return _Bearer(None, 0.0, 0)
        fitting = {id(p.figure): p for p in self.earlier if _fits(p.figure, sort) and self._same_voice(token, p)}
        subject = _main_subject(self.before, self.earlier)
        lone = len(fitting) == 1 and sort in ("m", "f")
        if subject is not None and id(subject.figure) in fitting and (self._leads(token, sort) or lone):
            others = [p for p in fitting.values() if p.figure is not subject.figure]
            rival = any(self.before.deps[p.head] in _SUBJECT for p in others)
            return _Bearer(None if rival else subject.figure, 0.7 if lone else 0.6, len(fitting))
        if lone and self._leads(token, sort):
            return _Bearer(next(iter(fitting.values())).figure, 0.55, 1)
        return _Bearer(None, 0.0, len(fitting))

    def _goes_on(self, token: int) -> bool:
        """Whether the sentence before is near enough: of the same paragraph, or the last of the one before."""
        before = self.before
        return before is not None and self.parse.sentence.paragraph - before.sentence.paragraph <= 1

    def _same_voice(self, token: int, placed: Placed) -> bool:
        """Whether the one who says the pronoun said the mention before: both outside quotations, or both in one."""
        if self.before is None:
            return False
        mine = self._quotation(self.parse.tokens[token].span)
        other = self._quotation(self.before.tokens[placed.start].span)
        return mine == other

    def _leads(self, token: int, sort: Sort) -> bool:
        """Whether a pronoun is the subject of its sentence's main clause, or owns it; "it is" is nobody."""
        parse = self.parse
        at = parse.heads[token] if parse.deps[token] == "poss" else token
        if parse.deps[at] not in _SUBJECT:
            return False
        verb = parse.heads[at]
        if sort == "neuter" and parse.lemmas[verb] in word_set("empty_it") and parse.deps[token] != "poss":
            return False
        return parse.deps[verb] in ("ROOT", "ccomp", "conj", "parataxis", "advcl")


def _main_subject(parse: Parse, placed: Sequence[Placed]) -> Placed | None:
    """The mention that is the subject of a sentence's main verb."""
    for root in parse.roots:
        subject = parse.child(root, *_SUBJECT)
        if subject is not None:
            return next((p for p in placed if p.start <= subject < p.end), None)
    return None


def _fits(figure: Figure, sort: Sort) -> bool:
    """Whether a pronoun of a sort may stand for a figure."""
    if sort in ("m", "f"):
        return figure.kind == "person" and figure.gender in (None, sort)
    if sort == "plural":
        return figure.kind == "group" or (figure.kind == "organization" and figure.collective is not None)
    return figure.kind in ("organization", "country") and figure.basis == "text"
