"""False alarms and delay of the CUSUM on made-up daily counts, beside a plain threshold.

python -m benchmarks.detectors [RUNS]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tocsin.assess.segments import part_counts
from tocsin.assess.tone import Baseline, estimate_baseline, step_of

QUIET, WATCHED, AFTER = 120, 365, 120
MEAN = 2.0
KINDS = (("Poisson", None), ("negative binomial, size 2", 2.0), ("negative binomial, size 0.7", 0.7))
Detector = Callable[[Sequence[int], Sequence[int]], int | None]


def cusum(days_between: float, *, dispersed: bool, factor: float = 2.0) -> Detector:
    """A CUSUM that learns its baseline from the quiet stretch; the index of its first alarm."""
    threshold = float(np.log(days_between))

    def first(quiet: Sequence[int], counts: Sequence[int]) -> int | None:
        found = estimate_baseline(quiet)
        baseline = found if dispersed else Baseline(mean=found.mean, size=None)
        total = 0.0
        for at, count in enumerate(counts):
            total = max(0.0, total + step_of(count, baseline, factor))
            if total >= threshold:
                return at
        return None

    return first


def plain(deviations: float) -> Detector:
    """An alarm on a day that lies so many standard deviations above the quiet stretch's mean."""

    def first(quiet: Sequence[int], counts: Sequence[int]) -> int | None:
        limit = float(np.mean(quiet) + deviations * np.std(quiet, ddof=1))
        return next((at for at, count in enumerate(counts) if count > limit), None)

    return first


def draw(random: Any, mean: float, size: float | None, days: int) -> list[int]:
    """Daily counts: Poisson, or negative binomial of that size."""
    if size is None:
        return [int(n) for n in random.poisson(mean, days)]
    return [int(n) for n in random.negative_binomial(size, size / (size + mean), days)]


def measure(detector: Detector, size: float | None, factor: float, runs: int) -> tuple[float, float, float]:
    """The share of quiet years with an alarm, the share of changes found in 120 days, and the median delay in days."""
    random = np.random.default_rng(20211111)
    false = found = 0
    delays = []
    for _ in range(runs):
        quiet = draw(random, MEAN, size, QUIET)
        false += detector(quiet, draw(random, MEAN, size, WATCHED)) is not None
        delay = detector(quiet, draw(random, MEAN * factor, size, AFTER))
        if delay is not None:
            found += 1
            delays.append(delay + 1)
    return false / runs, found / runs, float(np.median(delays)) if delays else float("nan")


def part(size: float | None, factor: float, runs: int) -> tuple[float, float, float]:
    """Of segments: the share of quiet years parted, of changes found within a week, and the median error in days."""
    random = np.random.default_rng(20211111)
    false = near = 0
    errors = []
    for _ in range(runs):
        false += bool(part_counts(draw(random, MEAN, size, WATCHED)))
        cuts = part_counts(draw(random, MEAN, size, WATCHED - AFTER) + draw(random, MEAN * factor, size, AFTER))
        if cuts:
            errors.append(min(abs(cut - (WATCHED - AFTER)) for cut in cuts))
            near += errors[-1] <= 7
    return false / runs, near / runs, float(np.median(errors)) if errors else float("nan")


def print_parts(runs: int) -> None:
    """Prints one row a kind of count for segments in hindsight."""
    heads = ("quiet years parted", "x2 within a week, median error", "x3 within a week, median error")
    print(f"\n| counts (mean 2 a day) | {' | '.join(heads)} |")
    print("|---|---|---|---|")
    for title, size in KINDS:
        false, near, error = part(size, 2.0, runs)
        _, near3, error3 = part(size, 3.0, runs)
        print(f"| {title} | {false:.1%} | {near:.0%}, {error:.0f} d | {near3:.0%}, {error3:.0f} d |")


def main() -> int:
    """Prints one row a detector and kind of count."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    detectors: dict[str, Detector] = {
        "CUSUM, dispersion estimated, 1 in 3,650 days": cusum(3650, dispersed=True),
        "CUSUM, dispersion estimated, 1 in 365 days": cusum(365, dispersed=True),
        "CUSUM, Poisson, 1 in 365 days": cusum(365, dispersed=False),
        "plain, mean + 3 sd": plain(3),
        "plain, mean + 4 sd": plain(4),
    }
    heads = ("quiet years with an alarm", "x2 found, median delay", "x3 found, median delay")
    print(f"| counts (mean 2 a day) | detector | {' | '.join(heads)} |")
    print("|---|---|---|---|---|")
    for title, size in KINDS:
        for name, detector in detectors.items():
            false, found, delay = measure(detector, size, 2.0, runs)
            _, found3, delay3 = measure(detector, size, 3.0, runs)
            print(f"| {title} | {name} | {false:.1%} | {found:.0%}, {delay:.0f} d | {found3:.0%}, {delay3:.0f} d |")
    print_parts(runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
