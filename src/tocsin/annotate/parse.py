"""The parse of one sentence as Tocsin's own small value: no library's object reaches an annotator."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from tocsin.text.sentences import Sentence
from tocsin.text.span import Span, cover, join_spans

__all__ = ["Name", "Parse"]


class Name:
    """A named entity that the name finder saw: token range `[start, end)` and an OntoNotes label (PERSON, GPE, ...)."""

    __slots__ = ("end", "label", "start")

    def __init__(self, start: int, end: int, label: str) -> None:
        self.start, self.end, self.label = start, end, label


class Parse:
    """Parallel tuples over the `tokens` of `sentence`; token numbers count from 0 within the sentence.

    `tags` are Penn Treebank tags, `pos` Universal POS, `deps` the ClearNLP labels of the English pipeline (`nsubj`,
    `ccomp`, ...), `heads` token numbers (a root is its own head), `names` the named entities in order.
    """

    def __init__(
        self,
        sentence: Sentence,
        *,
        lemmas: tuple[str, ...],
        tags: tuple[str, ...],
        pos: tuple[str, ...],
        deps: tuple[str, ...],
        heads: tuple[int, ...],
        names: tuple[Name, ...],
    ) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.lemmas, self.tags, self.pos, self.deps, self.heads = lemmas, tags, pos, deps, heads
        self.names = names
        self._whole_subtrees: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self.tokens)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The tokens in lower case."""
        return tuple(token.lower for token in self.sentence.tokens)

    @cached_property
    def roots(self) -> tuple[int, ...]:
        """The tokens that are their own head."""
        return tuple(i for i, head in enumerate(self.heads) if head == i)

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self.heads]
        for child, head in enumerate(self.heads):
            if child != head:
                found[head].append(child)
        return tuple(tuple(children) for children in found)

    def children(self, token: int, *deps: str) -> tuple[int, ...]:
        """The dependents of a token in order; with labels, only those that bear one of them."""
        children = self._children[token]
        if not deps or not children:
            return children
        labels = self.deps
        return tuple([c for c in children if labels[c] in deps])

    def child(self, token: int, *deps: str) -> int | None:
        """The first dependent with one of the labels, or None."""
        children = self.children(token, *deps)
        return children[0] if children else None

    def ancestors(self, token: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token

    def subtree(self, token: int, *, without: Iterable[int] = ()) -> list[int]:
        """A token and all below it, in text order, leaving out the subtrees that begin at the tokens `without`."""
        barred = set(without)
        if not barred:
            return list(self._below(token))
        found: list[int] = []
        waiting = [token]
        while waiting:
            here = waiting.pop()
            found.append(here)
            waiting += [child for child in self._children[here] if child not in barred]
        return sorted(found)

    def _below(self, token: int) -> list[int]:
        """A token and all below it; rules ask for the same ones again and again."""
        found = self._whole_subtrees.get(token)
        if found is None:
            found = [token]
            for here in found:
                found += self._children[here]
            found.sort()
            self._whole_subtrees[token] = found
        return found

    def conjuncts(self, token: int) -> list[int]:
        """A token and what is coordinated with it (`conj`), in text order."""
        found = [token]
        for here in found:
            found += self.children(here, "conj")
        return sorted(found)

    def span(self, start: int, end: int) -> Span:
        """The raw span of tokens `start` to `end`, half-open."""
        return cover(token.span for token in self.sentence.tokens[start:end])

    def spans(self, raw: str, tokens: Iterable[int]) -> tuple[Span, ...]:
        """The raw spans of some tokens in text order, as few as they can be; `raw` is the document's text."""
        return join_spans(raw, (self.sentence.tokens[i].span for i in tokens))

    def token_at(self, offset: int) -> int | None:
        """The number of the token that holds a raw offset, or None."""
        at = bisect_right(self._starts, offset) - 1
        return at if at >= 0 and offset < self._ends[at] else None

    def tokens_in(self, span: Span) -> list[int]:
        """The numbers of the tokens that share a character with a raw span."""
        return list(range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)))

    @cached_property
    def _starts(self) -> list[int]:
        return [token.span.start for token in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.span.end for token in self.tokens]
