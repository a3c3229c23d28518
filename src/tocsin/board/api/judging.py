"""What analysts say, through programs: words on records, notes, grades, who is who, outcomes, cells, kept searches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from litestar import Request, Response, delete, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath, JSONBody

from tocsin.assess.forecasts import OUTCOMES
from tocsin.board.access.door import Door
from tocsin.board.answers import Board
from tocsin.board.api.answers import Citing, Undone
from tocsin.board.api.faults import FAULTS
from tocsin.board.api.shapes import (
    NewBearing,
    NewCell,
    NewCredibility,
    NewGrade,
    NewJudgement,
    NewNote,
    NewOutcome,
    NewRecord,
    NewSearch,
)
from tocsin.board.replies import as_json
from tocsin.board.review import cite_span, find_span
from tocsin.desk.searches import Search, list_searches, save_search
from tocsin.errors import ConfigError
from tocsin.ledger.cut import NO_CUT
from tocsin.records import Judgement

__all__ = ["judging_routes"]

Asked = Request[Any, Any, Any]


def judging_routes(board: Board, door: Door, clock: Callable[[], str]) -> list[Any]:
    """All addresses that keep a word, and those that list what is kept."""
    return [
        *_on_records(board, door, clock),
        *_on_documents(board, door, clock),
        *_on_others(board, door, clock),
        *_searches(board, door),
    ]


def _on_records(board: Board, door: Door, clock: Callable[[], str]) -> list[Any]:
    # An address that is also read: in a thread by hand, see the intake.
    @post("/documents/{document:str}/judgements", status_code=200, responses=FAULTS)
    async def judge(request: Asked, document: FromPath[str], data: JSONBody[NewJudgement]) -> Response[Judgement]:
        """Keeps an analyst's word on a record."""
        by = door.admit(request).name

        def keep() -> Judgement:
            return board.desk.judge(
                document, data.record, data.verdict, by=by, at=clock(), patch=data.patch or None, reason=data.reason
            )

        return as_json(await sync_to_thread(keep))

    @get("/documents/{document:str}/judgements", responses=FAULTS)
    async def judgements(document: FromPath[str]) -> Response[list[Judgement]]:
        """The judgements that stand on the words of a document, in their order; each can be taken back by its id."""

        def find() -> list[Judgement]:
            digest = board.desk.judged(document).reading.document.text_digest
            return [word for word in board.desk.store.judgements(NO_CUT) if word.target.text_digest == digest]

        return as_json(await sync_to_thread(find))

    @post("/documents/{document:str}/records", sync_to_thread=True, status_code=200, responses=FAULTS)
    def add_record(request: Asked, document: FromPath[str], data: JSONBody[NewRecord]) -> Response[Judgement]:
        """Adds a record that the coders missed."""
        by = door.admit(request).name
        return as_json(board.desk.add_record(document, dict(data.record), by=by, at=clock(), reason=data.reason))

    @delete("/judgements/{judgement:str}", sync_to_thread=True, status_code=200, responses=FAULTS)
    def undo(request: Asked, judgement: FromPath[str]) -> Response[Undone]:
        """Takes a judgement back."""
        board.desk.store.undo(judgement, by=door.admit(request).name, at=clock())
        return as_json(Undone(undone=judgement))

    return [judge, judgements, add_record, undo]


