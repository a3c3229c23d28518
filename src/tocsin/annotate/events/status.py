"""Decides what became of an act: happened, planned, threatened, refused, feared ... and which words say so.

Source: the statuses are those of Tocsin's record contract; the approach (walk from the act to the words that govern
it, and let each change what is known) follows the FactBank and TimeML treatment of event-selecting predicates
(Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

import msgspec

from tocsin.annotate.events.aspect import is_asked, is_bare, is_going_on, is_of_infinitives
from tocsin.annotate.events.governing import (
    PAST_TAGS,
    infinitive_status,
    is_condition,
    is_infinitive,
    is_past_clause,
    is_polite_frame,
    listed_status,
    status_words,
    verb_status,
)
from tocsin.annotate.events.referring import is_definite
from tocsin.annotate.events.trigger import Trigger
from tocsin.annotate.parse import Parse
from tocsin.records.kinds import EventStatus

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
    "hypothetical": "hypothetical", "denied": "hypothetical", "historical": "denied",
}  # fmt: skip


# What a verb can make of an act that is known already.
_REACHING = frozenset({"planned", "denied", "cancelled", "refused", "feared", "threatened", "ongoing"})

# Words for an attack that those use who would make it.
_OPERATIONS = frozenset({"operation", "action", "intervention", "use"})
_HARMFUL = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "PROTEST"})
# Acts that lie in the will to do them, so that "cannot" refuses, and subjects that stand for whoever it may be.
_OF_WILL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "COOPERATE"})
_ANYONE = frozenset({"anyone", "anybody", "whoever", "someone", "somebody", "those"})

# Acts that are done by saying that one wants to: "I want to thank you".
_PERFORMED = frozenset({"SUPPORT", "CONCEDE"})


class Outcome(msgspec.Struct, frozen=True):
    """The status of an act and the tokens that say so (none for a plain telling)."""

    status: EventStatus
    cues: tuple[int, ...]


class _Walk:
    """The state of one walk from an act upward: what is known so far and by which words."""

    def __init__(self, parse: Parse, trigger: Trigger) -> None:
        self.parse = parse
        self.type = trigger.rule.type
        self.dreaded = (
            trigger.is_noun and self.type == "ASSAULT" and not {parse.lemmas[i] for i in trigger.tokens} & _OPERATIONS
        )
        self.only_named = trigger.clause is None
        self.definite = is_definite(parse, trigger)
        self.status: EventStatus | None = None
        self.cues: list[int] = []

    def take(self, status: EventStatus | None, *cues: int) -> None:
        """Lets an outer word change what is known, where it weighs more than the inner ones."""
        if self.dreaded and any(self.parse.lemmas[cue] in status_words("looming") for cue in cues):
            status = "feared"  # nobody offers a possible attack: who speaks of one sees a danger
        if status is None or status == self.status:
            return
        inner, changes = self.status, False
        if inner in _WEAK:
            changes = status not in _HAPPENED or inner is None
        elif inner == "hypothetical":
            changes = status in _OVER_HYPOTHETICAL
        elif inner == "alleged" and status == "refused":
            status, changes = "denied", True  # who rejects a report denies what it tells
        elif inner == "denied" and status == "planned":
            status, changes = "refused", True  # who means not to do it: "decided not to go"
        elif inner == "refused" and status == "denied":
            status, changes = "hypothetical", True  # who denies a refusal says neither that he did nor that he will
        else:
            changes = status in ("denied", "hypothetical")
        if changes:
            self.status = status
            self.cues += [cue for cue in cues if cue not in self.cues]


def judge_outcome(parse: Parse, trigger: Trigger) -> Outcome:
    """What became of the act, by the words of its own sentence alone."""
    walk = _Walk(parse, trigger)
    if trigger.is_noun:
        _judge_modifiers(walk, trigger.head)
    if trigger.clause is not None:
        as_subject = trigger.is_noun and trigger.head in parse.children(trigger.clause, "nsubj", "nsubjpass")
        if as_subject or (trigger.is_noun and parse.lemmas[trigger.clause] == "be"):
            _judge_predicate(walk, trigger.clause, passive=False)
            if walk.status == "refused":
                walk.status = "cancelled"  # "the summit will not take place": the text says of no one that he refused
            if walk.status is None:
                _judge_aspect(walk, trigger.clause)
        else:
            _judge_clause(walk, trigger.clause, own=True)
        # A participle after the noun it completes ("talks held in") hangs on that noun: the way up is the noun's.
        _climb(walk, trigger.head if parse.heads[trigger.clause] == trigger.head else trigger.clause)
    else:
        _climb(walk, trigger.head)
    if trigger.rule.type == "PROTEST" and parse.lemmas[trigger.head] == "call":
        walk.take("planned", trigger.head)  # a strike that is called is to come
    if walk.status is None and trigger.clause is not None and is_bare(parse, trigger.clause):
        walk.take("planned" if is_of_infinitives(parse, trigger.clause) else "hypothetical")
    if parse.words[-1] == "?" and walk.status in _WEAK and not walk.definite and is_asked(parse, trigger):
        walk.take("hypothetical", len(parse) - 1)
    if trigger.rule.type in _PERFORMED and _is_performed(parse, walk.cues):
        return Outcome("occurred", ())
    return Outcome(walk.status or "occurred", tuple(sorted(set(walk.cues) - {trigger.head})))


def _is_performed(parse: Parse, cues: list[int]) -> bool:
    """Whether the only judging words are a first person's wish to say it."""
    wishing = [cue for cue in cues if parse.lemmas[cue] in ("want", "like", "wish")]
    speakers = {parse.words[i] for cue in wishing for i in parse.children(cue, "nsubj")}
    others = [cue for cue in cues if cue not in wishing and parse.words[cue] not in ("would", "'d")]
    return bool(speakers & {"i", "we"}) and not others


