"""CAMEO rows in the columns of ICEWS: only what is told as having happened, for the form has no status."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import product
from typing import BinaryIO

from tocsin.exports.eventdata import HAPPENED, Telling, tellings
from tocsin.records import Entity, Reading
from tocsin.vocab.loader import load_table

__all__ = ["COLUMNS", "CameoExporter"]

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
"""The columns of the ICEWS event files, in order."""


class CameoExporter:
    """Writes a row for each pair of actor and recipient of each event with a CAMEO code and a date."""

    name = "cameo"
    media_type = "text/tab-separated-values"
    loses = (
        "everything but events told as occurred or ongoing with a CAMEO code, an actor and a date; copies; status, "
        "attribution and characters; Intensity, which is Goldstein's and not ours, stays empty"
    )

    def write(self, readings: Iterable[Reading], out: BinaryIO) -> None:
        """The header and the rows in the order of readings and records."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter="\t", quoting=csv.QUOTE_NONE, escapechar="\\", lineterminator="\n")
        writer.writerow(COLUMNS)
        for telling in tellings(readings):
            writer.writerows(_rows(telling))
        out.write(text.getvalue().encode("utf-8", "replace"))


def _rows(telling: Telling) -> Iterator[list[str]]:
    event, document = telling.event, telling.document
    # A copy is no second witness, and a row cannot say that it is one.
    if event.cameo is None or event.status not in HAPPENED or telling.date is None or telling.copy_of:
        return
    actors = list(telling.entities(event.actors))
    others: list[tuple[Entity | None, str]] = list(telling.entities(event.recipients))
    pairs: list[tuple[tuple[Entity, str], tuple[Entity | None, str]]] = list(product(actors, others))
    if not others:
        # In a meeting of equals all act: each towards each other one.
        pairs = [(one, other) for one in actors for other in actors if one is not other]
        pairs = pairs or [(one, (None, "")) for one in actors]
    place = event.location
    number, _ = telling.sentence
    for index, ((actor, name), (target, target_name)) in enumerate(pairs):
        yield [
            _flat(part)
            for part in (
                f"{event.id}-{index}", telling.date[0], name, actor.sector, _country(actor), telling.folio.words(
                    event.trigger), event.cameo, "", target_name, target.sector if target else "",
                _country(target), document.id, str(number), document.outlet, place.name if place else "", "",
                place.region if place else "", _name(place.country) if place else "", "", "",
            )
        ]  # fmt: skip


def _country(entity: Entity | None) -> str:
    return _name(entity.country) if entity else ""


def _name(code: str | None) -> str:
    """The country's name, as ICEWS writes countries; a code without a row stays a code."""
    row = load_table("countries")["countries"].get(code) if code else None
    return str(row["name"]) if row else code or ""


def _flat(part: str | None) -> str:
    """A cell without tabs and line ends, which the form cannot hold."""
    return " ".join((part or "").split())
