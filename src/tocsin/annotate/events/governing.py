"""What a word above an act says of it: that it is planned, asked for, denied, doubted, or told as done.

Source: classes of event-selecting predicates after Saurí and Pustejovsky (2009); the words are in the table
`en/event_status`.
"""

from __future__ import annotations

from functools import cache

from tocsin.annotate.parse import Parse
from tocsin.records.kinds import EventStatus
from tocsin.vocab.loader import load_table

__all__ = [
    "PAST_TAGS", "Verdict", "infinitive_status", "is_condition", "is_finite", "is_infinitive", "is_past_clause",
    "is_polite_frame", "listed_status", "status_words", "verb_status",
]  # fmt: skip

# A status and the tokens that give it; no status where a word leaves the act as it is.
Verdict = tuple[EventStatus | None, tuple[int, ...]]

PAST_TAGS = ("VBD", "VBN")
_FINITE = ("VBD", "VBZ", "VBP")
_COMPLEMENTS = ("xcomp", "ccomp", "pcomp", "oprd")
_NOTHING: Verdict = (None, ())


@cache
def status_words(group: str) -> dict[str, EventStatus]:
    """Word to status, of one group of the table; a word that stands under several keeps the first."""
    found: dict[str, EventStatus] = {}
    for status, words in load_table("en/event_status")[group].items():
        for word in words:
            found.setdefault(word, status)
    return found


@cache
def _class(name: str) -> frozenset[str]:
    """The words of a class of the table."""
    return frozenset(load_table("en/event_status")["classes"][name])


def verb_status(parse: Parse, here: int, head: int, dep: str) -> Verdict:
    """What a verb says of the act under it, and the tokens that say it."""
    lemma, complement = parse.lemmas[head], dep in _COMPLEMENTS
    if parse.words[head] == "going" and dep == "xcomp":
        return "planned", (head,)
    if lemma in ("use", "have") and dep == "xcomp":
        return ("historical" if lemma == "use" else "requested"), (head,)
    if complement:
        return _status_of_complement(parse, here, head, dep)
    return _status_of_object(parse, here, head, dep)


def _status_of_object(parse: Parse, here: int, head: int, dep: str) -> Verdict:
    """What a verb says of an act that is its object, or stands behind a preposition of it."""
    lemma = parse.lemmas[head]
    if lemma == "warn" and (parse.words[here] in ("of", "against") or dep == "pobj"):
        return "feared", (head,)
    if lemma == "call" and parse.child(head, "oprd", "acomp") is not None:
        return _NOTHING  # it is only named: "called the attack cowardly"
    if lemma in status_words("preventing") and parse.tags[head] not in PAST_TAGS:
        return "feared", (head,)
    if lemma == "keep" and parse.words[here] == "from":
        return "denied", (head,)
    if lemma in status_words("ending") and dep in ("dobj", "nsubjpass"):
        return "ongoing", (head,)  # what is to end is there
    if lemma in ("order", "claim", "announce", *_class("enabling")):
        return _NOTHING  # a decree is carried out by being given; who claims an attack says that it was
    status, cues = listed_status(parse, head)
    return _NOTHING if status == "occurred" else (status, cues)


def _status_of_complement(parse: Parse, here: int, head: int, dep: str) -> Verdict:
    """What a verb says of an act told in a clause that it governs."""
    lemma = parse.lemmas[head]
    if is_condition(parse, head):
        return "hypothetical", (head,)
    if lemma in _class("enabling"):
        return (None if is_past_clause(parse, head) else "hypothetical"), (head,)
    if lemma in status_words("preventing") and parse.tags[head] not in PAST_TAGS:
        return "feared", (head,)
    if _is_of_belief(parse, here, head):
        return "alleged", (head,)
    if lemma in _class("believing") and is_finite(parse, here) and not _is_negated(parse, head):
        return _NOTHING  # who thinks that it will, or is, says so: the clause's own words count
    status, cues = listed_status(parse, head)
    if dep in ("xcomp", "oprd") and is_infinitive(parse, here) and status is None:
        return _status_of_light_object(parse, head) or ("planned", (head,))
    if dep != "ccomp":
        return status, cues
    if status == "refused":
        return "denied", cues  # who rejects that something is so denies it
    if status in ("requested", "threatened") and _is_told(parse, here):
        return _warned_of(parse, here) if status == "threatened" else _NOTHING
    if status == "planned" and (is_past_clause(parse, here) or lemma == "announce"):
        return _NOTHING  # what was done is no plan: "announced it had entered into an agreement"
    if status in ("planned", "hypothetical", "requested") and here < head:
        return _NOTHING  # words quoted before the verb are not what it plans or asks
    return status, cues


def is_condition(parse: Parse, verb: int) -> bool:
    """Whether a participle stands for a conjunction: "provided that they leave"."""
    words = ("provided", "providing", "assuming", "supposing")
    return parse.words[verb] in words and bool(parse.children(verb, "ccomp"))


