"""More processes and machines wired to readers, pipeline and store: `read --workers`, `tocsin scale`, its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from tocsin import __version__
from tocsin.annotate.pipeline import Pipeline, batched
from tocsin.config import Settings
from tocsin.desk.arrivals import OnError
from tocsin.desk.reading import build_pipeline, coder_versions, open_documents
from tocsin.errors import ConfigError, ReadError
from tocsin.readers.addresses import is_address
from tocsin.readers.protocol import Publication
from tocsin.records import Document, Reading
from tocsin.scale.engines import DaskEngine, Engine, LocalEngine
from tocsin.scale.flow import Flow
from tocsin.scale.parts import Manifest, is_scaled, part_name, read_manifest, read_parts, write_manifest, write_part
from tocsin.scale.shards import Shard, Work, shards_of

__all__ = [
    "Part",
    "open_engine",
    "part_scaled",
    "pipeline_of",
    "read_documents",
    "read_inputs",
    "scale_corpus",
    "scaled_readings",
]


@cache
def pipeline_of(settings: bytes) -> Pipeline:
    """The pipeline of encoded settings, made once a process: what a worker is told to read by."""
    return build_pipeline(msgspec.json.decode(settings, type=Settings))


def read_inputs(
    inputs: Iterable[str], *, publication: Publication, settings: Settings, on_error: OnError, workers: int = 1
) -> Iterator[Reading]:
    """The readings of all inputs (paths, or `-`), in order, streaming; what cannot be read goes to `on_error`.

    Raises `ModelError` and `PluginError` where the installation is at fault.
    """
    documents = open_documents(inputs, publication=publication, settings=settings, on_error=on_error)
    return read_documents(documents, settings=settings, workers=workers)


def read_documents(documents: Iterable[Document], *, settings: Settings, workers: int = 1) -> Iterator[Reading]:
    """One reading a document, in order; by so many processes where that is more than one. The same either way."""
    if workers <= 1:
        yield from build_pipeline(settings).read(documents)
        return
    with LocalEngine(workers) as engine:
        flow = Flow(engine, Work(pipeline_of, msgspec.json.encode(settings)))
        for _, readings in flow.read(batched(documents)):
            yield from readings


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a shard: the file of its part, how many documents it holds, and whether it was there already."""

    file: str
    documents: int
    known: bool


def open_engine(name: Literal["local", "dask"], *, workers: int, scheduler: str | None) -> Engine:
    """The engine of a name. Raises `ConfigError` (`extra-missing`, `no-scheduler`)."""
    if name == "local":
        return LocalEngine(workers)
    if scheduler is None:
        raise ConfigError("no-scheduler", "No scheduler is named.", "Give its address: --scheduler tcp://HOST:8786.")
    return DaskEngine(scheduler)


def scale_corpus(
    inputs: Iterable[str],
    folder: Path,
    engine: Engine,
    *,
    publication: Publication,
    settings: Settings,
    shard_size: int,
    on_error: OnError,
) -> Iterator[Part]:
    """Reads a corpus shard by shard into parts in a folder; a part that is there is passed by.

    Parts come out in order, each when it is on the disk. Raises `ConfigError` (`bad-folder`, `extra-missing`).
    """
    manifest = _manifest(settings)
    write_manifest(folder, manifest)
    documents = open_documents(inputs, publication=publication, settings=settings, on_error=on_error)
    names: dict[int, str] = {}
    known: list[Part] = []

    def wanted() -> Iterator[Shard]:
        for number, shard in enumerate(shards_of(documents, shard_size), 1):
            name = part_name(number, shard, manifest)
            if (folder / name).is_file():
                known.append(Part(file=name, documents=len(shard), known=True))
            else:
                names[id(shard)] = name
                yield shard

    for shard, readings in Flow(engine, Work(pipeline_of, msgspec.json.encode(settings))).read(wanted()):
        while known:
            yield known.pop(0)
        name = names.pop(id(shard))
        write_part(folder, name, readings)
        yield Part(file=name, documents=len(shard), known=False)
    yield from known


def _manifest(settings: Settings) -> Manifest:
    """What readings are made by here and now: versions, and the settings that matter, as JSON has them."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(settings))
    matter = {name: plain[name] for name in ("model", "encoder", "rosters", "weights")}
    return Manifest(tocsin=__version__, coders=coder_versions(), settings=matter)


def part_scaled(inputs: Iterable[str]) -> tuple[list[Path], list[str]]:
    """The inputs that are folders of parts, and the others."""
    scaled: list[Path] = []
    plain: list[str] = []
    for name in inputs:
        if not is_address(name) and is_scaled(Path(name)):
            scaled.append(Path(name))
        else:
            plain.append(name)
    return scaled, plain


def scaled_readings(
    folders: Iterable[Path], *, settings: Settings, workers: int, on_error: OnError
) -> Iterator[Reading]:
    """The readings of scaled corpora; where other coders or settings made them, their documents are read anew.

    A folder that is not understood goes to `on_error`.
    """
    mine = _manifest(settings)
    for folder in folders:
        try:
            made = read_manifest(folder)
            readings = read_parts(folder)
            if made == mine:
                yield from readings
            else:
                documents = (reading.document for reading in readings)
                yield from read_documents(documents, settings=settings, workers=workers)
        except ReadError as error:
            on_error(error)
