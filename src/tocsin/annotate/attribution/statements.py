"""Makes Statements of drafts: speaker, chain, day, place, certainty; from the page inward, in text order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.attribution.certainty import Doubt, read_basis, read_doubt
from tocsin.annotate.attribution.firsts import first_persons
from tocsin.annotate.attribution.lexicon import words_of
from tocsin.annotate.attribution.manner import tell_manner
from tocsin.annotate.attribution.page import Draft, Drafted
from tocsin.annotate.attribution.speakers import Setting, Speaker, Speakers
from tocsin.annotate.mentions import MentionIndex
from tocsin.records import AnyRecord, Diagnostic, Probability, Statement, Timex, record_id
from tocsin.text.quotes import Quotation
from tocsin.text.span import Span
from tocsin.timex.interval import Days
from tocsin.vocab.loader import load_table

__all__ = ["StatementMaker"]

# Verbs that go on with what was said before: day, place and audience are the earlier ones.
_GOING_ON = frozenset({"continue", "add", "go"})
_VIEWS = frozenset({"perspective", "noun", "adjective", "adverb"})


class StatementMaker:
    """Turns the drafts of one document into records; one maker serves one document."""

    def __init__(self, analysis: Analysis, coder: str) -> None:
        self._analysis = analysis
        self._raw = analysis.document.text
        self._coder = coder
        self._index = MentionIndex(analysis)
        self._speakers = Speakers(analysis, self._index, coder)
        self._timexes = analysis.records(Timex)
        self._made: dict[int, Statement] = {}
        self._who: dict[int, Speaker] = {}

    def make(self, drafted: Drafted) -> list[AnyRecord | Diagnostic]:
        """Entities and mentions of unnamed sources, then the statements in text order, then the diagnostics."""
        drafts = [nested.draft for nested in drafted.drafts]
        parents = [nested.parent for nested in drafted.drafts]
        for number in range(len(drafts)):
            self._make(number, drafts, parents)
        statements = [self._made[number] for number in sorted(self._made)]
        lost = [_unattributed(quotation) for quotation in drafted.unattributed]
        firsts = first_persons(self._analysis, statements, self._coder)
        return [*self._speakers.sources.made, *firsts, *statements, *self._speakers.doubts, *lost]

    def _make(self, number: int, drafts: Sequence[Draft], parents: Sequence[int | None]) -> Statement:
        """The statement of a draft, made after the one that holds it."""
        if number in self._made:
            return self._made[number]
        draft, above = drafts[number], parents[number]
        parent = self._make(above, drafts, parents) if above is not None else None
        who = self._speakers.resolve(draft, self._setting(number, drafts, parents))
        self._who[number] = who
        said, said_basis, venue, addressees = self._circumstances(draft, who)
        doubt = self._doubt(number, drafts, parents)
        statement = Statement(
            id=record_id("Statement", self._analysis.document.id, draft.source, draft.cue, draft.content),
            score=round(draft.score * who.sure, 3),
            coder=self._coder,
            source=draft.source,
            source_entity=who.entity,
            cue=draft.cue,
            content=draft.content,
            manner="direct" if draft.rule == "turn" else tell_manner(self._raw, draft.content),
            kind=draft.sense.kind,
            basis=read_basis(self._raw, draft.content),
            parent=parent.id if parent else None,
            chain=self._chain(parent, who, addressees, draft),
            on_record=who.on_record,
            addressees=addressees,
            said=said,
            said_basis=said_basis,
            venue=venue,
            polarity="negated" if draft.negated else "affirmed",
            certainty=doubt.certainty,
            hedges=doubt.hedges,
            stance=_stance(draft),
        )
        self._made[number] = statement
        return statement

    def _setting(self, number: int, drafts: Sequence[Draft], parents: Sequence[int | None]) -> Setting:
        """Who is quoted around a draft, who holds it, and who spoke last before it on the page."""
        draft, above = drafts[number], parents[number]
        quotation = self._analysis.text.quotation_at(draft.anchor)
        quoted, outer = None, above
        while outer is not None and quoted is None:
            if drafts[outer].rule == "turn":
                quoted = self._who[outer]
            if quotation is None:
                outer = parents[outer]
                continue
            # A view that is told inside the quotation ("from their side, I think") does not change who says "I".
            if not quotation.span.contains(_anchor_span(drafts[outer])) and drafts[outer].rule not in _VIEWS:
                quoted = self._who[outer]
            outer = parents[outer]
        if above is not None:
            holder = self._who[above] if quotation is None and drafts[above].rule != "turn" else None
            return Setting(quoted=quoted, holder=holder, holder_start=drafts[above].anchor)
        before = [i for i in self._who if parents[i] is None and i < number]
        if not before or not self._is_near(drafts[max(before)], draft):
            return Setting()
        last = drafts[max(before)]
        return Setting(
            last=self._who[max(before)], since=min(s.start for s in (*last.source, *last.cue, *last.content))
        )

    def _is_near(self, earlier: Draft, later: Draft) -> bool:
        """Whether the later draft stands in the paragraph of the earlier one or in the next."""
        sentences = self._analysis.text.sentences
        return sentences[later.sentence].paragraph - sentences[earlier.sentence].paragraph <= 1

    def _circumstances(self, draft: Draft, who: Speaker) -> tuple[Days | None, str | None, str | None, tuple[str, ...]]:
        """Day, its basis, place and audience of the saying; of one who goes on those of what was said before."""
        said = self._said(draft)
        basis = "timex" if said is not None else None
        venue = draft.venue.of(self._raw) if draft.venue else None
        heard = [self._index.headed(head) for head in draft.addressees]
        addressees = tuple(dict.fromkeys(m.entity for m in heard if m is not None and m.entity != who.entity))
        if draft.sense.words[0] not in _GOING_ON and draft.cue:
            return said, basis, venue, addressees
        before = self._last_of(who, draft)
        if before is None:
            return said, basis, venue, addressees
        if said is None and before.said is not None:
            said, basis = before.said, "inherited"
        return said, basis, venue or before.venue, addressees or before.addressees

    def _said(self, draft: Draft) -> Days | None:
        """The day of saying: the first time expression with days that hangs on the cue, outside the source."""
        for timex in self._timexes:
            if timex.days is None or not any(span.overlaps(timex.span) for span in draft.clause):
                continue
            if not any(span.overlaps(timex.span) for span in (*draft.source, *draft.content)):
                return timex.days
        return None

    def _last_of(self, who: Speaker, draft: Draft) -> Statement | None:
        """The nearest earlier statement of the same speaker on the page itself."""
        if who.entity is None:
            return None
        earlier = [
            s for s in self._made.values()
            if s.source_entity == who.entity and s.parent is None and s.cue and s.cue[0].start < draft.anchor
        ]  # fmt: skip
        return max(earlier, key=lambda s: s.cue[0].start, default=None)

    def _chain(
        self, parent: Statement | None, who: Speaker, addressees: Sequence[str], draft: Draft
    ) -> tuple[str, ...]:
        """Entity ids from the page inward; an outlet that was spoken to passes the words on to the page."""
        if parent is not None:
            chain = list(parent.chain)
        else:
            chain = [self._index.outlet.id] if self._index.outlet else []
            carrier = self._index.headed(draft.via) if draft.via else None
            chain += [carrier.entity] if carrier else [heard for heard in addressees if self._is_media(heard)]
        if who.entity is not None and (not chain or chain[-1] != who.entity):
            chain.append(who.entity)
        cited = self._index.headed(draft.cited) if draft.cited else None
        if cited is not None:
            chain.append(cited.entity)
        return tuple(dict.fromkeys(chain))

    def _is_media(self, entity_id: str) -> bool:
        """Whether an entity is a news outlet other than the page's own."""
        entity = self._index.entity(entity_id)
        outlet = self._index.outlet
        if outlet is not None and (entity.id == outlet.id or entity.name == outlet.name):
            return False
        return entity.sector == "MED" or (entity.name or "").lower() in words_of("media", "names")

    def _doubt(self, number: int, drafts: Sequence[Draft], parents: Sequence[int | None]) -> Doubt:
        """Hedges and certainty of a statement, without what stands in statements inside it; a cue may hedge too."""
        draft = drafts[number]
        inner = [drafts[i] for i, parent in enumerate(parents) if parent == number]
        taken = [span for other in inner for span in (*other.cue, *other.content)]
        makers = " ".join(span.of(self._raw) for span in draft.source)
        found = read_doubt(self._raw, _without(draft.content, taken), makers)
        lemma = draft.sense.words[0]
        if draft.sense.kind != "belief" or lemma not in ("doubt", "believe") or draft.negated or not draft.cue:
            return found
        low, high = load_table("scales/survey")["phrases"][lemma]
        words = draft.cue[0].of(self._raw)
        hedges = tuple(sorted({draft.cue[0], *found.hedges}))
        return Doubt(hedges, Probability(low=low, high=high, words=words, scale="survey"))


def _anchor_span(draft: Draft) -> Span:
    return Span(draft.anchor, draft.anchor + 1)


def _without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """What of some spans lies outside all of `taken`."""
    left = list(spans)
    for hole in taken:
        rest: list[Span] = []
        for span in left:
            if not span.overlaps(hole):
                rest.append(span)
                continue
            if span.start < hole.start:
                rest.append(Span(span.start, hole.start))
            if hole.end < span.end:
                rest.append(Span(hole.end, span.end))
        left = rest
    return left


def _stance(draft: Draft) -> Literal["neutral", "endorses", "doubts", "denies"]:
    """The reporter's stance: an adverb beside the cue tells it, else the cue's sense."""
    return cast("Literal['neutral', 'endorses', 'doubts', 'denies']", draft.stance or draft.sense.stance)


def _unattributed(quotation: Quotation) -> Diagnostic:
    return Diagnostic(
        code="unattributed-quotation",
        span=quotation.span,
        message="Words in quotation marks without a speaker.",
        hint="Read the paragraph; name the speaker in a review if it is plain.",
    )
