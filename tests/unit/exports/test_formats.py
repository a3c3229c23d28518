"""Every way out, on the demo desk and on anything: valid by the format's library, lossless or as it declares."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import pytest
from anything import some_readings
from hypothesis import HealthCheck, given, settings
from sorland import sorland_reading

from tocsin.desk import list_formats, load_exporter
from tocsin.exports.cameo import COLUMNS
from tocsin.exports.eventdata import HAPPENED
from tocsin.exports.tables import TABLES, columns_of
from tocsin.plugins import plugin_names
from tocsin.records import (
    AnyRecord,
    Document,
    Entity,
    Event,
    Forecast,
    Reading,
    Statement,
    decode_reading,
    defining_spans,
)
from tocsin.testing import check_exporter

# A thousand in the long run (TOCSIN_EXAMPLES=1000), fewer beside everything else.
anything = settings(
    max_examples=int(os.environ.get("TOCSIN_EXAMPLES", "12")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
EXPORTERS = plugin_names("tocsin.exporters")


def written(name: str, readings: Sequence[Reading]) -> bytes:
    out = io.BytesIO()
    load_exporter(name).write(readings, out)
    return out.getvalue()


def read_back(tables: dict[str, list[dict[str, Any]]]) -> list[Reading]:
    """The readings of some tables, records in the order of the tables."""
    kinds = {name: kind for name, kind in TABLES.items() if name not in ("documents", "diagnostics")}
    found = []
    for row in tables["documents"]:
        document = msgspec.convert(row, Document)
        records: list[AnyRecord] = []
        for name, kind in kinds.items():
            for record in tables[name]:
                if record["document"] == document.id:
                    fields = {k: v for k, v in record.items() if k in kind.__struct_fields__}
                    records.append(msgspec.convert({"type": kind.__name__, **fields}, kind))
        doubts = [
            msgspec.convert({k: v for k, v in row.items() if k not in ("document", "words")}, TABLES["diagnostics"])
            for row in tables["diagnostics"]
            if row["document"] == document.id
        ]
        found.append(Reading(document=document, records=tuple(records), diagnostics=tuple(doubts)))  # type: ignore[arg-type]
    return found


def by_tables(readings: Iterable[Reading]) -> list[Reading]:
    """The readings with their records in the order of the tables."""
    order = list(TABLES.values())
    return [
        msgspec.structs.replace(r, records=tuple(sorted(r.records, key=lambda record: order.index(type(record)))))
        for r in readings
    ]


def without_unset(value: Any) -> Any:
    """Plain values without an `extent` that is null: Parquet has every field of a struct, the contract leaves it."""
    if isinstance(value, dict):
        return {k: without_unset(v) for k, v in value.items() if not (k == "extent" and v is None)}
    return [without_unset(item) for item in value] if isinstance(value, list) else value


def check_jsonl(readings: Sequence[Reading]) -> None:
    assert [decode_reading(line) for line in written("jsonl", readings).splitlines()] == list(readings)


def check_csv(readings: Sequence[Reading]) -> None:
    tables: dict[str, list[dict[str, Any]]] = {}
    with zipfile.ZipFile(io.BytesIO(written("csv", readings))) as archive:
        for name, kind in TABLES.items():
            text = archive.read(f"{name}.csv").decode("utf-8")
            rows = list(csv.DictReader(io.StringIO(text, newline="")))
            assert all(list(row) == list(columns_of(name)) for row in rows)
            tables[name] = [{k: _uncelled(kind, k, v) for k, v in row.items()} for row in rows]
            for row in tables[name]:
                if name == "diagnostics":
                    row["hint"] = row["hint"] or ""
    assert read_back(tables) == by_tables(readings)


def _uncelled(kind: type, column: str, cell: str) -> Any:
    """A cell as a plain value, by the type of its field."""
    if cell == "":
        return None
    field = next((f for f in msgspec.structs.fields(kind) if f.name == column), None)
    text = field is None or "str" in str(field.type) or "Literal" in str(field.type)
    nested = cell[0] in "[{" and field is not None and ("Span" in str(field.type) or "tuple" in str(field.type)
             or any(word in str(field.type) for word in ("Days", "Probability", "Location", "Size", "PloverCode",
                                                         "Published")))  # fmt: skip
    if nested:
        return json.loads(cell)
    if not text:
        return json.loads(cell)
    return cell[1:] if cell[0] == "'" else cell


def check_parquet(readings: Sequence[Reading]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    tables: dict[str, list[dict[str, Any]]] = {}
    with zipfile.ZipFile(io.BytesIO(written("parquet", readings))) as archive:
        for name in TABLES:
            tables[name] = without_unset(parquet.read_table(io.BytesIO(archive.read(f"{name}.parquet"))).to_pylist())
    assert read_back(tables) == by_tables(readings)


def check_annotations(readings: Sequence[Reading]) -> None:
    page = json.loads(written("web-annotation", readings))
    texts = {r.document.text_digest: r.document.text for r in readings}
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    ids = [item["id"] for item in page["items"]]
    assert len(ids) == len(set(ids))
    records = []
    for item in page["items"]:
        # The model's musts: a type, targets, one motivation of the vocabulary, selectors that agree with each other.
        assert item["type"] == "Annotation" and item["target"]
        assert item["motivation"] in ("identifying", "describing", "questioning")
        for target in item["target"]:
            text = texts[target["state"]["id"].removeprefix("urn:tocsin:text:")]
            for position, quote in [target["selector"]] if "selector" in target else []:
                assert position["type"] == "TextPositionSelector" and quote["type"] == "TextQuoteSelector"
                assert text[position["start"] : position["end"]] == quote["exact"]
                assert (quote["prefix"] + quote["exact"] + quote["suffix"]) in text
        if item["motivation"] != "questioning":
            record = msgspec.json.decode(item["body"][1]["value"], type=AnyRecord)
            assert len([t for t in item["target"] if "selector" in t]) == len(defining_spans(record))
            records.append(record)
    assert records == [record for reading in readings for record in reading.records]


def check_plover(readings: Sequence[Reading]) -> None:
    events = {record.id: record for reading in readings for record in reading.records if isinstance(record, Event)}
    for line in map(json.loads, written("plover", readings).splitlines()):
        assert {"id", "date", "actor", "event"} <= line.keys(), "what the manual requires"
        assert set(line) <= {
            "id", "date", "enddate", "actor", "recipient", "event", "mode", "context", "quad_code", "event_scale",
            "event_loc", "event_text", "size", "text_info", "cite_info", "coder", "tocsin",
        }  # fmt: skip
        assert line["actor"] and line["quad_code"] in (1, 2, 3, 4) and -10 <= line["event_scale"] <= 10
        for party in (*line["actor"], *line.get("recipient", ())):
            assert set(party) <= {"code", "sector", "entity_text", "identifier_id", "office"}
            assert len(party.get("code", "xxx")) == 3
        event = events[line["id"]]
        assert line["tocsin"]["status"] == event.status
        assert line["tocsin"]["happened"] == (event.status in HAPPENED)
        if event.status not in (*HAPPENED, "alleged"):
            told = line["event"] != [event.event_type] or set(line["mode"]) & {
                "historical", "future", "hypothetical", "negation"}  # fmt: skip
            assert told, "an event that did not happen stands as one that did"


def check_cameo(readings: Sequence[Reading]) -> None:
    events = {record.id: record for reading in readings for record in reading.records if isinstance(record, Event)}
    lines = written("cameo", readings).decode("utf-8").split("\n")
    assert tuple(lines[0].split("\t")) == COLUMNS and lines[-1] == ""
    for line in lines[1:-1]:
        row = dict(zip(COLUMNS, line.split("\t"), strict=True))
        event = events[row["Event ID"].rpartition("-")[0]]
        assert event.status in HAPPENED and row["CAMEO Code"] == event.cameo and row["Event Date"]


def check_geojson(readings: Sequence[Reading]) -> None:
    collection = json.loads(written("geojson", readings))
    assert collection["type"] == "FeatureCollection"
    placed = [e for reading in readings for e in reading.records if isinstance(e, Event) and e.location]
    assert [feature["id"] for feature in collection["features"]] == [event.id for event in placed]
    try:
        import geojson
    except ImportError:
        pass
    else:
        assert geojson.loads(json.dumps(collection)).is_valid
    for feature, event in zip(collection["features"], placed, strict=True):
        assert feature["type"] == "Feature" and feature["properties"]["status"] == event.status
        if feature["geometry"] is not None:
            longitude, latitude = feature["geometry"]["coordinates"]
            assert -180 <= longitude <= 180 and -90 <= latitude <= 90 and event.location and event.location.country


def check_stix(readings: Sequence[Reading]) -> None:
    stix2 = pytest.importorskip("stix2")
    if not readings:  # a bundle without objects is one that the library writes and does not read
        return
    bundle = stix2.parse(written("stix", readings).decode("utf-8"), allow_custom=False)
    objects = {one.id: one for one in bundle.get("objects", [])}
    for one in objects.values():
        for ref in (*one.get("object_refs", ()), *([one.created_by_ref] if one.get("created_by_ref") else ())):
            assert ref in objects, "a reference points nowhere"
    told = [r for reading in readings for r in reading.records if isinstance(r, Statement | Event | Forecast)]
    notes = [one for one in objects.values() if one.type == "note"]
    assert len(notes) == len(told)
    for event in told:
        if isinstance(event, Event):
            assert any(f"status-{event.status}" in note.labels for note in notes)
    assert sum(one.type == "report" for one in objects.values()) == len(readings)


def check_ftm(readings: Sequence[Reading]) -> None:
    lines = [json.loads(line) for line in written("ftm", readings).splitlines()]
    ids = {line["id"] for line in lines}
    assert len(ids) == len(lines)
    for line in lines:
        assert line["schema"] in ("Article", "Person", "Organization", "PublicBody", "Event", "Note")
        assert all(
            isinstance(v, list) and v and all(isinstance(x, str) for x in v) for v in line["properties"].values()
        )
        assert all(re.fullmatch("[a-z]{2}|suhh|yucs|cshh|csxx", code) for code in line["properties"].get("country", ()))
        for name in ("entity", "involved", "proof"):
            assert set(line["properties"].get(name, ())) <= ids, "a reference points nowhere"
    events = {e.id: e for reading in readings for e in reading.records if isinstance(e, Event)}
    for line in lines:
        if line["schema"] == "Event":
            assert line["properties"]["name"][0].startswith(f"{events[line['id']].status}: ")
    try:
        from followthemoney import model
    except ImportError:
        return
    for line in lines:
        schema = model.get(line["schema"])
        assert all(schema.get(name) is not None for name in line["properties"]), line
        schema.validate(line)


CHECKS = {
    "jsonl": check_jsonl, "csv": check_csv, "parquet": check_parquet, "web-annotation": check_annotations,
    "plover": check_plover, "cameo": check_cameo, "geojson": check_geojson, "stix": check_stix, "ftm": check_ftm,
}  # fmt: skip


def test_every_format_has_a_check() -> None:
    assert set(CHECKS) | {"reading"} == set(EXPORTERS)


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_format_writes_the_same_bytes_twice_and_says_what_it_loses(name: str) -> None:
    assert check_exporter(load_exporter(name), [sorland_reading()])
    check_exporter(load_exporter(name), [])
    assert next(one for one in list_formats() if one.name == name).loses


@pytest.mark.model
@pytest.mark.parametrize("name", CHECKS)
def test_the_demo_desk_goes_out_valid(name: str, demo_readings: Any) -> None:
    CHECKS[name](demo_readings)


@pytest.mark.slow
@pytest.mark.parametrize("name", CHECKS)
@anything
@given(readings=some_readings())
def test_anything_goes_out_valid(name: str, readings: list[Reading]) -> None:
    CHECKS[name](readings)


def test_of_people_nothing_goes_out_that_no_one_needs() -> None:
    """Who only stands in a text, and neither speaks nor acts, is in no list of people."""
    reading = sorland_reading()
    bystander = Entity(
        id="by", score=1.0, coder="hand", basis="text", kind="person", name="Nela Quist", country=None, sector=None
    )
    reading = msgspec.structs.replace(reading, records=(*reading.records, bystander))
    for name in ("stix", "ftm", "plover", "cameo", "geojson"):
        assert b"Nela Quist" not in written(name, [reading])
