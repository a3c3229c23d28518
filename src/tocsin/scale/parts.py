"""Parts: one Parquet file a shard, a row a document with its whole reading; written whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tocsin.errors import ConfigError, ReadError
from tocsin.records import Reading, decode_reading, encode_reading
from tocsin.scale.shards import Shard

__all__ = [
    "MANIFEST",
    "Manifest",
    "is_scaled",
    "part_name",
    "read_manifest",
    "read_parts",
    "write_manifest",
    "write_part",
]

MANIFEST = "scale.json"
_COUNTED = ("Timex", "Entity", "Mention", "Statement", "Event", "Forecast")


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the parts of a folder were made by: the version of Tocsin, of each coder, and the settings that matter."""

    schema: int = 1
    tocsin: str
    coders: Mapping[str, str]
    settings: Mapping[str, Any]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Makes the folder, and says in it what its parts were made by. Raises `ConfigError` (`bad-folder`)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_whole(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    except OSError as error:
        raise ConfigError(
            "bad-folder", f"{folder}: cannot be written to ({error.strerror}).", "Name another folder."
        ) from error


def read_manifest(folder: Path) -> Manifest:
    """What the parts of a folder were made by. Raises `ReadError` (`bad-parts`)."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError) as error:
        raise ReadError("bad-parts", f"{folder / MANIFEST}: is not understood ({error}).", "Scale it anew.") from error


def is_scaled(folder: Path) -> bool:
    """Whether a folder holds parts."""
    return (folder / MANIFEST).is_file()


def part_name(number: int, shard: Shard, manifest: Manifest) -> str:
    """The name of a shard's part (from 1): another for other documents, other coders or other settings."""
    digest = hashlib.sha256(msgspec.json.encode(manifest, order="deterministic"))
    for document in shard:
        digest.update(msgspec.json.encode(document))
    return f"part-{number:06}-{digest.hexdigest()[:16]}.parquet"


def write_part(folder: Path, name: str, readings: Sequence[Reading]) -> None:
    """Writes a part, and takes away what an earlier call wrote under the same number from something else.

    The same readings make the same bytes. Raises `ConfigError` (`extra-missing`) without pyarrow.
    """
    pa, pq = _arrow()
    columns = {name: [row[name] for row in map(_row, readings)] for name in _SCHEMA}
    schema = pa.schema([(column, getattr(pa, kind)()) for column, kind in _SCHEMA.items()])
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns, schema=schema), sink, compression="zstd")
    _write_whole(folder / name, sink.getvalue().to_pybytes())
    number = name.rsplit("-", 1)[0]
    for old in folder.glob(f"{number}-*.parquet"):
        if old.name != name:
            old.unlink()


def read_parts(folder: Path) -> Iterator[Reading]:
    """The readings of all parts, in order. Raises `ReadError` (`bad-parts`) naming the file that is none."""
    pa, pq = _arrow()
    for path in sorted(folder.glob("part-*.parquet")):
        try:
            for batch in pq.ParquetFile(path).iter_batches(batch_size=64, columns=["reading"]):
                for line in batch.column(0).to_pylist():
                    yield decode_reading(line)
        except (OSError, pa.ArrowException, msgspec.DecodeError) as error:
            raise ReadError(
                "bad-parts", f"{path}: is no part of a scaled corpus ({error}).", "Scale it anew."
            ) from error


_SCHEMA = {
    **dict.fromkeys(
        ("document", "text_digest", "input_id", "uri", "title", "outlet", "published", "language"), "string"
    ),
    **{f"{kind.lower()}s".replace("entitys", "entities").replace("timexs", "timexes"): "int32" for kind in _COUNTED},
    "diagnostics": "string",
    "reading": "binary",
}


def _row(reading: Reading) -> dict[str, Any]:
    """A document's row: what one selects by, how many records of each kind there are, and the line of JSON."""
    document = reading.document
    counts = Counter(type(record).__name__ for record in reading.records)
    return {
        "document": document.id,
        "text_digest": document.text_digest,
        "input_id": document.input_id,
        "uri": document.uri,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published.value,
        "language": document.language,
        **dict(zip(list(_SCHEMA)[8:14], (counts[kind] for kind in _COUNTED), strict=True)),
        "diagnostics": " ".join(sorted({diagnostic.code for diagnostic in reading.diagnostics})),
        "reading": encode_reading(reading),
    }


def _write_whole(path: Path, content: bytes) -> None:
    """Writes a file under another name and renames it: it is whole, on the disk, or not there."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(path)


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ConfigError(
            "extra-missing",
            "Parts are Parquet, which needs the package pyarrow.",
            "Install it: pip install 'tocsin[scale]'.",
        ) from error
    return pa, pq