def is_purpose_of(parse: Parse, trigger: Trigger, triggers: list[Trigger]) -> bool:
    """Whether an act is only what another act of the sentence was for ("sent a team to discuss"): no telling apart."""
    verb = trigger.clause
    if verb is None or not is_infinitive(parse, verb) or parse.deps[verb] not in ("advcl", "xcomp", "acl"):
        return False
    head = parse.heads[verb]
    acts = {t.clause for t in triggers if t is not trigger and t.rule.gives is None}
    if parse.deps[verb] == "acl":
        return any(head in t.tokens for t in triggers if t is not trigger and t.rule.gives is None and not t.is_noun)
    meeting = {t.clause for t in triggers if t.rule.type == "CONSULT"}
    return head in acts and (head in meeting or status_words("verbs").get(parse.lemmas[head]) in _HAPPENED)


def _judge_modifiers(walk: _Walk, noun: int) -> None:
    """Words beside a noun: a possible, planned, alleged ... one; and no one."""
    parse = walk.parse
    for child in parse.children(noun, "amod", "compound", "advmod", "det", "nmod", "acl"):
        word = parse.words[child]
        group = "determiners" if parse.deps[child] == "det" else "adjectives"
        walk.take(status_words(group).get(word), child)


def _judge_clause(walk: _Walk, verb: int, *, own: bool, subject: bool = False) -> None:
    """The auxiliaries, negation, adverbs and conjunction of a clause."""
    parse = walk.parse
    modal = next((i for i in parse.children(verb, "aux") if parse.tags[i] == "MD" or parse.words[i] == "'ll"), None)
    status = None if is_polite_frame(parse, verb, verb) else _modal_status(parse, verb, modal)
    if subject and modal is not None:
        status = status_words("modals").get(parse.words[modal])
    elif walk.only_named and walk.type in _HARMFUL and status in ("planned", "requested"):
        status = "hypothetical"  # "there will be consequences for an attack" plans no attack
    negation = next((i for i in parse.children(verb, "neg") if parse.words[i] in ("not", "n't", "never", "no")), None)
    if _has_ceased(parse, verb, negation) and not own and walk.status == "planned":
        walk.status = "cancelled"
        walk.cues += parse.children(verb, "neg", "advmod")
    elif negation is not None:
        unwilling = walk.type in _OF_WILL and modal is not None and parse.lemmas[modal] in ("can", "could", "ca")
        status = "refused" if status == "planned" or (own and unwilling) else "hypothetical" if status else "denied"
        if own or walk.status in _HAPPENED:
            walk.take(status, *(c for c in (modal, negation) if c is not None))
        else:
            walk.status = _NEGATED[str(walk.status)]
            walk.cues.append(negation)
    elif status is not None and modal is not None:
        walk.take(status, modal)
    for child in parse.children(verb, "advmod", "amod"):
        walk.take(status_words("adverbs").get(parse.words[child]), child)
    _judge_marks(walk, verb)
    if own:
        _judge_quantity(walk, verb)
        _judge_generic(walk, verb, *parse.children(verb, "nsubj"))
    if own and walk.status is None:
        _judge_aspect(walk, verb)


