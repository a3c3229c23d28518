"""A small network on a circle: parties as nodes, contacts as lines as thick as they are many."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import msgspec

__all__ = ["Edge", "Network", "Node", "draw_network"]

_SIZE = 360.0
_RADIUS = 120.0


class Node(msgspec.Struct, frozen=True):
    """A party: where it stands, and on which side its name does."""

    name: str
    x: float
    y: float
    label_x: float
    anchor: str


class Edge(msgspec.Struct, frozen=True):
    """The contacts of two parties."""

    left: Node
    right: Node
    count: int
    thickness: float


class Network(msgspec.Struct, frozen=True):
    """The picture and its size."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    size: float


def draw_network(names: Sequence[str], pairs: Mapping[frozenset[str], int]) -> Network:
    """The parties named and what is between them; one with others that are not drawn stands alone."""
    nodes = {}
    for at, name in enumerate(names):
        angle = 2 * math.pi * at / max(1, len(names)) - math.pi / 2
        x, y = _SIZE / 2 + _RADIUS * math.cos(angle), _SIZE / 2 + _RADIUS * math.sin(angle)
        right = math.cos(angle) >= -0.01
        nodes[name] = Node(
            name, round(x, 1), round(y, 1), round(x + (9 if right else -9), 1), "start" if right else "end"
        )
    most = max(pairs.values(), default=1)
    edges = []
    for pair, count in sorted(pairs.items(), key=lambda one: one[1]):
        ends = sorted(pair)
        if len(ends) == 2 and all(name in nodes for name in ends):
            edges.append(Edge(nodes[ends[0]], nodes[ends[1]], count, round(1 + 5 * count / most, 1)))
    return Network(tuple(nodes.values()), tuple(edges), _SIZE)
