"""Whether one text is a copy of another: how much of it the other has, and whether names, dates and numbers agree.

Two treaties that differ in a name are two documents, however alike; a dispatch cut to a third is a copy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from tocsin.ledger.passages import Outline, Passage
from tocsin.vocab.loader import load_table

__all__ = ["Comparison", "compare"]

# Of the shorter text's words, so many stand in the longer one; below it the texts merely share passages.
WHOLE = 0.7
# A text that is a smaller part of another than this is an excerpt: its statements have one origin, the texts are two.
_SMALLEST_PART = 0.25
# Shorter texts have too little in them to differ in: they are copies word for word or not at all.
_SHORT = 40
# Two sentences are tellings of one when they share so many pairs of words of the shorter one.
_ALIKE = 0.4
# What one text alone has ("Nov. 10" put in) may stand in so many of the sentences that both have.
_ONE_SIDED = 0.2
_FEWEST_FOR_ONE_SIDED = 5
# A last line that only one of two texts has may be a credit of a form that nobody listed.
_CREDIT_WORDS = 20


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What two texts have in common.

    `shared` (0..1) is the part of the shorter one's words that the longer has, `part` the length of the shorter by the
    longer; `differs` are the names, numbers, dates or negations in which sentences that both have differ.
    """

    shared: float
    part: float
    same_words: bool
    differs: tuple[str, ...]
    one_sided: float

    @property
    def whole(self) -> bool:
        """Whether one is a whole copy of the other."""
        if self.same_words:
            return True
        return (
            not self.differs and self.shared >= WHOLE and self.part >= _SMALLEST_PART and self.one_sided <= _ONE_SIDED
        )


def compare(left: Outline, right: Outline) -> Comparison:
    """What two texts have in common; the same either way round."""
    short, long = sorted((left, right), key=lambda text: (text.length, [passage.words for passage in text.passages]))
    same = [word for p in short.passages for word in p.words] == [word for p in long.passages for word in p.words]
    if same or short.length < _SHORT:
        same = same and short.length > 0
        return Comparison(shared=float(same), part=1.0, same_words=same, differs=(), one_sided=0)
    pairs = _align(short.passages, long.passages)
    near = [(short.passages[i], long.passages[j]) for i, (j, share) in pairs.items() if share < 1]
    broken = next((pair for pair in near if _cut_off(*pair)), None)
    if broken is not None:  # a text is cut once: of further sentences that break off, each may say another thing
        near.remove(broken)
    differs = [word for one, other in near for word in _differing(one, other)]
    differs += _substituted(short.passages, long.passages, {i: j for i, (j, _) in pairs.items()})
    loose = sum(_one_sided(one, other) for one, other in near)
    shared = sum(len(short.passages[i].words) * share for i, (_, share) in pairs.items())
    few = len(pairs) < _FEWEST_FOR_ONE_SIDED
    return Comparison(
        shared=min(1.0, shared / short.length),
        part=short.length / long.length,
        same_words=False,
        differs=tuple(dict.fromkeys(differs)),
        one_sided=float(loose > 0) if few else loose / len(pairs),
    )


def _align(short: Sequence[Passage], long: Sequence[Passage]) -> dict[int, tuple[int, float]]:
    """For sentences of the shorter text, the one of the longer that tells the same, and how alike they are (0..1)."""
    same: dict[tuple[str, ...], list[int]] = {}
    for number, passage in enumerate(long):
        same.setdefault(passage.words, []).append(number)
    pairs: dict[int, tuple[int, float]] = {}
    for number, passage in enumerate(short):
        if waiting := same.get(passage.words):
            pairs[number] = (waiting.pop(0), 1.0)
    taken = {j for j, _ in pairs.values()}
    free = [j for j in range(len(long)) if j not in taken]
    holders: dict[tuple[str, str], list[int]] = {}
    for j in free:
        for pair in set(_bigrams(long[j])):
            holders.setdefault(pair, []).append(j)
    offers = []
    for i in range(len(short)):
        if i not in pairs:
            met = Counter(j for pair in set(_bigrams(short[i])) for j in holders.get(pair, ()))
            for j, count in met.most_common(3):
                fewest = min(len(set(_bigrams(short[i]))), len(set(_bigrams(long[j]))))
                offers.append((count / fewest, -abs(i - j), i, j))
    for share, _, i, j in sorted(offers, reverse=True):
        if share >= _ALIKE and i not in pairs and j not in taken:
            pairs[i] = (j, min(share, 0.99))
            taken.add(j)
    return pairs


def _bigrams(passage: Passage) -> Iterable[tuple[str, str]]:
    return pairwise(("", *passage.words, ""))


def _differing(one: Passage, other: Passage) -> list[str]:
    """The facts in which two tellings of a sentence differ: one put for another, put in another order, or turned round.

    A number that stands for other words ("3" for "several") differs too; a name that one leaves out does not.
    """
    gone, come = Counter(one.words) - Counter(other.words), Counter(other.words) - Counter(one.words)
    lost = [word for word in dict.fromkeys(one.facts) if word in gone]
    new = [word for word in dict.fromkeys(other.facts) if word in come]
    negations = set(load_table("en/syndication")["negations"])
    turned = [word for word in (*lost, *new) if word in negations or word.endswith("n't")]
    numbers = [word for word in (*lost, *new) if word[:1].isdigit()]
    if (lost and new) or turned or (numbers and gone and come):
        return [*lost, *new]
    counts = Counter(one.facts), Counter(other.facts)
    common = {word for word in counts[0] if counts[0][word] == counts[1][word] == 1}
    orders = [[word for word in passage.facts if word in common] for passage in (one, other)]
    return orders[0] if orders[0] != orders[1] else []


def _cut_off(one: Passage, other: Passage) -> bool:
    """Whether a sentence is the beginning of another, broken off where the text was cut."""
    return one.words == other.words[: len(one.words)]


def _one_sided(one: Passage, other: Passage) -> bool:
    """Whether only one of two tellings has some fact."""
    return Counter(one.facts) != Counter(other.facts)


def _substituted(short: Sequence[Passage], long: Sequence[Passage], pairs: dict[int, int]) -> list[str]:
    """The facts of sentences that stand in one place of two texts and are not the same: the blanks of a form.

    A place is what follows a sentence that both have, so that moved paragraphs do not matter.
    """
    back = {j: i for i, j in pairs.items()}
    everywhere = {word for passage in short for word in passage.facts}, {w for p in long for w in p.facts}
    found: list[str] = []
    for i, j in [(-1, -1), *pairs.items()]:
        mine, theirs = _run(short, i + 1, pairs), _run(long, j + 1, back)
        if not mine or not theirs:
            continue
        at_end = i + 1 + len(mine) == len(short) or j + 1 + len(theirs) == len(long)
        if at_end and min(sum(len(p.words) for p in mine), sum(len(p.words) for p in theirs)) <= _CREDIT_WORDS:
            continue
        ours = [word for p in mine for word in p.facts if word not in everywhere[1]]
        others = [word for p in theirs for word in p.facts if word not in everywhere[0]]
        if ours and others:
            found += [*ours, *others]
    return found


def _run(passages: Sequence[Passage], start: int, paired: dict[int, int]) -> list[Passage]:
    """The unpaired sentences from a place on."""
    end = start
    while end < len(passages) and end not in paired:
        end += 1
    return list(passages[start:end])
