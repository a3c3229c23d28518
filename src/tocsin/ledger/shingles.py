"""The traces by which a near copy is found among many documents without comparing it with each: MinHash and passages.

Source: A. Broder, On the resemblance and containment of documents (1997), for shingles and their least hashes; P. Indyk
and R. Motwani, Approximate nearest neighbors (1998), for the bands.
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from tocsin.ledger.passages import LIFTED, Outline, key_of

__all__ = ["make_traces"]

_Words = NDArray[np.uint64]
_WIDTH = 3
# 32 bands of 3 least hashes: texts that share half of their shingles meet in 99 of 100 cases, those that share a tenth
# (two stories of one affair) in 3.
_BANDS, _ROWS = 32, 3
_BLOCK = 4096
_PASSAGES = 200


def make_traces(outline: Outline) -> frozenset[int]:
    """The keys of a document, signed numbers of 64 bits: a band or a whole sentence that another has too meets it.

    Bands find the reworded copy, sentences the one that was cut to a third. The empty text has none.
    """
    words = [word for passage in outline.passages for word in passage.words]
    if not words:
        return frozenset()
    keys = {key_of(*passage.words) for passage in outline.passages[:_PASSAGES] if len(passage.words) >= LIFTED}
    least = _least_hashes(_shingles(words))
    for band in range(_BANDS):
        rows = least[band * _ROWS : (band + 1) * _ROWS]
        keys.add(key_of(str(band), *(format(row, "x") for row in rows.tolist())))
    return frozenset(keys)


@lru_cache(maxsize=65536)
def _hash(word: str) -> int:
    return key_of(word) & 0xFFFFFFFFFFFFFFFF


def _shingles(words: list[str]) -> _Words:
    """A hash for every run of words; of a text shorter than a run, one for all."""
    hashes = np.fromiter((_hash(word) for word in words), dtype=np.uint64, count=len(words))
    width = min(_WIDTH, len(words))
    runs = np.zeros(len(words) - width + 1, dtype=np.uint64)
    for place in range(width):
        runs = _mixed(runs * np.uint64(0x9E3779B97F4A7C15) + hashes[place : place + len(runs)])
    return np.unique(runs)


def _mixed(values: _Words) -> _Words:
    """Every bit of a value spread over all others (the finaliser of MurmurHash3, in the public domain)."""
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return values ^ (values >> np.uint64(33))


@cache
def _salts() -> _Words:
    return _mixed(np.arange(1, _BANDS * _ROWS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))


def _least_hashes(shingles: _Words) -> _Words:
    """The least of the shingles under every one of the hash functions, in blocks so that memory stays flat."""
    least = np.full(_BANDS * _ROWS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(shingles), _BLOCK):
        block = shingles[start : start + _BLOCK]
        least = np.minimum(least, _mixed(block[None, :] ^ _salts()[:, None]).min(axis=1))
    return least
