"""The records of a large desk over the API: how long a page takes by each filter, and an answer that is not new.

    python benchmarks/records.py --documents 20000

makes a desk of invented records (no coder runs), asks in one process, and prints the median and the longest of the
first eight pages of each in milliseconds.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from board import fill_fast  # type: ignore[import-not-found]
from litestar.testing import TestClient

from tocsin.board.app import create_app
from tocsin.desk import Desk

PORT = 8710
LIMIT_MS = 300
QUERIES = (
    "", "limit=500", "type=Event", "type=Event&status=planned&event_type=CONSULT&country=DEU",
    "actor=Ada+Brandt&type=Statement", "actor=Ada+Brandt&type=Event", "source=Ada+Brandt&type=Event&status=denied",
    "event_type=AID", "status=feared", "outlet=Demo+Wire&type=Forecast", "since=2021-12-01&until=2021-12-03&type=Event",
    "published_since=2022-02-27", "problem=ru-ua-2021",
)  # fmt: skip


def walk(client: TestClient[Any], query: str) -> tuple[list[float], int]:
    """The times of the first eight pages of a query, and how many records they hold."""
    times: list[float] = []
    items, address = 0, f"/api/v1/records?{query}"
    while address and len(times) < 8:
        begun = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
        items += len(answer.json()["items"])
        address = answer.json()["next"]
    return times, items


def main() -> int:
    """Runs the measurement; 1 where a page is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--desk", type=Path, help="Keep the desk here, or use the one that is there.")
    asked = parser.parse_args()
    logging.disable(logging.INFO)
    slow = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.desk or Path(temporary) / "desk"
        if not folder.exists():
            Desk.create(folder)
            fill_fast(folder, asked.documents)
        desk = Desk.open(folder, {})
        app = create_app(desk, clock=lambda: "2026-01-15T09:00:00+00:00", analyst="bench", port=PORT)
        with TestClient(app, base_url=f"http://127.0.0.1:{PORT}") as client:
            for query in ("", "actor=Ada+Brandt", "problem=ru-ua-2021"):
                print(f"first {query or 'of all'}: {walk(client, query)[0][0]:.0f} ms", flush=True)
            for query in QUERIES:
                times, items = walk(client, query)
                slow += max(times) > LIMIT_MS
                print(f"{statistics.median(times):6.0f} {max(times):6.0f} ms  {items:5} records  {query or 'all'}")
            tag = client.get("/api/v1/records").headers["etag"]
            begun = time.perf_counter()
            client.get("/api/v1/records", headers={"if-none-match": tag})
            print(f"{(time.perf_counter() - begun) * 1000:6.0f} ms  not new (304)")
        desk.close()
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
