"""Disputes on the page: both sides in words, and a chip from each to the other."""

from __future__ import annotations

import re

import msgspec
from sorland import sorland_reading

from tocsin.exports.reading import render_page
from tocsin.records import Event, Reading, make_document


def denying(reading: Reading) -> Reading:
    """The same dispatch at another outlet, which denies every event."""
    document = make_document(reading.document.text, outlet="Other Wire", published=reading.document.published)
    records = tuple(
        msgspec.structs.replace(record, status="denied", according_to=None)
        if isinstance(record, Event)
        else msgspec.structs.replace(record, name="Other Wire")
        if getattr(record, "name", None) == "Demo Wire"
        else record
        for record in reading.records
    )
    return Reading(document=document, records=records, diagnostics=())


def test_a_contradiction_is_listed_and_leads_across() -> None:
    reading = sorland_reading()
    page = render_page([reading, denying(reading)])
    assert "Who disagrees" in page
    assert re.search(r'class="chip" href="#d2c\d+">\u21c4 contradicts Other Wire', page)
    assert re.search(r'class="chip" href="#d1c\d+">\u21c4 contradicts', page)
    targets = set(re.findall(r'class="chip" href="#([^"]+)"', page))
    assert targets <= set(re.findall(r' id="([^"]+)"', page))


def test_one_voice_has_no_dispute() -> None:
    assert "Who disagrees" not in render_page([sorland_reading()])
