"""Parts on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import ConfigError, ReadError
from tocsin.records import Document, Published, Reading, make_document
from tocsin.scale.parts import Manifest, is_scaled, part_name, read_manifest, read_parts, write_manifest, write_part

MADE_BY = Manifest(tocsin="0", coders={"events": "1"}, settings={"model": "demo"})


def document(text: str) -> Document:
    return make_document(text=text, published=Published(value="2021-11-11", basis="given"), outlet="Demo Wire")


def reading(text: str) -> Reading:
    return Reading(document=document(text), records=(), diagnostics=())


def test_parts_give_back_what_they_were_given(tmp_path: Path) -> None:
    write_manifest(tmp_path / "out", MADE_BY)
    assert is_scaled(tmp_path / "out")
    assert read_manifest(tmp_path / "out") == MADE_BY
    for number, words in ((1, ("one", "two")), (2, ("three",))):
        found = [reading(word) for word in words]
        write_part(tmp_path / "out", part_name(number, [r.document for r in found], MADE_BY), found)
    assert [r.document.text for r in read_parts(tmp_path / "out")] == ["one", "two", "three"]


def test_a_part_is_named_by_what_is_in_it_and_by_what_made_it() -> None:
    other = Manifest(tocsin="0", coders={"events": "2"}, settings={"model": "demo"})
    names = {
        part_name(1, [document("one")], MADE_BY),
        part_name(1, [document("one")], other),
        part_name(1, [document("two")], MADE_BY),
        part_name(2, [document("one")], MADE_BY),
    }
    assert len(names) == 4
    assert part_name(1, [document("one")], MADE_BY) in names


def test_a_part_made_anew_takes_the_place_of_the_old(tmp_path: Path) -> None:
    write_part(tmp_path, "part-000001-aa.parquet", [reading("old")])
    write_part(tmp_path, "part-000001-bb.parquet", [reading("new")])
    assert [path.name for path in tmp_path.iterdir()] == ["part-000001-bb.parquet"]


def test_the_same_readings_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("part-000001-aa.parquet", "part-000002-bb.parquet"):
        write_part(tmp_path, name, [reading("one"), reading("two")])
    first, second = sorted(tmp_path.iterdir())
    assert first.read_bytes() == second.read_bytes()


def test_what_is_no_part_is_named(tmp_path: Path) -> None:
    (tmp_path / "part-000001-aa.parquet").write_bytes(b"no Parquet")
    with pytest.raises(ReadError, match="part-000001-aa") as found:
        list(read_parts(tmp_path))
    assert found.value.code == "bad-parts"
    (tmp_path / "scale.json").write_text("[")
    with pytest.raises(ReadError):
        read_manifest(tmp_path)


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigError) as found:
        write_manifest(tmp_path / "file" / "out", MADE_BY)
    assert found.value.code == "bad-folder"
