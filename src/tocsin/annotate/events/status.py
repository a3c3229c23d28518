"""Decides what became of an act: happened, planned, threatened, refused, feared ... and which words say so.

Source: the statuses are those of Tocsin's record contract; the approach (walk from the act to the words that govern
it, and let each change what is known) follows the FactBank and TimeML treatment of event-selecting predicates
(Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

from functools import cache

import msgspec

from tocsin.annotate.events.trigger import Trigger
from tocsin.annotate.parse import Parse
from tocsin.records.kinds import EventStatus
from tocsin.vocab.loader import load_table

__all__ = ["Outcome", "is_purpose_of", "judge_outcome"]

_HAPPENED = frozenset({None, "occurred", "ongoing"})
_WEAK = frozenset({None, "occurred", "ongoing", "planned"})
_OVER_HYPOTHETICAL = frozenset({"feared", "threatened", "refused", "cancelled", "denied"})
_MAX_CLIMB = 8
# Prepositions that bind an act to the word that judges it, those that only give it a theme, and those of a setting.
_BINDING = frozenset(
    {"of", "for", "about", "on", "against", "to", "over", "from", "in", "with", "upon", "out", "into", "at", "by"}
)
_OF_THEME = frozenset({"about", "over", "on", "regarding", "after", "since"})
_OF_SETTING = frozenset({"in", "at", "with", "by", "after", "before", "during"})
_TAKING_PART = frozenset({"participate", "engage", "threaten", "result"})
# What a negation makes of a status: not planning is refusing, not refusing says nothing.
_NEGATED: dict[str, EventStatus] = {
    "planned": "refused", "requested": "denied", "alleged": "denied", "occurred": "denied", "ongoing": "denied",
    "feared": "hypothetical", "refused": "hypothetical", "threatened": "hypothetical", "cancelled": "hypothetical",
    "hypothetical": "hypothetical", "denied": "hypothetical",
}  # fmt: skip
_PAST_TAGS = ("VBD", "VBN")


class Outcome(msgspec.Struct, frozen=True):
    """The status of an act and the tokens that say so (none for a plain telling)."""

    status: EventStatus
    cues: tuple[int, ...]


@cache
def _table(group: str) -> dict[str, EventStatus]:
    """Word to status; a word that stands under several keeps the first."""
    found: dict[str, EventStatus] = {}
    for status, words in load_table("en/event_status")[group].items():
        for word in words:
            found.setdefault(word, status)
    return found


class _Walk:
    """The state of one walk from an act upward: what is known so far and by which words."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.only_named = False
        self.status: EventStatus | None = None
        self.cues: list[int] = []

    def take(self, status: EventStatus | None, *cues: int) -> None:
        """Lets an outer word change what is known, where it weighs more than the inner ones."""
        if status is None or status == self.status:
            return
        inner, changes = self.status, False
        if inner in _WEAK:
            changes = status not in _HAPPENED or inner is None
        elif inner == "hypothetical":
            changes = status in _OVER_HYPOTHETICAL
        else:
            changes = status in ("denied", "hypothetical")
        if changes:
            self.status = status
            self.cues += [cue for cue in cues if cue not in self.cues]


def judge_outcome(parse: Parse, trigger: Trigger) -> Outcome:
    """What became of the act, by the words of its own sentence alone."""
    walk = _Walk(parse)
    walk.only_named = trigger.clause is None
    if trigger.is_noun:
        _judge_modifiers(walk, trigger.head)
    if trigger.clause is not None:
        if trigger.is_noun and parse.lemmas[trigger.clause] == "be":
            _judge_predicate(walk, trigger.clause, passive=False)
        else:
            _judge_clause(walk, trigger.clause, own=True)
        _climb(walk, trigger.clause)
    else:
        _climb(walk, trigger.head)
    if parse.words[-1] == "?" and walk.status in _WEAK:
        walk.take("hypothetical", len(parse) - 1)
    return Outcome(walk.status or "occurred", tuple(sorted(set(walk.cues) - {trigger.head})))


def is_purpose_of(parse: Parse, trigger: Trigger, triggers: list[Trigger]) -> bool:
    """Whether an act is only what another act of the sentence was for ("sent a team to discuss"): no telling apart."""
    verb = trigger.clause
    if verb is None or not _is_infinitive(parse, verb) or parse.deps[verb] not in ("advcl", "xcomp", "acl"):
        return False
    head = parse.heads[verb]
    acts = {t.clause for t in triggers if t is not trigger and t.rule.gives is None}
    if parse.deps[verb] == "acl":
        return any(head in t.tokens for t in triggers if t is not trigger and t.rule.gives is None and not t.is_noun)
    return head in acts and _table("verbs").get(parse.lemmas[head]) in _HAPPENED


