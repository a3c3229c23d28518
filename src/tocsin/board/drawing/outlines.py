"""The map: coastlines, places by how much is told of them, and every area whose holding is disputed, hatched."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from tocsin.vocab.places import Dispute, coast, disputes

__all__ = ["VIEWS", "Area", "Frame", "Spot", "coast_path", "disputed_areas", "frame_of", "place_spots"]

# By name, the corner in the north-west and the one in the south-east: longitude, latitude.
VIEWS: dict[str, tuple[float, float, float, float]] = {
    "world": (-180, 84, 180, -58),
    "Europe": (-15, 66, 52, 33),
    "Middle East": (24, 44, 66, 11),
    "Africa": (-22, 38, 55, -36),
    "South Asia": (58, 42, 100, 4),
    "East Asia": (95, 55, 155, -11),
    "Americas": (-130, 62, -30, -57),
}
_WIDTH = 1000.0
# More names than these would lie over each other.
_NAMED = 14
_LARGEST = 22.0
_DEGREE_KM = 111.2


class Frame(msgspec.Struct, frozen=True):
    """A part of the world on paper: degrees become units, a degree of longitude shrunk as in the middle of the view."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    width: float
    height: float

    def x(self, longitude: float) -> float:
        """Across."""
        return round((longitude - self.west) * self.scale_x, 1)

    def y(self, latitude: float) -> float:
        """Down."""
        return round((self.north - latitude) * self.scale_y, 1)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a point is in view."""
        return 0 <= self.x(longitude) <= self.width and 0 <= self.y(latitude) <= self.height


class Spot(msgspec.Struct, frozen=True):
    """A place with coordinates: how much is told of it, as an area of a circle."""

    name: str
    x: float
    y: float
    radius: float
    count: int
    disputed: bool
    labelled: bool


class Area(msgspec.Struct, frozen=True):
    """An area whose holding is disputed, as a hatched circle about where it lies."""

    dispute: Dispute
    x: float
    y: float
    radius: float


def frame_of(view: str) -> Frame:
    """The frame of a view by its name; the world for an unknown one."""
    west, north, east, south = VIEWS.get(view, VIEWS["world"])
    # Equirectangular: a degree of longitude is as long as it is in the middle of the view.
    shrunk = math.cos(math.radians((north + south) / 2))
    scale_x = _WIDTH / (east - west)
    scale_y = scale_x / max(0.4, shrunk)
    return Frame(west, north, scale_x, scale_y, _WIDTH, round((north - south) * scale_y, 1))


@cache
def coast_path(view: str) -> str:
    """The coastlines of a view as SVG path data."""
    frame = frame_of(view)
    pieces = []
    # A ring that runs on beyond the date line stands on both sides of the map.
    rings = [(ring, shift) for ring in coast() for shift in (-360, 0, 360)]
    for ring, shift in rings:
        points = [(frame.x(east + shift), frame.y(north)) for east, north in ring]
        beside = all(x < 0 for x, _ in points) or all(x > frame.width for x, _ in points)
        if beside or all(y < 0 for _, y in points) or all(y > frame.height for _, y in points):
            continue
        pieces.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z")
    return "".join(pieces)


def disputed_areas(view: str) -> tuple[Area, ...]:
    """Every area of the table that is in view, whether anything is told of it or not."""
    frame = frame_of(view)
    found = []
    for dispute in disputes():
        if dispute.area is None:
            continue
        latitude, longitude, kilometres = dispute.area
        if frame.holds(longitude, latitude):
            radius = max(4.0, kilometres / _DEGREE_KM * frame.scale_y)
            found.append(Area(dispute, frame.x(longitude), frame.y(latitude), round(radius, 1)))
    return tuple(found)


def place_spots(view: str, places: Iterable[tuple[str, tuple[float, float], int, bool]]) -> Sequence[Spot]:
    """The places (name, latitude and longitude, count, disputed) in view, the largest first."""
    frame = frame_of(view)
    inside = sorted((p for p in places if frame.holds(p[1][1], p[1][0])), key=lambda place: (-place[2], place[0]))
    found = []
    for place, (name, at, count, disputed) in enumerate(inside):
        radius = round(min(_LARGEST, 2.5 + 1.5 * math.sqrt(count)), 1)
        found.append(Spot(name, frame.x(at[1]), frame.y(at[0]), radius, count, disputed, place < _NAMED))
    return found
