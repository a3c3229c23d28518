"""Says where an act was, as the text says it."""

from __future__ import annotations

from tocsin.annotate.events.trigger import Trigger
from tocsin.annotate.mentions import MentionIndex
from tocsin.annotate.parse import Parse
from tocsin.records import Location
from tocsin.vocab.places import dispute_over

__all__ = ["locate_act"]

_AT = frozenset({"in", "at", "near", "outside", "inside", "across", "along", "around", "off"})
_TOWARD = frozenset({"to", "into"})


def locate_act(parse: Parse, trigger: Trigger, index: MentionIndex) -> Location | None:
    """The place that a preposition beside the act names, or None where the text says none."""
    heads = dict.fromkeys(head for head in (trigger.head, trigger.clause) if head is not None)
    toward = trigger.rule.mode == "visit" or trigger.rule.type == "MOBILIZE"
    for head in heads:
        for prep in parse.children(head, "prep"):
            if parse.words[prep] in _AT or (toward and parse.words[prep] in _TOWARD):
                for noun in parse.children(prep, "pobj"):
                    place = _place(parse, noun, index)
                    if place is not None:
                        return place
    return None


def _place(parse: Parse, noun: int, index: MentionIndex) -> Location | None:
    mention = index.headed(parse.tokens[noun].span)
    if mention is None:
        return None
    entity = index.entity(mention.entity)
    if entity.kind not in ("place", "country") or entity.name is None:
        return None
    return Location(
        name=entity.name,
        country=entity.country,
        region=entity.region,
        disputed=dispute_over(entity.name) is not None,
        span=mention.span,
    )