def _judge_modifiers(walk: _Walk, noun: int) -> None:
    """Words beside a noun: a possible, planned, alleged ... one; and no one."""
    parse = walk.parse
    for child in parse.children(noun, "amod", "compound", "advmod", "det", "nmod", "acl"):
        status = _table("adjectives").get(parse.words[child])
        if parse.words[child] == "no":
            status = "denied"
        walk.take(status, child)


def _judge_clause(walk: _Walk, verb: int, *, own: bool, subject: bool = False) -> None:
    """The auxiliaries, negation, adverbs and conjunction of a clause."""
    parse = walk.parse
    modal = next((i for i in parse.children(verb, "aux") if parse.tags[i] == "MD" or parse.words[i] == "'ll"), None)
    status = _modal_status(parse, verb, modal)
    if status == "planned" and walk.only_named and not subject:
        status = "hypothetical"  # "there will be consequences for an attack" plans no attack
    negation = next((i for i in parse.children(verb, "neg") if parse.words[i] in ("not", "n't", "never", "no")), None)
    if negation is not None:
        status = "refused" if status == "planned" else "hypothetical" if status else "denied"
        if own or walk.status in _HAPPENED:
            walk.take(status, *(c for c in (modal, negation) if c is not None))
        else:
            walk.status = _NEGATED[str(walk.status)]
            walk.cues.append(negation)
    elif status is not None and modal is not None:
        walk.take(status, modal)
    for child in parse.children(verb, "advmod", "amod"):
        walk.take(_table("adverbs").get(parse.words[child]), child)
    for child in parse.children(verb, "mark", "advmod"):
        if parse.words[child] in _table("marks"):
            walk.take(_table("marks")[parse.words[child]], child)
    if own and walk.status is None:
        _judge_aspect(walk, verb)


def _modal_status(parse: Parse, verb: int, modal: int | None) -> EventStatus | None:
    if modal is None:
        return None
    word = parse.words[modal]
    if word in ("would", "'d") and parse.deps[verb] == "ccomp" and parse.tags[parse.heads[verb]] in _PAST_TAGS:
        return "planned"  # the future seen from a past report: "said it would send"
    return _table("modals").get(word)


def _judge_aspect(walk: _Walk, verb: int) -> None:
    """An infinitive that nothing governs announces ("Arvenia to send troops"); a progressive goes on."""
    parse = walk.parse
    auxiliaries = parse.children(verb, "aux")
    to = next((i for i in auxiliaries if parse.words[i] == "to"), None)
    if to is not None and parse.deps[verb] in ("ROOT", "relcl", "acl", "advcl", "conj", "dep", "parataxis"):
        if parse.deps[verb] != "conj":
            walk.take("planned", to)
    elif parse.tags[verb] == "VBG" and any(parse.lemmas[i] == "be" for i in auxiliaries):
        present = any(parse.words[i] in ("is", "are", "am", "'s", "'re", "'m", "been") for i in auxiliaries)
        walk.take("ongoing" if present else None)


def _climb(walk: _Walk, start: int) -> None:
    parse, here = walk.parse, start
    for _ in range(_MAX_CLIMB):
        head, dep = parse.heads[here], parse.deps[here]
        if head == here or dep in ("relcl", "appos"):
            return
        if dep == "conj":
            if not _shares_clause(parse, here):
                return
            if parse.pos[head] in ("VERB", "AUX"):
                _judge_shared(walk, here, head)
        elif dep == "advcl":
            if not _judge_adverbial(walk, here, head):
                return
        elif not _judge_governor(walk, here, head, dep):
            return
        here = head


def _shares_clause(parse: Parse, verb: int) -> bool:
    """Whether a coordinated word hangs on what governs the first one too: it has no subject of its own."""
    if parse.pos[verb] not in ("VERB", "AUX"):
        return True
    return not parse.children(verb, "nsubj", "nsubjpass")


def _judge_shared(walk: _Walk, verb: int, head: int) -> None:
    """A coordinated verb without auxiliaries of its own shares those of the first."""
    if walk.status in _HAPPENED:
        if walk.parse.tags[verb] in ("VBD", "VBZ"):
            return  # a finite verb takes no modal, whatever the parser joined it to
        modal = next((i for i in walk.parse.children(head, "aux") if walk.parse.tags[i] == "MD"), None)
        to = next((i for i in walk.parse.children(head, "aux") if walk.parse.words[i] == "to"), None)
        if modal is not None:
            walk.take(_modal_status(walk.parse, head, modal), modal)
        elif to is not None and walk.parse.deps[head] in ("ROOT", "advcl"):
            walk.take("planned", to)


