"""The door for annotators: what one must have, and what it may rely on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from tocsin.annotate.analysis import Analysis
from tocsin.records import AnyRecord, Diagnostic, Record
from tocsin.text.sentences import Sentence

__all__ = ["Annotator", "Trained"]


class Annotator(Protocol):
    """Maps a document to records of the kinds it `gives`; pure, deterministic, and silent where the text is.

    `name` stands in `coder` of its records; `language` is the one it reads. `needs` are the kinds of record that must
    be there before it runs: the pipeline orders annotators by `needs` and `gives` and refuses what cannot be ordered.
    It is made without arguments. One with trained weights has `with_weights` besides.
    """

    @property
    def name(self) -> str:
        """The coder's name, as it stands in its records."""

    @property
    def version(self) -> str:
        """The coder's version; never part of a record's id."""

    @property
    def language(self) -> str:
        """The language it reads, an ISO 639-1 code."""

    @property
    def needs(self) -> frozenset[type[Record]]:
        """The kinds of record it reads."""

    @property
    def gives(self) -> frozenset[type[Record]]:
        """The kinds of record it makes."""

    def wants_parse(self, sentence: Sentence) -> bool:
        """Whether it needs this sentence parsed: its trigger, cheap, from the sentence's own tokens."""

    def annotate(self, analysis: Analysis) -> Iterable[AnyRecord | Diagnostic]:
        """The records and doubts it finds, in a deterministic order. Never raises for what a text says."""


@runtime_checkable
class Trained(Protocol):
    """An annotator whose weights can be a user's own."""

    def with_weights(self, weights: str) -> Annotator:
        """The same annotator over the weights of that file, or by its rules alone where it is "".

        A file that does not fit is told (`ModelError`) at the first document.
        """
