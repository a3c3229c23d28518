"""Makes `vocab/coast.txt`: the coastlines of the world from Natural Earth, as an npm package carries them.

    npm pack world-atlas@2.0.2
    python -m training.coast package/land-110m.json -o src/tocsin/vocab/coast.txt

Land and water only: the package's country borders are the de-facto ones and are not read.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

_HEAD = """\
# Coastlines of the world, a ring a line: longitude,latitude in degrees to a tenth, closed. Land and water only: no
# border stands here, so that the map takes no side.
# Source: Natural Earth 1:110m land (naturalearthdata.com), in the public domain, as carried by world-atlas 2.0.2.
"""

Point = tuple[float, float]


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees: a topology keeps steps on a grid."""
    scale, offset = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points = []
        for step in steps:
            x, y = x + step[0], y + step[1]
            points.append((x * scale[0] + offset[0], y * scale[1] + offset[1]))
        arcs.append(points)
    return arcs


def rings_of(topology: dict[str, Any]) -> list[list[Point]]:
    """Every ring of the land, its arcs joined; a negative number is an arc read backwards."""
    arcs = arcs_of(topology)
    land = topology["objects"]["land"]
    rings = []
    for shape in land.get("geometries", [land]):
        for polygon in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
            for numbers in polygon:
                ring: list[Point] = []
                for number in numbers:
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    ring += arc[1:] if ring else arc
                rings.append(ring)
    return rings


def line_of(ring: list[Point]) -> str | None:
    """A ring to a tenth of a degree, or None for one that is smaller than that."""
    points: list[Point] = []
    for east, north in ring:
        point = round(east, 1), round(north, 1)
        if not points or points[-1] != point:
            points.append(point)
    return " ".join(f"{east:g},{north:g}" for east, north in points) if len(points) > 3 else None


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("land", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    topology = json.loads(given.land.read_text(encoding="utf-8"))
    lines = [line for ring in rings_of(topology) if (line := line_of(ring))]
    given.output.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
