"""Loads the English pipeline, after its files were compared with the digests that Tocsin pins."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import ModelError
from tocsin.vocab.loader import load_table

if TYPE_CHECKING:
    from spacy.language import Language

_NO_TOKENIZER = "tocsin.no_tokenizer"

__all__ = ["altered_files", "is_pinned", "load_language_model", "model_folder"]


@cache
def load_language_model(name: str) -> Language:
    """The pipeline of that importable name, loaded once a process.

    Raises `ModelError`: `no-model` where it is not installed, `model-altered` where it is the pinned one by name and
    its files are not. A pipeline that Tocsin does not pin (an official one that the user named) is loaded as it is.
    """
    folder = model_folder(name)
    altered = altered_files(name, folder)
    if altered:
        raise ModelError(
            "model-altered",
            f"The files of the model '{name}' are not the pinned ones: {', '.join(altered)}.",
            "Reinstall it from the locked requirements.",
        )
    import spacy
    from spacy.tokenizer import Tokenizer
    from spacy.util import registry

    # Tokens and sentences are ours: the pipeline's own tokenizer, with its thousands of exceptions, and its sentence
    # finder are left out of the loading, which saves a tenth of the start.
    if not registry.has("tokenizers", _NO_TOKENIZER):
        registry.tokenizers(_NO_TOKENIZER, func=lambda: lambda nlp: Tokenizer(nlp.vocab))
    config = {"nlp": {"tokenizer": {"@tokenizers": _NO_TOKENIZER}}}
    return spacy.load(folder, exclude=["senter", "tokenizer"], config=config)


def model_folder(name: str) -> Path:
    """The folder with the model's files. Raises `ModelError` (`no-model`)."""
    try:
        package = import_module(name)
    except ModuleNotFoundError as error:
        raise ModelError(
            "no-model", f"The model '{name}' is not installed.", "Install it, or set another name in TOCSIN_MODEL."
        ) from error
    root = Path(str(package.__file__)).parent
    configs = sorted(root.glob("*/config.cfg"))
    if not configs:
        raise ModelError("no-model", f"The package '{name}' holds no pipeline.", "Install it again.")
    return configs[0].parent


def is_pinned(name: str) -> bool:
    """Whether Tocsin knows the digests of that model's files."""
    return name in load_table("model")["packages"]


def altered_files(name: str, folder: Path) -> list[str]:
    """The files of a pinned model that are missing or have another SHA-256, by their name in the folder; [] if none."""
    if not is_pinned(name):
        return []
    altered = []
    for relative, digest in load_table("model")["packages"][name]["files"].items():
        path = folder.joinpath(*relative.split("/"))
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            altered.append(relative)
    return altered