def _judge_marks(walk: _Walk, verb: int) -> None:
    """The conjunction of a clause: if, unless, whether."""
    for child in walk.parse.children(verb, "mark", "advmod"):
        walk.take(status_words("marks").get(walk.parse.words[child]), child)


def _has_ceased(parse: Parse, verb: int, negation: int | None) -> bool:
    """Whether what was so is so no longer: "no longer planned", "not planned any more"."""
    adverbs = parse.children(verb, "advmod", "npadvmod")
    if any(parse.words[i] == "anymore" for i in adverbs):
        return negation is not None
    return any(
        parse.words[i] in ("longer", "more") and parse.words[below] in ("no", "any")
        for i in adverbs
        for below in parse.children(i)
    )


def _judge_quantity(walk: _Walk, verb: int) -> None:
    """A subject or object of no one or nothing: it did not happen."""
    parse = walk.parse
    for party in parse.children(verb, "nsubj", "nsubjpass", "dobj"):
        none = [i for i in parse.children(party, "det") if parse.words[i] == "no"]
        if none or parse.words[party] in ("nobody", "none", "nothing"):
            walk.take("denied", *(none or [party]))


def _judge_generic(walk: _Walk, verb: int, *doers: int) -> None:
    """What anyone may do, or those do who would: said in general, of no deed."""
    if not is_past_clause(walk.parse, verb):
        for doer in doers:
            if walk.parse.words[doer] in _ANYONE:
                walk.take("hypothetical", doer)


def _modal_status(parse: Parse, verb: int, modal: int | None) -> EventStatus | None:
    if modal is None:
        return None
    word = parse.words[modal]
    subject = parse.child(verb, "nsubj", "nsubjpass")
    if word == "should" and subject is not None and modal < subject:
        return "hypothetical"  # an if-clause by its order of words: "should they come"
    if word in ("would", "'d") and parse.deps[verb] == "ccomp" and parse.tags[parse.heads[verb]] in PAST_TAGS:
        return "planned"  # the future seen from a past report: "said it would send"
    return status_words("modals").get(word)


def _judge_aspect(walk: _Walk, verb: int) -> None:
    """An infinitive that nothing governs announces ("Arvenia to send troops"); what lasts goes on."""
    parse = walk.parse
    to = next((i for i in parse.children(verb, "aux") if parse.words[i] == "to"), None)
    if to is not None and parse.deps[verb] in ("ROOT", "relcl", "acl", "advcl", "dep", "parataxis"):
        status, cues = infinitive_status(parse, verb, to)
        walk.take(status, *cues)
    elif to is None and is_going_on(parse, verb):
        walk.take("ongoing")


