"""What words about time say before any date is known: the small semantic forms the grammar hands to the resolver."""

from __future__ import annotations

from typing import Literal

import msgspec

Mod = Literal[
    "START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS", "BEFORE", "AFTER"
]
Direction = Literal[-1, 0, 1]


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A named date, whole or partial ("Nov. 10", "last April", "Friday night", "the third quarter of 1990").

    `None` is what the words leave out. `weekday` is 1 Monday to 7 Sunday. `season` and `part` are TIMEX3 codes, `clock`
    is `HH:MM`, `zone` minutes from Greenwich or the name of a zone of the IANA database. `decade` and `century` are the
    leading digits (199, 19). `holiday` is a row number of the holiday table. `direction` is that of "last", "this",
    "next". The offsets count days, months or years from the anchor. `two_ways` is true of a date in figures whose day
    and month may change places. `generic` is true of a season without article ("in winter"), which may be any. `story`
    says that the words look from the day told last ("the following March"), not from the day of writing. `impossible`
    is true of a day that its month never has ("February 31"). `same_day` takes month and day from the day told last
    ("on this day in 1945"). `fiscal` is true of a budget year, whose days are not the
    calendar's.
    """

    year: int | None = None
    before_christ: bool = False
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    weekend: bool = False
    holiday: int | None = None
    part: str | None = None
    clock: str | None = None
    zone: int | str | None = None
    day_offset: int | None = None
    year_offset: int | None = None
    month_offset: int | None = None
    two_ways: bool = False
    generic: bool = False
    direction: int | None = None
    story: bool = False
    impossible: bool = False
    fiscal: bool = False
    same_day: bool = False


class Offset(msgspec.Struct, frozen=True, kw_only=True):
    """A distance from an anchor ("two weeks ago", "last month", "that day").

    `unit` is the letter of the TIMEX3 duration. `amount` is `None` where the text is vague; `fuzzy` then names the
    vague word. `whole` asks for the whole calendar unit ("last month") and not a point so far away ("a month ago").
    `cut` is -1 for "earlier this month" (what of it is over), 1 for "later this month" (what is to come), 0 for all.
    """

    unit: str
    amount: float | None
    direction: int
    fuzzy: str = "few"
    whole: bool = False
    story: bool = False
    part: str | None = None
    cut: int | None = None


class Length(msgspec.Struct, frozen=True, kw_only=True):
    """An amount of time. `side` places it before (-1) or after (1) the anchor ("the past three weeks"), or nowhere.

    `most` is the upper end of "two to three weeks", which have no one amount. `within` is true of "within ten days",
    `leap` of "in ten days", which may look ahead.
    """

    unit: str
    amount: float | None
    fuzzy: str = "few"
    side: int | None = None
    story: bool = False
    most: float | None = None
    within: bool = False
    leap: bool = False


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch told by a date in or beside it: "the day after Christmas", "the week of March 6".

    `unit` is `D` (a day; `steps` -1 before, 1 after), `W` (the week that holds the date, or the `steps`-th of it, -1
    the last) or `H` (its first or second half).
    """

    date: Point | Offset
    unit: Literal["D", "W", "H"]
    steps: int = 0


class Repeat(msgspec.Struct, frozen=True, kw_only=True):
    """A time that recurs: the TIMEX3 value of the set."""

    value: str


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """The past, the present or the future; `unit` is kept of "recent years", `brief` is true of "recently", "soon"."""

    value: Literal["PAST_REF", "PRESENT_REF", "FUTURE_REF"]
    unit: str | None = None
    brief: bool = True


Form = Point | Offset | Length | Repeat | Reference | Around


class Expression(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression in a string: where it stands (`start`, `end`, half-open), what it says and by which rule.

    `edge` is true where a noun cuts the stretch short ("the end of the year" is its last month, "late in the year" its
    last third). `hint` is the year near which its own, which the text leaves out, was inferred.
    """

    start: int
    end: int
    form: Form
    rule: str
    mod: Mod | None = None
    edge: bool = False
    hint: str | None = None
