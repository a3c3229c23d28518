"""What only a database has: several writers at once, an address with a password, words gone from its tables."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tocsin.config import parse_desk_file
from tocsin.desk import Desk, back_up, check_desk
from tocsin.errors import ConfigError, LedgerError
from tocsin.ledger.cut import NO_CUT
from tocsin.records import Published, Reading, make_document
from tocsin.stores.postgres import named_store, open_postgres
from tocsin.stores.sql import SqlStore

AT = "2031-03-15T08:00:00+00:00"
SECRET = "quorlbantine"


def reading(text: str) -> Reading:
    document = make_document(text, outlet="Demo Wire", published=Published(value="2031-03-14", basis="given"))
    return Reading(document=document, records=(), diagnostics=())


@pytest.fixture
def address(server: Any) -> str:
    return str(server.database())


@pytest.fixture
def store(address: str) -> Iterator[SqlStore]:
    opened = open_postgres(address)
    yield opened
    opened.close()


def test_several_writers_keep_everything_once(address: str) -> None:
    told: list[str] = []

    def write(number: int) -> None:
        opened = open_postgres(address)
        run = opened.open_run({"entities": "1"}, at=AT)
        for text in range(20):
            added = opened.add(reading(f"They met {text} times in Calder."), run=run, at=AT, by=f"ana{number}")
            told.append(added.outcome)
        opened.close()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    opened = open_postgres(address)
    assert len(list(opened.readings(NO_CUT))) == 20
    assert len(told) == 80
    assert told.count("known") == 60
    assert opened.current_run() is not None
    opened.close()


def test_purged_words_are_in_no_table(store: SqlStore, address: str) -> None:
    run = store.open_run({}, at=AT)
    kept = reading(f"The {SECRET} plan was kept from the public, the minister said.")
    store.add(kept, run=run, at=AT, by="ana")
    assert len(store.search(SECRET, NO_CUT, limit=5)) == 1
    store.purge(kept.document.id, at=AT, by="ana", reason="takedown")
    assert store.search(SECRET, NO_CUT, limit=5) == []
    engine = sa.create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        for table in sa.inspect(engine).get_table_names():
            rows = connection.execute(sa.text(f"SELECT * FROM {table}")).fetchall()
            assert SECRET not in str([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in rows])
    engine.dispose()


def test_a_long_text_is_found_by_words_of_its_end_and_accents_do_not_count(store: SqlStore) -> None:
    run = store.open_run({}, at=AT)
    long = reading("They met in Calder. " * 60_000 + "Das Treffen in K\u00f6nigsberg endete.")
    store.add(long, run=run, at=AT, by="ana")
    for words in ("konigsberg", "K\u00d6NIGSBERG", '"treffen in konigsberg"'):
        assert [hit.document for hit in store.search(words, NO_CUT, limit=5)] == [long.document.id]
    assert store.search('"konigsberg treffen"', NO_CUT, limit=5) == []


def test_a_desk_keeps_its_ledger_there_and_is_looked_over(address: str, tmp_path: Path) -> None:
    Desk.create(tmp_path / "desk", store=address)
    settings = parse_desk_file((tmp_path / "desk" / "tocsin.toml").read_text(encoding="utf-8"), "tocsin.toml", {})
    desk = Desk.open(tmp_path / "desk", {})
    run = desk.store.open_run({}, at=AT)
    desk.store.add(reading("They met in Calder."), run=run, at=AT, by="ana")
    desk.close()
    assert not (tmp_path / "desk" / "desk.sqlite").exists()
    findings = check_desk(tmp_path / "desk", settings)
    assert all(finding.ok for finding in findings), findings
    assert any("sound; 1 documents" in finding.seen for finding in findings)
    with pytest.raises(ConfigError) as told:
        back_up(tmp_path / "desk", tmp_path / "desk.zip", settings)
    assert told.value.code == "store-elsewhere"


def test_a_password_is_in_no_message_and_in_no_desk_file() -> None:
    assert named_store("postgresql://ana:hunter2@db.example/desk") == "postgresql://db.example/desk"
    with pytest.raises(LedgerError) as told:
        open_postgres("postgresql://ana:hunter2@127.0.0.1:1/desk")
    assert told.value.code == "store-unreachable"
    assert "hunter2" not in str(told.value)
    with pytest.raises(ConfigError) as refused:
        parse_desk_file('store = "postgresql://ana:hunter2@db.example/desk"', "tocsin.toml", {})
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("address", ["mysql://x/y", "nonsense", "sqlite:///x"])
def test_another_address_is_refused(address: str) -> None:
    with pytest.raises(ConfigError) as told:
        open_postgres(address)
    assert told.value.code == "bad-setting"