def _climb(walk: _Walk, start: int) -> None:
    parse, here = walk.parse, start
    for _ in range(_MAX_CLIMB):
        head, dep = parse.heads[here], parse.deps[here]
        bare = parse.tags[here] == "VBN" and not parse.children(here, "aux", "mark")
        if dep == "relcl" and walk.status in _HAPPENED:
            _judge_generic(walk, here, head)
        if head == here or dep in ("relcl", "appos") or (dep == "acl" and bare):
            return  # what is said of a thing in passing ("sanctions imposed last year") is told as a fact
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
        if dep == "acl" and parse.tags[here] == "VBG":
            return False  # "a resolution calling for": what the paper does is done
        if dep in ("acl", "prep", "ccomp", "relcl", "amod", "compound") or parse.words[here] == "of":
            walk.take(_noun_status(walk, here, head), head)
            _judge_modifiers(walk, head)
        return True
    if pos == "ADJ":
        walk.take(status_words("adjectives").get(parse.words[head]), head)
        return True
    return False


def _only_speaks_of(walk: _Walk, verb: int) -> bool:
    """Whether a verb speaks of an act that is known, so that its mood is its own: "will discuss the raid"."""
    return walk.definite and walk.parse.lemmas[verb] not in status_words("happening")


def _noun_status(walk: _Walk, here: int, noun: int) -> EventStatus | None:
    """What a noun says of the act under it; a threat or a warning *of* an attack is somebody's fear."""
    status = status_words("nouns").get(walk.parse.lemmas[noun])
    of = walk.parse.words[here] in ("of", "about")
    return "feared" if status == "threatened" and of and walk.dreaded else status


def _judge_verb_above(walk: _Walk, here: int, head: int, dep: str) -> bool:
    """Lets a verb above an act change what is known; whether to climb on."""
    parse = walk.parse
    if dep in ("nsubj", "nsubjpass", "csubj"):
        if is_condition(parse, head):  # "a summit, accepted provided that ..., is off": the parser stopped at the aside
            head = parse.heads[head]
        _judge_predicate(walk, head, passive=dep == "nsubjpass" or bool(parse.children(head, "auxpass")))
        return parse.deps[head] not in ("ccomp", "advcl", "relcl", "ROOT")
    word = parse.words[here]
    joins = word in ("in", "with") and parse.lemmas[head] in _TAKING_PART
    if dep in ("prep", "agent") and word in _OF_SETTING and not joins:
        _judge_clause(walk, head, own=False)  # what is denied or unreal above was not lived through here either
        return False
    if dep in ("xcomp", "ccomp") and is_polite_frame(parse, head, here):
        return True
    status, cues = verb_status(parse, here, head, dep)
    if _only_speaks_of(walk, head):
        walk.take(status if status in _REACHING else None, *cues)
        _judge_marks(walk, head)
        return False
    if dep == "prep" and status is None and word in _OF_THEME:
        return False  # a theme or a time, which what is said above leaves as it is
    walk.take(status, *cues)
    _judge_clause(walk, head, own=False)
    return dep != "ccomp" or status is not None


def _judge_predicate(walk: _Walk, verb: int, *, passive: bool) -> None:
    """What is said of an act that is the subject: it is possible, would be, was called off."""
    parse = walk.parse
    for child in parse.children(verb, "acomp", "attr", "oprd", "advmod"):
        word = parse.words[child]
        walk.take(status_words("adjectives").get(word) or status_words("adverbs").get(word), child)
    status, cues = listed_status(parse, verb)
    if passive or status == "ongoing":
        walk.take(status if status != "occurred" else None, *cues)
    if parse.lemmas[verb] == "fail" and parse.children(verb, "xcomp"):
        walk.take("denied", verb)
    if status == "planned" or not _only_speaks_of(walk, verb):
        _judge_clause(walk, verb, own=False, subject=True)
    else:
        _judge_marks(walk, verb)
