"""An invented dispatch with records of every kind, made by hand, for the tests of the reading view."""

from __future__ import annotations

from typing import Any

from tocsin.records import (
    AnyRecord,
    Diagnostic,
    Entity,
    Event,
    Forecast,
    Location,
    Mention,
    PloverCode,
    Probability,
    Published,
    Reading,
    Role,
    Size,
    SizeRange,
    Statement,
    Timex,
    make_document,
    record_id,
)
from tocsin.text.span import Span
from tocsin.timex.interval import Days, between, day, with_extent, year

TEXT = (
    "Sorland \u2018deeply uneasy\u2019 as Arvenian columns near the border\n"
    "\n"
    "\u201cWe do not know what Arvenia intends,\u201d Foreign Minister Ilse Varga said on Monday (March 10). "
    "\u201cThe talks may resume in the spring.\u201d\n"
    "\n"
    "Varga met the Arvenian envoy in Karst on March 8 & 9, a spokesman for the Arvenian foreign ministry told "
    "the Delta news agency. The envoy said that President Oskar Lund had refused a second meeting, "
    "<according> to the spokesman.\n"
    "\n"
    "\u201cI doubt that an attack is near,\u201d analyst Jonas Reed wrote. Arvenia massed some 4,000 troops there "
    "back in 2024.\n"
)


