"""Readers and annotators wired together: inputs in, readings out; and whether the installation can do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tocsin.annotate.encoder import NetworkEncoder, SpacyEncoder
from tocsin.annotate.model import altered_files, is_pinned, model_folder
from tocsin.annotate.pipeline import Pipeline
from tocsin.annotate.protocol import Annotator, Trained
from tocsin.config import Settings
from tocsin.desk.arrivals import Arrival, OnError, Unpacking, list_folder
from tocsin.desk.sources import Sources
from tocsin.errors import ConfigError, ReadError, TocsinError
from tocsin.exports.protocol import Exporter
from tocsin.plugins import load_plugin, plugin_names
from tocsin.readers.addresses import is_address
from tocsin.readers.protocol import Publication, Reader, Source
from tocsin.readers.rosters import read_roster
from tocsin.records import Document
from tocsin.vocab.roster import Roster, bundled_roster

__all__ = [
    "Finding",
    "build_pipeline",
    "check_installation",
    "coder_versions",
    "load_exporter",
    "load_roster",
    "open_arrivals",
    "open_documents",
    "open_readers",
]


def build_pipeline(settings: Settings) -> Pipeline:
    """The pipeline of every registered annotator over the parser and with the rosters that the settings name."""
    annotators = [_make_annotator(name, settings) for name in plugin_names("tocsin.annotators")]
    encoder = NetworkEncoder(settings.model) if settings.encoder == "networks" else SpacyEncoder(settings.model)
    return Pipeline(annotators, encoder, load_roster(settings))


def load_roster(settings: Settings) -> Roster:
    """The bundled roster, joined with those that the settings name."""
    roster = bundled_roster()
    for path in settings.rosters:
        roster = roster.joined_with(read_roster(Path(path)))
    return roster


def _make_annotator(name: str, settings: Settings) -> Annotator:
    annotator: Annotator = load_plugin("tocsin.annotators", name)()
    weights = settings.weights.get(name)
    if weights is None:
        return annotator
    if not isinstance(annotator, Trained):
        raise ConfigError(
            "bad-setting", f"The coder '{name}' has no weights to set.", "Take it out of the setting `weights`."
        )
    return annotator.with_weights(weights)


def coder_versions() -> dict[str, str]:
    """The version of every registered annotator."""
    return {name: load_plugin("tocsin.annotators", name).version for name in plugin_names("tocsin.annotators")}


def load_exporter(name: str) -> Exporter:
    """The exporter registered under a format's name. Raises `PluginError` (`unknown-plugin`) naming those there are."""
    exporter: Exporter = load_plugin("tocsin.exporters", name)()
    return exporter


def open_documents(
    inputs: Iterable[str], *, publication: Publication, settings: Settings, on_error: OnError
) -> Iterator[Document]:
    """The documents of all inputs, in order, streaming."""
    for arrival in open_arrivals(inputs, publication=publication, settings=settings, on_error=on_error):
        yield arrival.document


def open_arrivals(
    inputs: Iterable[str], *, publication: Publication, settings: Settings, on_error: OnError
) -> Iterator[Arrival]:
    """The documents of all inputs with the bytes that they were read from, in order, streaming.

    An input is a file, a folder (every file in it), or `-`; archives and mail are taken apart.
    """
    readers = open_readers()
    with Sources(publication, settings) as sources:
        for source in _sources(inputs, sources, on_error):
            try:
                for arrival in Unpacking(readers, on_error).read(source):
                    whole = sources.completed(arrival.document, source)
                    yield msgspec.structs.replace(arrival, document=whole)
            except ReadError as error:
                on_error(error)


def open_readers() -> list[Reader]:
    """Every registered reader."""
    return [load_plugin("tocsin.readers", name)() for name in plugin_names("tocsin.readers")]


def _sources(inputs: Iterable[str], sources: Sources, on_error: OnError) -> Iterator[Source]:
    """The sources of all inputs in order: files, every file of a folder, addresses, the feeds of a list."""
    for name in inputs:
        if is_address(name) or name == "-" or not Path(name).is_dir():
            yield from sources.of(name, on_error)
            continue
        for item in list_folder(Path(name)):
            if isinstance(item, ReadError):
                on_error(item)
            else:
                yield from sources.of(str(item), on_error)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was checked: what, what was seen, whether it is well, and what to do if not."""

    what: str
    seen: str
    ok: bool
    hint: str = ""


def check_installation(settings: Settings) -> list[Finding]:
    """What a reading needs, checked without reading: the model's files, and that every registered part loads."""
    findings = [_check_model(settings.model)]
    for group in ("tocsin.readers", "tocsin.annotators", "tocsin.exporters"):
        for name in plugin_names(group):
            try:
                load_plugin(group, name)
            except TocsinError as error:
                findings.append(Finding(what=f"{group} {name}", seen=error.seen, ok=False, hint=error.hint))
            else:
                findings.append(Finding(what=f"{group} {name}", seen="loads", ok=True))
    return findings


def _check_model(name: str) -> Finding:
    what = f"model {name}"
    try:
        folder = model_folder(name)
    except TocsinError as error:
        return Finding(what=what, seen=error.seen, ok=False, hint=error.hint)
    if altered := altered_files(name, folder):
        seen = f"files are not the pinned ones: {', '.join(altered)}"
        return Finding(what=what, seen=seen, ok=False, hint="Reinstall it from the locked requirements.")
    if not is_pinned(name):
        hint = "Its files are not pinned by Tocsin: you chose it, and it is trusted as it is."
        return Finding(what=what, seen="installed", ok=True, hint=hint)
    return Finding(what=what, seen="all files have their pinned digests", ok=True)
