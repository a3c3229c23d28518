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
    "hypothetical": "hypothetical", "denied": "hypothetical", "historical": "denied",
}  # fmt: skip
_PAST_TAGS = ("VBD", "VBN")
_PRESENT_BE = frozenset({"is", "are", "am", "'s", "'re", "'m", "been"})


# Acts that are done by saying that one wants to: "I want to thank you".
_PERFORMED = frozenset({"SUPPORT", "CONCEDE"})


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
        elif inner == "alleged" and status == "refused":
            status, changes = "denied", True  # who rejects a report denies what it tells
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
        as_subject = trigger.is_noun and trigger.head in parse.children(trigger.clause, "nsubj", "nsubjpass")
        if as_subject or (trigger.is_noun and parse.lemmas[trigger.clause] == "be"):
            _judge_predicate(walk, trigger.clause, passive=False)
            if walk.status is None:
                _judge_aspect(walk, trigger.clause)
        else:
            _judge_clause(walk, trigger.clause, own=True)
        # A participle after the noun it completes ("talks held in") hangs on that noun: the way up is the noun's.
        _climb(walk, trigger.head if parse.heads[trigger.clause] == trigger.head else trigger.clause)
    else:
        _climb(walk, trigger.head)
    if walk.status is None and trigger.clause is not None and _is_bare(parse, trigger.clause):
        walk.take("hypothetical")
    if parse.words[-1] == "?" and walk.status in _WEAK:
        walk.take("hypothetical", len(parse) - 1)
    if trigger.rule.type in _PERFORMED and _is_performed(parse, walk.cues):
        return Outcome("occurred", ())
    return Outcome(walk.status or "occurred", tuple(sorted(set(walk.cues) - {trigger.head})))


def _is_bare(parse: Parse, verb: int) -> bool:
    """Whether a form is no finite verb, so that its modal stands further off ("would refuse ..., and withdraw")."""
    bare = parse.tags[verb] == "VB" and not parse.children(verb, "aux")
    return bare and parse.deps[verb] not in ("ccomp", "xcomp")


def _is_performed(parse: Parse, cues: list[int]) -> bool:
    """Whether the only judging words are a first person's wish to say it."""
    wishing = [cue for cue in cues if parse.lemmas[cue] in ("want", "like", "wish")]
    speakers = {parse.words[i] for cue in wishing for i in parse.children(cue, "nsubj")}
    others = [cue for cue in cues if cue not in wishing and parse.words[cue] not in ("would", "'d")]
    return bool(speakers & {"i", "we"}) and not others


def is_purpose_of(parse: Parse, trigger: Trigger, triggers: list[Trigger]) -> bool:
    """Whether an act is only what another act of the sentence was for ("sent a team to discuss"): no telling apart."""
    verb = trigger.clause
    if verb is None or not _is_infinitive(parse, verb) or parse.deps[verb] not in ("advcl", "xcomp", "acl"):
        return False
    head = parse.heads[verb]
    acts = {t.clause for t in triggers if t is not trigger and t.rule.gives is None}
    if parse.deps[verb] == "acl":
        return any(head in t.tokens for t in triggers if t is not trigger and t.rule.gives is None and not t.is_noun)
    meeting = {t.clause for t in triggers if t.rule.type == "CONSULT"}
    return head in acts and (head in meeting or _table("verbs").get(parse.lemmas[head]) in _HAPPENED)


def _judge_modifiers(walk: _Walk, noun: int) -> None:
    """Words beside a noun: a possible, planned, alleged ... one; and no one."""
    parse = walk.parse
    for child in parse.children(noun, "amod", "compound", "advmod", "det", "nmod", "acl"):
        word = parse.words[child]
        status = _table("determiners").get(word) if parse.deps[child] == "det" else _table("adjectives").get(word)
        walk.take(status, child)


def _judge_clause(walk: _Walk, verb: int, *, own: bool, subject: bool = False) -> None:
    """The auxiliaries, negation, adverbs and conjunction of a clause."""
    parse = walk.parse
    modal = next((i for i in parse.children(verb, "aux") if parse.tags[i] == "MD" or parse.words[i] == "'ll"), None)
    status = _modal_status(parse, verb, modal)
    if subject and modal is not None:
        status = _table("modals").get(parse.words[modal])
    elif walk.only_named and status in ("planned", "requested"):
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
    if own:
        _judge_quantity(walk, verb)
    if own and walk.status is None:
        _judge_aspect(walk, verb)