def infinitive_status(parse: Parse, verb: int, to: int) -> Verdict:
    """What an infinitive is that no verb governs as its complement: a plan, or what the word it hangs on makes it."""
    head = parse.heads[verb]
    if parse.deps[verb] == "advcl":
        if parse.lemmas[head] in _class("coming") and is_past_clause(parse, head):
            return _NOTHING  # "rushed to help": they came, and helped
        light = _status_of_light_object(parse, head)
        if light is not None:
            return light
    return "planned", (to,)


def _status_of_light_object(parse: Parse, verb: int) -> Verdict | None:
    """What the object of a light verb says of an infinitive: "put pressure on them to go", "lacked the power to go"."""
    if parse.lemmas[verb] not in _class("light"):
        return None
    for noun in parse.children(verb, "dobj"):
        status = status_words("nouns").get(parse.lemmas[noun])
        if status is not None:
            return ("denied" if parse.lemmas[verb] == "lack" else status), (verb, noun)
    return None


def _is_of_belief(parse: Parse, here: int, head: int) -> bool:
    """Whether a verb only believes a deed told as done, or hearsay does: "said to have struck"."""
    lemma = parse.lemmas[head]
    if parse.children(head, "auxpass") and is_infinitive(parse, here):
        perfect = any(parse.words[i] == "have" for i in parse.children(here, "aux"))
        return perfect and lemma in _class("hearsay") | _class("believing")
    return lemma in _class("believing") and is_past_clause(parse, here)


def _is_negated(parse: Parse, verb: int) -> bool:
    return bool(parse.children(verb, "neg"))


def _is_told(parse: Parse, verb: int) -> bool:
    """Whether a clause under a word of asking or warning only says what is: "told them that it stations troops".

    "Told them to", "demanded that it leave" ask for a deed: an infinitive, a bare form, a clause with should or must.
    """
    modals = {parse.words[i] for i in parse.children(verb, "aux") if parse.tags[i] == "MD"}
    asking = bool(modals & {"should", "must"}) or is_infinitive(parse, verb)
    finite = is_finite(parse, verb) or bool(modals)
    return finite and not asking and bool(parse.children(verb, "nsubj", "nsubjpass", "expl"))


def _warned_of(parse: Parse, verb: int) -> Verdict:
    """What a warning says of the act in its clause: one's own is a threat, another's to come is feared, else it is."""
    modal = any(parse.tags[i] == "MD" for i in parse.children(verb, "aux"))
    subjects = {parse.words[i] for i in parse.children(verb, "nsubj", "nsubjpass")}
    if not modal:
        return _NOTHING
    own = subjects & {"i", "we", "it", "they", "he", "she"}
    return ("threatened" if own else "feared"), (parse.heads[verb],)


def listed_status(parse: Parse, verb: int) -> Verdict:
    """The status of a verb in the table, with its particle first ("call off"), and the tokens that give it."""
    lemma, particle = parse.lemmas[verb], parse.child(verb, "prt")
    if particle is not None:
        status = status_words("verbs").get(f"{lemma}_{parse.words[particle]}")
        if status is not None:
            return status, (verb, particle)
    return status_words("verbs").get(lemma), (verb,)


def is_infinitive(parse: Parse, verb: int) -> bool:
    """Whether a verb stands with "to"."""
    return any(parse.words[i] == "to" for i in parse.children(verb, "aux"))


def is_finite(parse: Parse, verb: int) -> bool:
    """Whether a clause has a finite form, modals apart."""
    return parse.tags[verb] in _FINITE or any(parse.tags[i] in _FINITE for i in parse.children(verb, "aux", "auxpass"))


def is_past_clause(parse: Parse, verb: int) -> bool:
    """Whether a clause tells in the past or the perfect, without a modal."""
    auxiliaries = parse.children(verb, "aux", "auxpass")
    if any(parse.tags[i] == "MD" for i in auxiliaries) or is_infinitive(parse, verb):
        return False
    if any(parse.words[i] in ("was", "were", "did", "had") for i in auxiliaries) or parse.tags[verb] == "VBD":
        return parse.tags[verb] != "VBG"
    return parse.tags[verb] == "VBN" and any(parse.lemmas[i] == "have" for i in auxiliaries)


def is_polite_frame(parse: Parse, verb: int, spoken: int) -> bool:
    """Whether a verb only leads up to words that are then said: "I would like to thank", "let me stress"."""
    if parse.lemmas[spoken] not in _class("performed"):
        return False
    if parse.lemmas[verb] == "let":
        return any(parse.words[i] in ("me", "us") for i in parse.children(spoken, "nsubj"))
    wishing = verb != spoken and parse.lemmas[verb] in ("like", "want", "wish", "love")
    first = any(parse.words[i] in ("i", "we") for i in parse.children(verb, "nsubj"))
    return first and (wishing or verb == spoken) and not parse.children(verb, "neg")
