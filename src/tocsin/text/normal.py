"""The normal form of a text, and the map between its offsets and the raw ones.

The raw text is never changed. Tokens are cut and words compared in the normal form, where a curly mark is straight, a
no-break space is a space and an invisible character is gone; every offset that leaves this room is raw.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from types import MappingProxyType

from tocsin.text.span import Span

__all__ = ["NormalForm", "normalise"]

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x00"
_REPLACE: MappingProxyType[str, str] = MappingProxyType(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_INVISIBLE, ""),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u300c\u300d", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`\u2039\u203a", "'"),
        **dict.fromkeys("\u2010\u2011\u2012", "-"),
        **dict.fromkeys("\u2028\u2029\x85\r", "\n"),
        "\r\n": "\n",
        "\u2026": "...",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
    }
)
_CHANGED = re.compile("\r\n|[" + re.escape("".join(key for key in _REPLACE if len(key) == 1)) + "]")


class NormalForm:
    """A text's normal form, and its offset map both ways.

    `text` is the normal form. The map is kept as the places where lengths differ, so plain text costs nothing.
    """

    __slots__ = ("_normal_at", "_raw_at", "_raw_length", "text")

    def __init__(self, raw: str) -> None:
        pieces: list[str] = []
        # Anchor points: at normal offset _normal_at[i] stands raw offset _raw_at[i]; between two, offsets run in step.
        self._normal_at: list[int] = [0]
        self._raw_at: list[int] = [0]
        self._raw_length = len(raw)
        done = length = 0
        for match in _CHANGED.finditer(raw):
            new = _REPLACE[match.group()]
            pieces += (raw[done : match.start()], new)
            length += match.start() - done + len(new)
            done = match.end()
            if len(new) != match.end() - match.start():
                self._add_anchor(length - len(new), match.start(), length, done)
        pieces.append(raw[done:])
        self.text = "".join(pieces)

    def _add_anchor(self, normal_start: int, raw_start: int, normal_end: int, raw_end: int) -> None:
        for normal, raw in ((normal_start, raw_start), (normal_end, raw_end)):
            self._normal_at.append(normal)
            self._raw_at.append(raw)

    def to_raw(self, start: int, end: int) -> Span:
        """The raw span of the normal-form range `[start, end)`, `start < end`.

        A range that cuts a character which the normal form wrote as several covers that whole raw character.
        """
        if len(self._raw_at) == 1:
            return Span(start, end)  # every character is written as one: offsets run in step
        first = self._raw_offset(start, last=False)
        last = self._raw_offset(end - 1, last=True)
        return Span(first, last)

    def _raw_offset(self, normal: int, *, last: bool) -> int:
        """The raw offset of the character at a normal offset: of its first character, or just past its last."""
        index = bisect_left(self._normal_at, normal + 1) - 1
        raw = self._raw_at[index] + normal - self._normal_at[index]
        if index + 1 < len(self._raw_at):
            ceiling = self._raw_at[index + 1]
            inside = self._normal_at[index + 1] - self._normal_at[index] != ceiling - self._raw_at[index]
            if inside:  # within a replaced piece: its raw extent is all there is
                return ceiling if last else self._raw_at[index]
            return min(raw + 1, ceiling) if last else raw
        return raw + 1 if last else raw

    def to_normal(self, raw: int) -> int:
        """The normal offset at which the character at a raw offset (0 to the raw length) begins, or would begin."""
        index = bisect_left(self._raw_at, raw + 1) - 1
        normal = self._normal_at[index] + raw - self._raw_at[index]
        if index + 1 < len(self._normal_at):
            return min(normal, self._normal_at[index + 1])
        return min(normal, len(self.text))


def normalise(words: str) -> str:
    """The normal form of a piece of text, for comparing words; offsets are lost."""
    return _CHANGED.sub(lambda match: _REPLACE[match.group()], words)
