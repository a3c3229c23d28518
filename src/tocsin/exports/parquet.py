"""Parquet: a ZIP archive with one file a kind of record, nested as the records are; the extra `analytics`."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from typing import Any, BinaryIO

import msgspec

from tocsin.errors import ConfigError
from tocsin.exports.archive import zip_of
from tocsin.exports.tables import TABLES, columns_of, rows_of
from tocsin.records import Reading

__all__ = ["ParquetExporter"]


class ParquetExporter:
    """Writes `documents.parquet`, `statements.parquet` and so on, stored unpacked in the archive.

    Raises `ConfigError` (`extra-missing`) where pyarrow is not installed.
    """

    name = "parquet"
    media_type = "application/zip"
    loses = "nothing"

    def write(self, readings: Iterable[Reading], out: BinaryIO) -> None:
        """The archive. Holds all rows."""
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:
            raise ConfigError(
                "extra-missing", "Parquet needs the package pyarrow.", "Install it: pip install 'tocsin[analytics]'."
            ) from error
        tables = rows_of(readings)
        files = []
        for name in TABLES:
            packed = io.BytesIO()
            pq.write_table(pa.Table.from_pylist(tables[name], schema=_schema(name)), packed)
            files.append((f"{name}.parquet", packed.getvalue()))
        out.write(zip_of(files, packed=False))


@cache
def _schema(name: str) -> Any:
    import pyarrow as pa

    info = msgspec.inspect.type_info(TABLES[name])
    assert isinstance(info, msgspec.inspect.StructType)
    types = {field.name: _arrow_type(field.type) for field in info.fields}
    return pa.schema([(column, types.get(column, pa.string())) for column in columns_of(name)])


def _arrow_type(info: msgspec.inspect.Type) -> Any:
    """The Arrow type of a field: structs nest, spans are pairs of numbers, literals are text."""
    import pyarrow as pa

    match info:
        case msgspec.inspect.UnionType():
            known = [kind for kind in info.types if not isinstance(kind, msgspec.inspect.NoneType)]
            return _arrow_type(known[0])
        case msgspec.inspect.StructType() if info.array_like:
            return pa.list_(pa.int64())
        case msgspec.inspect.StructType():
            return pa.struct([(field.name, _arrow_type(field.type)) for field in info.fields])
        case msgspec.inspect.VarTupleType():
            return pa.list_(_arrow_type(info.item_type))
        case msgspec.inspect.BoolType():
            return pa.bool_()
        case msgspec.inspect.IntType():
            return pa.int64()
        case msgspec.inspect.FloatType():
            return pa.float64()
        case _:
            return pa.string()
