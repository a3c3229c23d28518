"""How far an analyst trusts a source (A to F) and a piece of information (1 to 6): the Admiralty scale, never guessed.

Source: NATO STANAG 2511 (2003), reliability of the source and credibility of the information.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from tocsin.errors import ConfigError
from tocsin.records import Judgement, Target

__all__ = ["CREDIBILITY", "RELIABILITY", "Grades", "parse_grade", "source_target"]

RELIABILITY: MappingProxyType[str, str] = MappingProxyType(
    {
        "A": "completely reliable",
        "B": "usually reliable",
        "C": "fairly reliable",
        "D": "not usually reliable",
        "E": "unreliable",
        "F": "reliability cannot be judged",
    }
)
CREDIBILITY: MappingProxyType[int, str] = MappingProxyType(
    {
        1: "confirmed by other sources",
        2: "probably true",
        3: "possibly true",
        4: "doubtful",
        5: "improbable",
        6: "truth cannot be judged",
    }
)


class Grades:
    """The grades of sources that stand, by name; whoever has none was never graded."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._by_name: dict[str, Judgement] = {}
        for judgement in judgements:
            if judgement.verdict == "grade" and judgement.target.type == "Source":
                self._by_name[str(judgement.target.fields.get("name", "")).casefold()] = judgement

    def of(self, name: str | None) -> str | None:
        """The letter of an outlet or a person, null where no analyst gave one."""
        judgement = self._by_name.get((name or "").casefold())
        return str(judgement.patch["reliability"]) if judgement and judgement.patch else None

    def shown(self, name: str) -> str:
        """A name with its letter in brackets, or the name alone."""
        grade = self.of(name)
        return f"{name} [{grade}]" if grade else name

    def standing(self) -> list[Judgement]:
        """The grades that stand, by name."""
        return [self._by_name[name] for name in sorted(self._by_name)]


def source_target(name: str) -> Target:
    """What a grade of an outlet or a person is about."""
    return Target(type="Source", text_digest=None, spans=(), fields={"name": name})


def parse_grade(grade: str) -> dict[str, object]:
    """The patch for a grade: a letter grades a source, a number a piece of information.

    Raises `ConfigError` (`bad-grade`).
    """
    given = grade.strip().upper()
    if given in RELIABILITY:
        return {"reliability": given}
    if given.isdecimal() and int(given) in CREDIBILITY:
        return {"credibility": int(given)}
    raise ConfigError(
        "bad-grade",
        f"'{grade}' is no grade.",
        "Sources are graded A (completely reliable) to E (unreliable), F if it cannot be judged; information 1 to 6.",
    )
