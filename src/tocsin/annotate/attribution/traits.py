"""What the encoder is told of a token beside its form and parse: quotation marks, the lexicon, the rules' drafts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.annotate.attribution.lexicon import adjective_sense, match_verb, noun_sense
from tocsin.annotate.attribution.page import NestedDraft, Page
from tocsin.annotate.parse import Parse
from tocsin.annotate.tagger import GENERAL_TRAITS, Layer, Traits, general_traits
from tocsin.text.span import Span

__all__ = ["LAYERS", "TRAITS", "describe"]

LAYERS = tuple(Layer(role, ("O", "B", "I")) for role in ("source", "cue", "content"))
"""The layers of attribution: who, by which words, what; of statements of the page itself."""
TRAITS = (*GENERAL_TRAITS, "quoted", "listed", "source", "cue", "content", "inner", "rule")
"""The traits of attribution: the general ones, the place in quotation marks, the sense of a cue word, what the rules
drafted at the top and inside, and by which rule."""


def describe(page: Page, parse: Parse, drafts: Sequence[NestedDraft]) -> Traits:
    """The traits of a sentence, traits by tokens; `drafts` are those that touch it."""
    return [*general_traits(parse), *_own_traits(page, parse, drafts)]


def _own_traits(page: Page, parse: Parse, drafts: Sequence[NestedDraft]) -> list[list[str]]:
    if not drafts:
        none, nothing = ["O"] * len(parse), [""] * len(parse)
        return [_quoted(page, parse), _listed(parse), none, none, none, ["OO"] * len(parse), nothing]
    top = [d.draft for d in drafts if d.parent is None]
    inner = [d.draft for d in drafts if d.parent is not None]
    return [
        _quoted(page, parse),
        _listed(parse),
        _marks(parse, (d.source for d in top)),
        _marks(parse, (d.cue for d in top)),
        _marks(parse, (d.content for d in top)),
        _inner_marks(parse, [d.source for d in inner], [d.cue for d in inner]),
        _rules(parse, top),
    ]


def _quoted(page: Page, parse: Parse) -> list[str]:
    zones = page.zones(parse)
    if max(zones, default=-1) < 0:
        return ["out"] * len(zones)
    found = []
    for i, zone in enumerate(zones):
        if zone < 0:
            found.append("out")
        elif i == 0 or zones[i - 1] != zone:
            found.append("opens" if zone == parse.tokens[i].span.start else "goes on")
        else:
            found.append("closes" if i + 1 < len(zones) and zones[i + 1] != zone else "in")
    return found


def _listed(parse: Parse) -> list[str]:
    """The kind of statement that each word may make, by the lexicon."""
    found = [""] * len(parse)
    for i, (tag, lemma) in enumerate(zip(parse.tags, parse.lemmas, strict=True)):
        kind = tag[:2]
        if kind == "VB":
            sense = next((s for s, _ in match_verb(parse, i)), None)
            found[i] = f"verb {sense.kind} {'quote' in sense.frames}" if sense else ""
        elif kind == "NN":
            sense = noun_sense(lemma)
            found[i] = f"noun {sense.kind}" if sense else ""
        elif kind == "JJ":
            sense = adjective_sense(lemma)
            found[i] = f"adjective {sense.kind}" if sense else ""
    return found


def _marks(parse: Parse, parts: Iterable[tuple[Span, ...]]) -> list[str]:
    """O, B or I of each token as some drafts have it."""
    marks = ["O"] * len(parse)
    for spans in parts:
        for span in spans:
            tokens = parse.tokens_in(span)
            for token in tokens:
                marks[token] = "I"
            if tokens and parse.tokens[tokens[0]].span.start >= span.start:
                marks[tokens[0]] = "B"
    return marks


def _inner_marks(parse: Parse, sources: Sequence[tuple[Span, ...]], cues: Sequence[tuple[Span, ...]]) -> list[str]:
    both = zip(_marks(parse, sources), _marks(parse, cues), strict=True)
    return [f"{source}{cue}" for source, cue in both]


def _rules(parse: Parse, drafts: Sequence[object]) -> list[str]:
    """For each token the rules whose drafts hold it, by its part in them."""
    found = [""] * len(parse)
    for draft in drafts:
        for part in ("source", "cue", "content"):
            for span in getattr(draft, part):
                for token in parse.tokens_in(span):
                    found[token] = f"{part} {getattr(draft, 'rule', '')}"
    return found
