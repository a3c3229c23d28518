"""The real thing: processes of this machine, and a Dask cluster of processes, one of which is killed."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tocsin.annotate.encoder import NetworkEncoder
from tocsin.cli.commands import cli
from tocsin.config import Settings
from tocsin.desk import read_inputs, scale_corpus
from tocsin.desk.scaling import scaled_readings
from tocsin.readers.protocol import Publication
from tocsin.records import encode_reading
from tocsin.scale.engines import DaskEngine, Engine, LocalEngine
from tocsin.scale.parts import read_parts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore"),  # the cluster's own
]

PLACES = ("Strelsau", "Zenda", "Hentzau", "Hofbau", "Fenwick")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "wire.jsonl"
    rows = []
    for number in range(24):
        text = (
            f"Ruritania's foreign minister Anna Castellane met {number + 2} envoys in {PLACES[number % 5]} on Tuesday. "
            f'"We will not send troops to {PLACES[(number + 1) % 5]}," she told reporters. '
            f"General Otto von Tarlenheim denied that {number * 100 + 50} soldiers had crossed the border.\n"
        )
        rows.append(
            {"id": str(number), "outlet": "Demo Wire", "published": "2021-11-11", "text": text * (number % 3 + 1)}
        )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def scaled(corpus: Path, folder: Path, engine: Engine) -> dict[str, bytes]:
    with engine as opened:
        for _ in scale_corpus(
            [str(corpus)],
            folder,
            opened,
            publication=Publication(),
            settings=Settings(),
            shard_size=3,
            on_error=lambda error: pytest.fail(str(error)),
        ):
            pass
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def read(corpus: Path, workers: int) -> list[bytes]:
    found = read_inputs(
        [str(corpus)],
        publication=Publication(),
        settings=Settings(),
        on_error=lambda error: pytest.fail(str(error)),
        workers=workers,
    )
    return [encode_reading(reading) for reading in found]


@pytest.fixture(scope="module")
def alone(corpus: Path) -> list[bytes]:
    return read(corpus, 1)


@pytest.fixture(scope="module")
def local(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return scaled(corpus, tmp_path_factory.mktemp("local") / "out", LocalEngine(2))


def test_two_processes_read_what_one_reads(corpus: Path, alone: list[bytes]) -> None:
    assert read(corpus, 2) == alone


def test_parts_hold_what_is_read_alone(local: dict[str, bytes], alone: list[bytes], tmp_path: Path) -> None:
    assert len(local) == 9
    for name, content in local.items():
        (tmp_path / name).write_bytes(content)
    assert [encode_reading(reading) for reading in read_parts(tmp_path)] == alone


def test_it_goes_on_where_it_stopped_and_a_desk_takes_it(
    corpus: Path, local: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, desk = tmp_path / "out", tmp_path / "desk"
    out.mkdir()
    for name, content in local.items():
        if not name.startswith("part-000003"):
            (out / name).write_bytes(content)
    run = CliRunner()
    command = ["scale", str(corpus), "-o", str(out), "--shard-size", "3"]
    first = run.invoke(cli, command, standalone_mode=False)
    assert "24 documents in 8 parts, 7 of them there already" in first.output
    assert {path.name: path.read_bytes() for path in out.iterdir()} == local
    again = run.invoke(cli, [*command, "--json"], standalone_mode=False)
    assert all(json.loads(line)["known"] for line in again.output.splitlines())
    run.invoke(cli, ["init", str(desk)], standalone_mode=False)
    monkeypatch.setattr(NetworkEncoder, "encode", lambda *_: pytest.fail("what was read is read again"))
    added = run.invoke(cli, ["add", str(out), "--desk", str(desk)], standalone_mode=False)
    assert "24 new" in added.output or "copy" in added.output
    assert added.return_value == 0
    twice = run.invoke(cli, ["add", str(out), "--desk", str(desk)], standalone_mode=False)
    assert "Added: 24 known" in twice.output


def test_a_killed_process_of_this_machine_loses_nothing(corpus: Path, local: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    killed: list[int] = []

    def kill_one() -> None:
        while len(list(folder.glob("part-*"))) < 2:
            time.sleep(0.02)
        pid = next(child.pid for child in multiprocessing.active_children() if child.pid is not None)
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    reaper = threading.Thread(target=kill_one, daemon=True)
    reaper.start()
    assert scaled(corpus, folder, LocalEngine(2)) == local
    reaper.join(timeout=30)
    assert killed


def test_parts_of_other_coders_are_read_anew(local: dict[str, bytes], alone: list[bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name, content in local.items():
        (out / name).write_bytes(content)
    made = json.loads((out / "scale.json").read_bytes())
    (out / "scale.json").write_text(json.dumps({**made, "coders": {"events": "0"}}))
    found = scaled_readings([out], settings=Settings(), workers=1, on_error=lambda error: pytest.fail(str(error)))
    assert [encode_reading(reading) for reading in found] == alone


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="needs the extra scale")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as running:
        yield running


def test_a_cluster_writes_the_same_bytes_though_a_worker_is_killed(
    corpus: Path, local: dict[str, bytes], cluster: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    killed: list[int] = []

    def kill_one() -> None:
        while len(list(folder.glob("part-*"))) < 2:
            time.sleep(0.02)
        pid = next(iter(cluster.workers.values())).process.process.pid
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    reaper = threading.Thread(target=kill_one, daemon=True)
    reaper.start()
    assert scaled(corpus, folder, DaskEngine(cluster.scheduler_address)) == local
    reaper.join(timeout=30)
    assert killed