def _judge_quantity(walk: _Walk, verb: int) -> None:
    """A subject or object of no one or nothing: it did not happen."""
    parse = walk.parse
    for party in parse.children(verb, "nsubj", "nsubjpass", "dobj"):
        none = [i for i in parse.children(party, "det") if parse.words[i] == "no"]
        if none or parse.words[party] in ("nobody", "none", "nothing"):
            walk.take("denied", *(none or [party]))


def _modal_status(parse: Parse, verb: int, modal: int | None) -> EventStatus | None:
    if modal is None:
        return None
    word = parse.words[modal]
    subject = parse.child(verb, "nsubj", "nsubjpass")
    if word == "should" and subject is not None and modal < subject:
        return "hypothetical"  # an if-clause by its order of words: "should they come"
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
    elif _is_progressive(parse, verb):
        walk.take("ongoing" if any(parse.words[i] in _PRESENT_BE for i in auxiliaries) else None)


def _is_progressive(parse: Parse, verb: int) -> bool:
    """Whether a verb is in a progressive form: "are marching", "are being expelled"."""
    active = parse.tags[verb] == "VBG" and any(parse.lemmas[i] == "be" for i in parse.children(verb, "aux"))
    return active or any(parse.words[i] == "being" for i in parse.children(verb, "auxpass"))


def _climb(walk: _Walk, start: int) -> None:
    parse, here = walk.parse, start
    for _ in range(_MAX_CLIMB):
        head, dep = parse.heads[here], parse.deps[here]
        bare = parse.tags[here] == "VBN" and not parse.children(here, "aux", "mark")
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
    if lemma == "warn" and (parse.words[here] in ("of", "against") or dep == "pobj"):
        return "feared", (head,)
    if lemma == "call" and parse.child(head, "oprd", "acomp") is not None:
        return None, ()  # it is only named: "called the attack cowardly"
    if lemma in _table("preventing") and parse.tags[head] not in _PAST_TAGS:
        return "feared", (head,)
    if lemma in _table("ending") and dep in ("dobj", "nsubjpass"):
        return "ongoing", (head,)  # what is to end is there
    if lemma == "order" and not complement:
        return None, ()  # a decree is carried out by being given
    if lemma in ("use", "have") and dep == "xcomp":
        return ("historical" if lemma == "use" else "requested"), (head,)
    status, cues = _listed(parse, head)
    if status is None and dep in ("xcomp", "oprd") and _is_infinitive(parse, here):
        return "planned", (head,)
    if dep == "ccomp" and status in ("requested", "threatened") and _is_told(parse, here):
        return _warned_of(parse, here) if status == "threatened" else (None, ())
    if status == "refused" and dep == "ccomp":
        return "denied", cues  # who rejects that something is so denies it
    if status == "occurred" and not complement:
        return None, ()
    if status in ("planned", "hypothetical", "requested") and dep == "ccomp" and here < head:
        return None, ()  # words quoted before the verb are not what it plans or asks
    return status, cues


def _is_told(parse: Parse, verb: int) -> bool:
    """Whether a clause under a word of asking or warning only says what is: "told them that it stations troops".

    "Told them to", "demanded that it leave" ask for a deed: an infinitive, a bare form, a clause with should or must.
    """
    modals = {parse.words[i] for i in parse.children(verb, "aux") if parse.tags[i] == "MD"}
    asking = bool(modals & {"should", "must"}) or _is_infinitive(parse, verb)
    finite = parse.tags[verb] in ("VBD", "VBZ", "VBP") or bool(modals)
    finite = finite or any(parse.tags[i] in ("VBD", "VBZ", "VBP") for i in parse.children(verb, "aux", "auxpass"))
    return finite and not asking and bool(parse.children(verb, "nsubj", "nsubjpass", "expl"))


def _warned_of(parse: Parse, verb: int) -> tuple[EventStatus | None, tuple[int, ...]]:
    """What a warning says of the act in its clause: one's own is a threat, another's to come is feared, else it is."""
    modal = any(parse.tags[i] == "MD" for i in parse.children(verb, "aux"))
    subjects = {parse.words[i] for i in parse.children(verb, "nsubj", "nsubjpass")}
    if not modal:
        return None, ()
    own = subjects & {"i", "we", "it", "they", "he", "she"}
    return ("threatened" if own else "feared"), (parse.heads[verb],)


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
    status, cues = _listed(parse, verb)
    if passive or status == "ongoing":
        walk.take(status if status != "occurred" else None, *cues)
    if parse.lemmas[verb] == "fail" and parse.children(verb, "xcomp"):
        walk.take("denied", verb)
    _judge_clause(walk, verb, own=False, subject=True)
