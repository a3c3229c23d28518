"""Where the sentence around an expression ends, read off its marks alone."""

from __future__ import annotations

import re

_STOP = re.compile(r"""(?<=[a-z0-9)%"”’'])[.!?;]["”’')]*\s+(?=["“‘'(\[]?[A-Z0-9])|\n\s*\n|\x1e""")


def sentence_start(text: str, at: int, reach: int) -> int:
    """The offset at which the sentence that holds `text[at]` begins, at most `reach` characters before it."""
    floor = max(0, at - reach)
    # One character more, so that a stop is seen by the capital behind it.
    return floor + max((match.end() for match in _STOP.finditer(text[floor : at + 1])), default=0)


def sentence_end(text: str, at: int, reach: int) -> int:
    """The offset behind the sentence that goes on at `at`, without its stop, at most `reach` characters on."""
    limit = min(len(text), at + reach)
    stop = _STOP.search(text, at, limit)
    return stop.start() if stop else limit