def _on_documents(board: Board, door: Door, clock: Callable[[], str]) -> list[Any]:
    @post("/documents/{document:str}/notes", sync_to_thread=True, status_code=200, responses=FAULTS)
    def note(request: Asked, document: FromPath[str], data: JSONBody[NewNote]) -> Response[Judgement]:
        """Keeps a note on a document, or on one of its records."""
        by = door.admit(request).name
        return as_json(board.desk.note(document, data.record, data.words, by=by, at=clock()))

    @post("/documents/{document:str}/credibility", sync_to_thread=True, status_code=200, responses=FAULTS)
    def believe(request: Asked, document: FromPath[str], data: JSONBody[NewCredibility]) -> Response[Judgement]:
        """Says how far a record is believed, whoever it is from."""
        by = door.admit(request).name
        kept = board.desk.grade_record(document, data.record, data.grade, by=by, at=clock(), reason=data.reason)
        return as_json(kept)

    @get("/documents/{document:str}/cite/{span:str}", sync_to_thread=True, responses=FAULTS)
    def cite(request: Asked, document: FromPath[str], span: FromPath[str]) -> Response[Citing]:
        """Exact characters (as `471-550`) as a citation: words, outlet, day, digest of the text, lasting link."""
        address = urlsplit(str(request.base_url))
        words = cite_span(board, document, find_span(span), f"{address.scheme}://{address.netloc}")
        return as_json(Citing(citation=words))

    return [note, believe, cite]


def _on_others(board: Board, door: Door, clock: Callable[[], str]) -> list[Any]:
    @post("/identities", sync_to_thread=True, status_code=200, responses=FAULTS)
    def bear(request: Asked, data: JSONBody[NewBearing]) -> Response[Judgement]:
        """Says that entities of documents are one bearer, or are not, or parts them from all others."""
        by, at = door.admit(request).name, clock()
        if data.verdict == "split":
            return as_json(board.desk.split_bearer(data.members, by=by, at=at, reason=data.reason))
        if len(set(data.members)) < 2:
            raise ConfigError("bad-form", "One alone is nobody's double.", "Name two entities or more.")
        return as_json(board.desk.judge_bearers(data.members, data.verdict, by=by, at=at, reason=data.reason))

    @post("/forecasts/{forecast:str}/outcome", sync_to_thread=True, status_code=200, responses=FAULTS)
    def resolve(request: Asked, forecast: FromPath[str], data: JSONBody[NewOutcome]) -> Response[Judgement]:
        """Says what came of a forecast."""
        if data.outcome not in OUTCOMES:
            raise ConfigError("bad-form", f"'{data.outcome[:40]}' is no outcome.", f"Outcomes: {', '.join(OUTCOMES)}.")
        by, outcome = door.admit(request).name, cast("Any", data.outcome)
        return as_json(board.desk.resolve(forecast, outcome, by=by, at=clock(), reason=data.reason))

    @post("/sources/grade", sync_to_thread=True, status_code=200, responses=FAULTS)
    def grade(request: Asked, data: JSONBody[NewGrade]) -> Response[Judgement]:
        """Says how reliable a source is."""
        by = door.admit(request).name
        return as_json(board.desk.grade_source(data.name, data.grade, by=by, at=clock(), reason=data.reason))

    @post("/problems/{problem:str}/cells", sync_to_thread=True, status_code=200, responses=FAULTS)
    def set_cell(request: Asked, problem: FromPath[str], data: JSONBody[NewCell]) -> Response[Judgement]:
        """Sets a cell of a problem's matrix of hypotheses."""
        by = door.admit(request).name
        patch = {name: value for name in ("consistency", "credibility", "relevance") if (value := getattr(data, name))}
        return as_json(board.desk.set_cell(problem, data.indicator, data.hypothesis, patch, by=by, at=clock()))

    return [bear, resolve, grade, set_cell]


def _searches(board: Board, door: Door) -> list[Any]:
    @get("/searches", responses=FAULTS)
    async def searches() -> Response[list[Search]]:
        """The searches kept by name."""
        return as_json(await sync_to_thread(list_searches, board.desk))

    @post("/searches", status_code=200, responses=FAULTS)
    async def keep_search(request: Asked, data: JSONBody[NewSearch]) -> Response[list[Search]]:
        """Keeps a search under a name, in place of the one that bore it; an empty query lets it go."""
        door.admit(request)
        if data.query and not data.query.startswith("?"):
            raise ConfigError("bad-form", "A search is the query of its address.", "Begin it with '?': ?q=tanks")
        await sync_to_thread(save_search, board.desk, data.name, data.query)
        return as_json(await sync_to_thread(list_searches, board.desk))

    return [searches, keep_search]
