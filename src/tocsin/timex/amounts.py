"""Reading numbers out of words: "twenty-four", "2 1/2", "a hundred", "five and a half"."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.timex.lexicon import time_table


def read_amount(words: Sequence[str]) -> float | None:
    """The number that lower-case words say; `None` when they hold no number.

    Hyphens are skipped; "and a half" adds 0.5; a fraction such as "1 / 2" is added to what stands before it.
    """
    table = time_table()
    total, current, seen = 0.0, 0.0, False
    index = 0
    while index < len(words):
        word = words[index].replace(",", "")
        index += 1
        if index + 1 < len(words) and words[index] == "/" and word.isdigit() and words[index + 1].isdigit():
            divisor = int(words[index + 1])
            current += int(word) / divisor if divisor else 0.0
            index, seen = index + 2, True
        elif word.replace(".", "", 1).isdigit():
            current, seen = current + float(word), True
        elif word in table["numbers"] or word in table["tens"]:
            current, seen = current + (table["numbers"].get(word) or table["tens"].get(word) or 0), True
        elif word in table["scales"]:
            current, seen = (current or 1.0) * table["scales"][word], True
            if table["scales"][word] >= 1000:
                total, current = total + current, 0.0
        elif word == "half" and seen:
            current += 0.5
    return total + current if seen else None


def read_ordinal(words: Sequence[str]) -> int | None:
    """The number of an ordinal ("third", "21st", "twenty-first"); `None` when the words hold none."""
    table = time_table()
    total = 0
    for word in words:
        if word[:1].isdigit():
            return int("".join(c for c in word if c.isdigit()))
        if word in table["ordinals"]:
            return total + int(table["ordinals"][word])
        total += int(table["tens"].get(word, 0))
    return None


def read_spoken_year(words: Sequence[str]) -> int | None:
    """The year of "nineteen ninety-six" or "two thousand (and four)"; `None` for anything outside 1000 to 2199."""
    table = time_table()
    plain = [word for word in words if word not in ("-", "and")]
    if "thousand" in plain or "hundred" in plain:
        value = read_amount(plain)
        return int(value) if value is not None and 1000 <= value < 2200 else None
    pair = [table["numbers"].get(word, table["tens"].get(word)) for word in plain]
    if len(pair) < 2 or None in pair or not 10 <= pair[0] <= 20:
        return None
    return int(pair[0] * 100 + sum(pair[1:])) if sum(pair[1:]) >= 10 else None