def _judge_adverbial(walk: _Walk, verb: int, head: int) -> bool:
    """A participle beside a verb shares its modality; a purpose is not yet a deed. Whether to climb on."""
    parse = walk.parse
    if any(parse.words[i] == "to" for i in parse.children(verb, "aux")):
        return False
    if parse.tags[verb] == "VBG" and not parse.children(verb, "mark", "nsubj"):
        _judge_shared(walk, verb, head)
    return False


def _judge_governor(walk: _Walk, here: int, head: int, dep: str) -> bool:
    """Lets the word above change what is known; whether to climb on."""
    parse = walk.parse
    pos = parse.pos[head]
    if pos in ("ADP", "SCONJ", "PART"):
        return parse.words[head] in _BINDING
    if pos in ("VERB", "AUX"):
        return _judge_verb_above(walk, here, head, dep)
    if pos in ("NOUN", "PROPN"):
        if dep in ("acl", "prep", "ccomp", "relcl", "amod", "compound") or parse.words[here] == "of":
            walk.take(_table("nouns").get(parse.lemmas[head]), head)
            _judge_modifiers(walk, head)
        return True
    if pos == "ADJ":
        walk.take(_table("adjectives").get(parse.words[head]), head)
        return True
    return False


def _judge_verb_above(walk: _Walk, here: int, head: int, dep: str) -> bool:
    """Lets a verb above an act change what is known; whether to climb on."""
    parse = walk.parse
    if dep in ("nsubj", "nsubjpass", "csubj"):
        _judge_predicate(walk, head, passive=dep == "nsubjpass")
        return parse.deps[head] not in ("ccomp", "advcl", "relcl", "ROOT")
    word = parse.words[here]
    joins = word in ("in", "with") and parse.lemmas[head] in _TAKING_PART
    if dep in ("prep", "agent") and word in _OF_SETTING and not joins:
        _judge_clause(walk, head, own=False)  # what is denied or unreal above was not lived through here either
        return False
    status, cues = _verb_status(parse, here, head, dep)
    if dep == "prep" and status is None and word in _OF_THEME:
        return False  # a theme or a time, which what is said above leaves as it is
    walk.take(status, *cues)
    _judge_clause(walk, head, own=False)
    return dep != "ccomp" or status is not None


def _verb_status(parse: Parse, here: int, head: int, dep: str) -> tuple[EventStatus | None, tuple[int, ...]]:
    """What a verb says of the act under it, and the tokens that say it."""
    lemma, complement = parse.lemmas[head], dep in ("xcomp", "ccomp", "pcomp", "oprd")
    if parse.words[head] == "going" and dep == "xcomp":
        return "planned", (head,)
    if lemma == "warn" and (parse.words[here] == "of" or dep == "pobj"):
        return "feared", (head,)
    if lemma == "order" and not complement:
        return None, ()  # a decree is carried out by being given
    if lemma in ("use", "have") and dep == "xcomp":
        return ("historical" if lemma == "use" else "requested"), (head,)
    status, cues = _listed(parse, head)
    if status is None and dep in ("xcomp", "oprd") and _is_infinitive(parse, here):
        return "planned", (head,)
    if status == "occurred" and not complement:
        return None, ()
    if status in ("planned", "hypothetical", "requested") and dep == "ccomp" and here < head:
        return None, ()  # words quoted before the verb are not what it plans or asks
    return status, cues


def _listed(parse: Parse, verb: int) -> tuple[EventStatus | None, tuple[int, ...]]:
    """The status of a verb in the table, with its particle first ("call off"), and the tokens that give it."""
    lemma, particle = parse.lemmas[verb], parse.child(verb, "prt")
    if particle is not None:
        status = _table("verbs").get(f"{lemma}_{parse.words[particle]}")
        if status is not None:
            return status, (verb, particle)
    return _table("verbs").get(lemma), (verb,)


def _is_infinitive(parse: Parse, verb: int) -> bool:
    return any(parse.words[i] == "to" for i in parse.children(verb, "aux"))


def _judge_predicate(walk: _Walk, verb: int, *, passive: bool) -> None:
    """What is said of an act that is the subject: it is possible, would be, was called off."""
    parse = walk.parse
    for child in parse.children(verb, "acomp", "attr", "oprd", "advmod"):
        walk.take(_table("adjectives").get(parse.words[child]) or _table("adverbs").get(parse.words[child]), child)
    if passive:
        status, cues = _listed(parse, verb)
        walk.take(status if status != "occurred" else None, *cues)
    if parse.lemmas[verb] in ("fail", "collapse") and walk.status is None:
        walk.take("occurred", verb)
    _judge_clause(walk, verb, own=False, subject=True)
