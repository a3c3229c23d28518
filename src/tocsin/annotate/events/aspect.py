"""The form a verb is in, and what it alone says of the act: that it lasts, is asked about, or is no deed yet."""

from __future__ import annotations

from tocsin.annotate.events.governing import is_infinitive, status_words
from tocsin.annotate.events.trigger import Trigger
from tocsin.annotate.parse import Parse

__all__ = ["is_asked", "is_bare", "is_going_on", "is_of_infinitives"]

_PRESENT_BE = frozenset({"is", "are", "am", "'s", "'re", "'m", "been"})


def is_bare(parse: Parse, verb: int) -> bool:
    """Whether a form is no finite verb, so that its modal stands further off ("would refuse ..., and withdraw")."""
    bare = parse.tags[verb] == "VB" and not parse.children(verb, "aux")
    return bare and parse.deps[verb] not in ("ccomp", "xcomp")


def is_of_infinitives(parse: Parse, verb: int) -> bool:
    """Whether a bare form is joined to infinitives: "steps to find, arrest and expel"."""
    while parse.deps[verb] == "conj":
        verb = parse.heads[verb]
        if is_infinitive(parse, verb):
            return True
    return False


def is_asked(parse: Parse, trigger: Trigger) -> bool:
    """Whether a question asks if the act is done: not one that asks why, nor what it says of a thing in passing."""
    above = [trigger.head, *parse.ancestors(trigger.head)]
    if any(parse.deps[token] in ("relcl", "acl") for token in above):
        return False
    asking = [i for i in parse.children(above[-1]) if parse.tags[i] in ("WRB", "WP", "WDT") and i < above[-1]]
    return not asking


def is_going_on(parse: Parse, verb: int) -> bool:
    """Whether a finite verb tells what lasts to the present: "is marching", "has marched since May", "supports"."""
    auxiliaries = {parse.words[i] for i in parse.children(verb, "aux", "auxpass")}
    if _is_progressive(parse, verb):
        return bool(auxiliaries & _PRESENT_BE) and "had" not in auxiliaries
    if auxiliaries & {"has", "have", "'ve"}:
        return any(parse.words[i] == "since" for i in parse.children(verb, "prep"))
    return not auxiliaries and parse.tags[verb] in ("VBZ", "VBP") and parse.lemmas[verb] in status_words("lasting")


def _is_progressive(parse: Parse, verb: int) -> bool:
    """Whether a verb is in a progressive form: "are marching", "are being expelled"."""
    active = parse.tags[verb] == "VBG" and any(parse.lemmas[i] == "be" for i in parse.children(verb, "aux"))
    return active or any(parse.words[i] == "being" for i in parse.children(verb, "auxpass"))
