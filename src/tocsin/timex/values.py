"""TIMEX3 values: how amounts and dates are written."""

from __future__ import annotations

_LETTERS = {
    "E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000), "2W": ("W", 2), "3M": ("M", 3), "6M": ("M", 6), "WE": ("D", 2),
}  # fmt: skip


def duration_value(unit: str, amount: float | None) -> str:
    """The TIMEX3 value of an amount of a unit; `X` stands for an amount the text leaves open.

    A decade is written as ten years where it is counted (`P10Y`, as TimeBank does), and its open plural as `PXE`;
    half years are six months, half hours thirty minutes.
    """
    if amount is None:
        return f"P{'T' if unit[0] == 'T' else ''}X{unit[-1] if unit != 'WE' else unit}"
    if unit in _LETTERS:
        letter, factor = _LETTERS[unit]
        return duration_value(letter, amount * factor)
    if unit == "TH" and amount == 24 * (amount // 24) and amount:
        return f"P{int(amount // 24)}D" if amount == 24 else f"PT{int(amount)}H"
    head = "PT" if unit[0] == "T" else "P"
    letter, whole = unit[-1], int(amount)
    if amount == whole:
        return f"{head}{whole}{letter}"
    smaller = {"Y": (12, "M"), "TH": (60, "M"), "TM": (60, "S")}.get(unit)
    if smaller is None or (amount - whole) * smaller[0] % 1:
        return f"{head}{amount:g}{letter}"
    rest = f"{round((amount - whole) * smaller[0])}{smaller[1]}"
    return f"{head}{whole}{letter}{rest}" if whole else f"{head}{rest}"
