"""Weights on disk: one safetensors file with the shape in its header, read without any code in it being run."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
import numpy as np

from tocsin.annotate.tagger.network import Shape, Tagger
from tocsin.errors import ModelError

__all__ = ["bundled_tagger", "load_tagger", "save_tagger"]


def save_tagger(tagger: Tagger, path: Path, notes: dict[str, str]) -> None:
    """Writes weights as half floats, with the shape and some notes (what it was trained on) in the header."""
    from safetensors.numpy import save_file

    weights = {name: np.asarray(value, dtype=np.float16) for name, value in tagger.weights().items()}
    header = {"shape": tagger.shape, "calibration": tagger.calibration}
    coded = {name: msgspec.json.encode(value).decode() for name, value in header.items()}
    save_file(weights, path, metadata={**notes, **coded})


@cache
def load_tagger(path: Path, traits: tuple[str, ...]) -> Tagger:
    """The tagger of a file, loaded once a process. Raises `ModelError` (`bad-weights`) where it does not fit."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            shape = msgspec.json.decode(file.metadata()["shape"], type=Shape)
            calibration = msgspec.json.decode(file.metadata()["calibration"], type=tuple[float, ...])
            weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  (no mapping)
        tagger = Tagger(shape)
        tagger.set_weights(weights)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, msgspec.DecodeError) as error:
        raise ModelError(
            "bad-weights",
            f"'{path}' holds no weights that Tocsin can use: {error}",
            "Give a file that `tocsin train` wrote, or leave the setting out to use the bundled one.",
        ) from error
    if shape.traits != traits:
        raise ModelError(
            "bad-weights",
            f"'{path}' was taught from other traits of words than this version reads.",
            "Teach it anew with `tocsin train`.",
        )
    tagger.calibration = calibration
    return tagger


def bundled_tagger(name: str, traits: tuple[str, ...]) -> Tagger:
    """The tagger that ships with Tocsin for a coder."""
    return load_tagger(Path(str(files("tocsin.annotate.tagger") / f"{name}.safetensors")), traits)