def at(words: str, nth: int = 0) -> Span:
    """The nth place of some words in the dispatch."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def _entity(doc: str, name: str | None, kind: Any, **more: Any) -> Entity:
    fields: dict[str, Any] = {"basis": "text", "country": None, "sector": None, **more}
    coined = str(fields.pop("coined", name))
    return Entity(id=record_id("Entity", doc, coined), score=0.9, coder="hand", kind=kind, name=name, **fields)


def _mention(doc: str, entity: Entity, span: Span, form: Any = "name") -> Mention:
    return Mention(id=record_id("Mention", doc, span), score=0.9, coder="hand", span=span, entity=entity.id, form=form)


def _statement(doc: str, content: Span, **more: Any) -> Statement:
    fields: dict[str, Any] = {
        "source": (), "source_entity": None, "cue": (), "manner": "indirect", "kind": "assertion", "basis": "unknown",
        "parent": None, "chain": (), "on_record": "named", "addressees": (), "said": None, "said_basis": None,
        "venue": None, "polarity": "affirmed", "certainty": None, "hedges": (), "stance": "neutral", "score": 0.9,
        **more,
    }  # fmt: skip
    return Statement(id=record_id("Statement", doc, content), coder="hand", content=(content,), **fields)


def _event(doc: str, trigger: Span, event_type: Any, status: Any, **more: Any) -> Event:
    fields: dict[str, Any] = {
        "mode": None, "contexts": (), "plover": PloverCode(type=event_type), "cameo": None, "actors": (),
        "recipients": (), "location": None, "days": None, "days_basis": None, "status_cue": (), "according_to": None,
        "scale": None, "score": 0.85, **more,
    }  # fmt: skip
    return Event(
        id=record_id("Event", doc, trigger), coder="hand", trigger=(trigger,), event_type=event_type, status=status,
        **fields,
    )  # fmt: skip


def sorland_reading() -> Reading:
    """The dispatch with its records: every kind, a chain, a floating doubt, a refusal, a fear, a far year."""
    document = make_document(TEXT, outlet="Demo Wire", published=Published(value="2031-03-11", basis="given"))
    doc = document.id
    records: list[AnyRecord] = []
    wire = _entity(doc, "Demo Wire", "organization", basis="metadata", sector="MED")
    role = Role(title="Foreign Minister", country="SRL", span=at("Foreign Minister"))
    varga = _entity(doc, "Ilse Varga", "person", sector="GOV", roles=(role,))
    delta = _entity(doc, "Delta", "organization", sector="MED")
    spokesman = _entity(doc, None, "person", coined="spokesman")
    lund = _entity(doc, "Oskar Lund", "person", sector="GOV")
    envoy = _entity(doc, None, "person", coined="envoy")
    arvenia = _entity(doc, "Arvenia", "country")
    reed = _entity(doc, "Jonas Reed", "person", sector="EDU")
    records += [wire, varga, delta, spokesman, lund, envoy, arvenia, reed]
    records += [
        _mention(doc, varga, at("Ilse Varga")),
        _mention(doc, varga, at("Varga", 1)),
        _mention(doc, spokesman, at("a spokesman for the Arvenian foreign ministry"), "nominal"),
        _mention(doc, envoy, at("the Arvenian envoy"), "nominal"),
        _mention(doc, delta, at("Delta")),
        _mention(doc, lund, at("Oskar Lund")),
        _mention(doc, arvenia, at("Arvenia", 1)),
        _mention(doc, reed, at("Jonas Reed")),
    ]
    monday = _timex(doc, "on Monday (March 10)", "2031-03-10", between("2031-03-10", "2031-03-10"))
    visit = _timex(doc, "March 8 & 9", None, between("2031-03-08", "2031-03-09"))
    spring = _timex(doc, "in the spring", "2031-SP", between("2031-03-01", "2031-05-31", approximate=True))
    old = _timex(doc, "back in 2024", "2024", year(2024))
    records += [monday, visit, spring, old]
    first = _statement(
        doc, at("\u201cWe do not know what Arvenia intends,\u201d"), source=(at("Foreign Minister Ilse Varga"),),
        source_entity=varga.id, cue=(at("said"),), manner="direct", chain=(wire.id, varga.id), said=day("2031-03-10"),
        said_basis="timex", addressees=(),
    )  # fmt: skip
    second = _statement(
        doc, at("\u201cThe talks may resume in the spring.\u201d"), source_entity=varga.id, manner="direct",
        kind="forecast", chain=(wire.id, varga.id), said=day("2031-03-10"), said_basis="inherited", score=0.6,
        certainty=Probability(low=None, high=None, words="may"), hedges=(at("may"),),
    )  # fmt: skip
    outer = _statement(
        doc, at("Varga met the Arvenian envoy in Karst on March 8 & 9"),
        source=(at("a spokesman for the Arvenian foreign ministry"),), source_entity=spokesman.id, cue=(at("told"),),
        chain=(wire.id, delta.id, spokesman.id), on_record="anonymous", addressees=(delta.id,),
    )  # fmt: skip
    inner = _statement(
        doc, at("President Oskar Lund had refused a second meeting"), source=(at("The envoy"),),
        source_entity=envoy.id, cue=(at("said", 1),), parent=outer.id,
        chain=(wire.id, delta.id, spokesman.id, envoy.id), on_record="anonymous", score=0.4,
    )  # fmt: skip
    doubt = _statement(
        doc, at("\u201cI doubt that an attack is near,\u201d"), source=(at("analyst Jonas Reed"),),
        source_entity=reed.id, cue=(at("wrote"),), manner="direct", kind="belief", chain=(wire.id, reed.id),
        certainty=Probability(low=0.1, high=0.45, words="doubt", scale="survey"), hedges=(at("doubt"),),
    )  # fmt: skip
    records += [first, second, outer, inner, doubt]
    met = with_extent(between("2031-03-08", "2031-03-09"), "throughout")
    attack = _event(doc, at("attack"), "ASSAULT", "feared", actors=(arvenia.id,), according_to=doubt.id)
    resumed = _event(doc, at("resume"), "CONSULT", "hypothetical", according_to=second.id)
    records += [
        _event(
            doc, at("met"), "CONSULT", "occurred", actors=(varga.id, envoy.id), days=met, days_basis="timex",
            according_to=outer.id, mode="meet", contexts=("diplomatic",), scale=1.5,
            location=Location(name="Karst", country="ARV", span=at("Karst")),
        ),
        _event(
            doc, at("meeting"), "CONSULT", "refused", actors=(lund.id,), recipients=(varga.id,),
            status_cue=(at("refused"),), according_to=inner.id, plover=PloverCode(type="REJECT", mode="meet"),
        ),
        attack,
        resumed,
        _event(
            doc, at("massed"), "MOBILIZE", "historical", actors=(arvenia.id,), days=with_extent(year(2024), "within"),
            days_basis="timex", size=Size(troops=SizeRange(low=4000, high=4000)),
        ),
        Forecast(
            id=record_id("Forecast", doc, second.id), score=0.7, coder="hand", statement=second.id,
            outcome=(at("The talks may resume"),), event=resumed.id,
            horizon=with_extent(between("2031-03-01", "2031-08-31", approximate=True), "within"),
            probability=Probability(low=None, high=None, words="may"), condition=(),
        ),
    ]  # fmt: skip
    diagnostics = (
        Diagnostic(code="undated-event", span=at("refused"), message="No day is given for the refusal."),
        Diagnostic(code="unresolved-timex", span=at("may"), message="No table covers it.", hint="Read the words."),
        Diagnostic(code="unresolved-timex", span=None, message="Something about the whole."),
    )
    return Reading(document=document, records=tuple(records), diagnostics=diagnostics)


def _timex(doc: str, words: str, value: str | None, days: Days) -> Timex:
    span = at(words)
    return Timex(
        id=record_id("Timex", doc, span), score=0.95, coder="hand", span=span, kind="DATE", value=value, mod=None,
        days=days, anchor="published", anchor_value="2031-03-11", rule="hand",
    )  # fmt: skip
