"""References back to an act that the text has told before: "the attack", "these talks"."""

from __future__ import annotations

from tocsin.annotate.events.trigger import Trigger
from tocsin.annotate.parse import Parse

__all__ = ["is_definite"]

_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "such", "both", "our", "their", "his", "her", "its", "my", "your"}
)
# What tells a new act apart from one known: "the second attack", "the latest talks".
_ANOTHER = frozenset({"next", "new", "another", "further", "other", "more", "future", "any", "possible", "potential"})


def is_definite(parse: Parse, trigger: Trigger) -> bool:
    """Whether a noun names an act as one that is known: with a definite word before it, and none that makes it new."""
    if not trigger.is_noun:
        return False
    before = {parse.words[i] for i in parse.children(trigger.head, "det", "amod", "predet", "poss")}
    return bool(before & _DEFINITE) and not before & _ANOTHER
