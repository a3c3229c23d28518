"""What can go wrong: the exception tree, and the codes of the diagnostics.

Exceptions mean that the caller or the world is wrong (a file is missing, a setting is unknown)::

    TocsinError
      +- ReadError       an input cannot be read: missing, empty, not text, too large
      +- ConfigError     a setting has no known name or no possible value
      +- VocabularyError a table of the vocabulary breaks its own form
      +- ModelError      the language model is missing, or its files are not the ones we pinned
      +- PipelineError   annotators do not fit together, or one broke its protocol
      +- PluginError     an entry point cannot be loaded
      +- LedgerError     the store cannot be used, or has not what was asked for
      +- PlaybookError   a playbook or a problem is not as it should be

Diagnostics mean that the *text* is unclear. They are data, not exceptions: kept, shown and counted, so that a lost
event and a sentence without events never look alike.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import ClassVar

__all__ = [
    "DIAGNOSTIC_CODES",
    "ConfigError",
    "LedgerError",
    "ModelError",
    "PipelineError",
    "PlaybookError",
    "PluginError",
    "ReadError",
    "TocsinError",
    "VocabularyError",
]


class TocsinError(Exception):
    """The base of all: one line for people, made of what was seen and what to do.

    `code` is a stable slug that can be searched for; `seen` says what was found and where; `hint` says what to do.
    """

    family: ClassVar[str] = "error"

    def __init__(self, code: str, seen: str, hint: str = "") -> None:
        self.code = code
        self.seen = seen
        self.hint = hint
        super().__init__(f"{seen} {hint}".strip() + f" [{code}]")

    def __reduce__(self) -> tuple[type[TocsinError], tuple[str, str, str]]:
        # An error of a worker travels to the process that waits for it.
        return type(self), (self.code, self.seen, self.hint)


class ReadError(TocsinError):
    """An input cannot be read; the other inputs still are."""

    family = "read"


class ConfigError(TocsinError):
    """A setting or an option has no known name or no possible value."""

    family = "config"


class VocabularyError(TocsinError):
    """A table of the vocabulary breaks its own form: a packaging fault or a bad user table."""

    family = "vocabulary"


class ModelError(TocsinError):
    """The language model is missing, or its files are not the ones that were pinned."""

    family = "model"


class PipelineError(TocsinError):
    """Annotators do not fit together, or one of them broke its protocol."""

    family = "pipeline"


class PluginError(TocsinError):
    """An entry point cannot be loaded, or what it names does not speak the protocol."""

    family = "plugin"


class LedgerError(TocsinError):
    """The store cannot be used, or has not what was asked for."""

    family = "ledger"


class PlaybookError(TocsinError):
    """A playbook or a problem is not as it should be."""

    family = "playbook"


DIAGNOSTIC_CODES: MappingProxyType[str, str] = MappingProxyType(
    {
        "ambiguous-referent": "a pronoun or a role has more than one possible bearer, or none",
        "coder-failed": "a coder broke off in this document; what it had found is kept",
        "cue-without-source": "a verb of saying has no speaker that can be named or described",
        "gated": "the document was kept and not read: it has no words for what the desk's problems watch",
        "language-not-coded": "the document is in a language that no installed coder reads",
        "no-publication-date": "the document has no date, so relative times cannot be resolved",
        "timex-conflict": "vague time words and the explicit date beside them do not agree",
        "worker-lost": "every process that read this document died; nothing in it was coded",
        "unattributed-quotation": "words stand in quotation marks and no speaker was found for them",
        "unclosed-quotation": "a quotation mark has no partner in its paragraph; its reach was repaired",
        "undated-event": "the text does not say when the event was",
        "inferred-year": "a date leaves out its year, and the text points to one",
        "after-publication": "what is told as past lies after the publication date",
        "unresolved-timex": "a time expression has no anchor, or no single reading",
    }
)
"""Every diagnostic code and what it means, one line each."""
