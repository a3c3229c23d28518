"""Segments in hindsight are the best ones there are, and are not found where nothing changed."""

from __future__ import annotations

import math
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.assess.segments import find_pair_segments, local_dispersion, part_counts
from tocsin.assess.tone import PairDay

COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=40)


def misfit(counts: list[int], cuts: list[int], price: float) -> float:
    """What a parting costs, worked out from its parts alone."""
    total = price * len(cuts)
    for begin, end in pairwise([0, *cuts, len(counts)]):
        part = counts[begin:end]
        if sum(part):
            total += 2 * (sum(part) - sum(part) * math.log(sum(part) / len(part))) / local_dispersion(counts)
    return total


def plain_best(counts: list[int], price: float, shortest: int) -> float:
    """The least cost of any parting, every last part tried."""
    best = {0: -price}
    for end in range(1, len(counts) + 1):
        tried = [
            best[at] + misfit_of(counts, at, end) + price for at in best if end - at >= shortest
        ]  # fmt: skip
        if tried:
            best[end] = min(tried)
    return best.get(len(counts), math.inf)


def misfit_of(counts: list[int], begin: int, end: int) -> float:
    total = sum(counts[begin:end])
    return 2 * (total - total * math.log(total / (end - begin))) / local_dispersion(counts) if total else 0.0


@settings(max_examples=200)
@given(COUNTS, st.floats(0.1, 12), st.integers(1, 9))
def test_no_parting_is_cheaper(counts: list[int], price: float, shortest: int) -> None:
    cuts = part_counts(counts, price=price, shortest=shortest)
    assert cuts == sorted(set(cuts)) and all(0 < cut < len(counts) for cut in cuts)
    if len(counts) >= shortest:
        assert all(after - before >= shortest for before, after in pairwise([0, *cuts, len(counts)]))
        assert math.isclose(misfit(counts, cuts, price), plain_best(counts, price, shortest), abs_tol=1e-6)
    else:
        assert cuts == []


@given(st.integers(0, 20), st.integers(1, 400))
def test_what_never_changes_is_one_part(count: int, days: int) -> None:
    assert part_counts([count] * days) == []


def test_a_trebled_count_is_found_near_its_day() -> None:
    quiet, loud = [1, 2, 3, 2, 1, 3, 2] * 8, [5, 7, 6, 8, 5, 6, 7] * 4
    [cut] = part_counts(quiet + loud)
    assert abs(cut - len(quiet)) <= 2


def test_a_pair_has_its_days_and_its_scale() -> None:
    def day(number: int, origins: int, scale: float) -> PairDay:
        return PairDay(
            actor="XKA", recipient="XKB", day=f"2031-03-{number:02d}", origins=origins, scale=scale, records=()
        )

    told = [day(n, 1, 2.0) for n in range(1, 15)] + [day(n, 9, -6.0) for n in range(15, 31)]
    [before, after] = find_pair_segments(told)["XKA XKB"]
    assert (before.first, before.last, before.mean, before.scale) == ("2031-03-01", "2031-03-14", 1.0, 2.0)
    assert (after.first, after.last, after.mean, after.scale) == ("2031-03-15", "2031-03-30", 9.0, -6.0)
    assert find_pair_segments([]) == {}
