"""Originals are kept once, whole, and under no name but their own."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tocsin.errors import LedgerError
from tocsin.stores.snapshots import Snapshots


def test_bytes_come_back_and_are_written_once(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "snapshots")
    name = snapshots.keep(b"They met.")
    assert name == "sha256:" + hashlib.sha256(b"They met.").hexdigest()
    written = snapshots.path(name).stat()
    assert snapshots.keep(b"They met.") == name
    assert snapshots.path(name).stat().st_ino == written.st_ino
    assert snapshots.read(name) == b"They met."
    assert list(snapshots.names()) == [name]
    assert snapshots.unfinished() == []
    snapshots.erase(name)
    snapshots.erase(name)
    assert snapshots.read(name) is None


def test_one_that_was_torn_is_not_given_out_and_is_mended_by_the_same_bytes(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path)
    name = snapshots.keep(b"They met.")
    snapshots.path(name).write_bytes(b"They")
    assert snapshots.read(name) is None
    snapshots.keep(b"They met.")
    assert snapshots.read(name) == b"They met."


@pytest.mark.parametrize("name", ["sha256:../../x", "x", "", "sha256:" + "A" * 64])
def test_no_name_leads_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        Snapshots(tmp_path).path(name)


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "snapshots").write_text("no folder")
    with pytest.raises(LedgerError) as caught:
        Snapshots(tmp_path / "snapshots").keep(b"They met.")
    assert caught.value.code == "snapshot-not-kept"
