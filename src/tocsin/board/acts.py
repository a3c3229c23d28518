"""What analysts do on the board: judge, edit, add, undo, resolve, grade, keep a search, bring documents in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Annotated, Any, cast
from urllib.parse import urlsplit

from litestar import MediaType, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect

from tocsin.assess.forecasts import OUTCOMES
from tocsin.board.answers import Board, as_published
from tocsin.board.editing import read_added, read_patch
from tocsin.board.replies import elsewhere
from tocsin.board.review import back_to, cite_span, find_span, levels_of, read_verdict
from tocsin.desk.searches import save_search
from tocsin.errors import ConfigError, ReadError
from tocsin.ledger.cut import NO_CUT
from tocsin.ledger.protocol import Added
from tocsin.readers.addresses import is_address
from tocsin.readers.protocol import Publication

__all__ = ["act_routes"]

Asked = Request[Any, Any, Any]
_FORM = Body(media_type=RequestEncodingType.URL_ENCODED)
_FILES = Body(media_type=RequestEncodingType.MULTI_PART)
_LONGEST_NAME = 120
_LONGEST_NOTE = 2000


def act_routes(
    board: Board, render: Callable[..., Response[str]], *, clock: Callable[[], str], analyst: Callable[[], str]
) -> list[Any]:
    """The addresses that take a form, and the citation of a span."""
    return [
        *_judging(board, clock, analyst),
        *_noting(board, clock, analyst),
        *_keeping(board, clock, analyst),
        *_bringing(board, render, clock, analyst),
    ]


def _judging(board: Board, clock: Callable[[], str], analyst: Callable[[], str]) -> list[Any]:
    @post("/documents/{document:str}/judge", sync_to_thread=True)
    def judge(document: FromPath[str], data: Annotated[dict[str, str], _FORM]) -> Redirect:
        verdict, records = read_verdict(data)
        was = levels_of(board, fresh=True)
        numbers = {record.id: n for n, record in enumerate(board.desk.judged(document).reading.records)}
        for record in records:
            board.desk.judge(document, record, cast("Any", verdict), by=analyst(), at=clock())
        place = f"#d1r{numbers.get(records[0], 0)}" if records and verdict == "accept" else "#judged"
        return elsewhere(back_to(document, was, place))

    @post("/documents/{document:str}/undo", sync_to_thread=True)
    def undo(document: FromPath[str], data: Annotated[dict[str, str], _FORM]) -> Redirect:
        was = levels_of(board, fresh=True)
        board.desk.store.undo(data.get("judgement", ""), by=analyst(), at=clock())
        return elsewhere(back_to(document, was, "#judged"))

    @post("/documents/{document:str}/edit", sync_to_thread=True)
    def edit(document: FromPath[str], data: Annotated[dict[str, Any], _FORM]) -> Redirect:
        record, reason = str(data.get("record", "")), str(data.get("reason", ""))
        was = levels_of(board, fresh=True)
        patch = read_patch(board, document, record, data)
        if patch:
            board.desk.judge(document, record, "edit", by=analyst(), at=clock(), patch=patch, reason=reason)
        return elsewhere(back_to(document, was, "#judged"))

    @post("/documents/{document:str}/new", sync_to_thread=True)
    def add_record(document: FromPath[str], data: Annotated[dict[str, Any], _FORM]) -> Redirect:
        was = levels_of(board, fresh=True)
        reason = str(data.get("reason", ""))
        board.desk.add_record(document, read_added(data), by=analyst(), at=clock(), reason=reason)
        return elsewhere(back_to(document, was, "#judged"))

    return [judge, undo, edit, add_record]


def _noting(board: Board, clock: Callable[[], str], analyst: Callable[[], str]) -> list[Any]:
    @post("/documents/{document:str}/note", sync_to_thread=True)
    def note(document: FromPath[str], data: Annotated[dict[str, str], _FORM]) -> Redirect:
        words = data.get("words", "").strip()[:_LONGEST_NOTE]
        if not words:
            raise ConfigError("bad-form", "A note without words says nothing.", "Go back and write it.")
        board.desk.note(document, data.get("record") or None, words, by=analyst(), at=clock())
        return elsewhere(f"/documents/{document}#judged")

    @get("/cite/{document:str}/{span:str}", sync_to_thread=True, media_type=MediaType.TEXT)
    def cite(request: Asked, document: FromPath[str], span: FromPath[str]) -> str:
        address = urlsplit(str(request.base_url))
        return cite_span(board, document, find_span(span), f"{address.scheme}://{address.netloc}")

    @post("/undo", sync_to_thread=True)
    def take_back(data: Annotated[dict[str, str], _FORM]) -> Redirect:
        board.desk.store.undo(data.get("judgement", ""), by=analyst(), at=clock())
        board.pictures.at(NO_CUT, fresh=True)
        return elsewhere("/journal")

    return [note, cite, take_back]


def _keeping(board: Board, clock: Callable[[], str], analyst: Callable[[], str]) -> list[Any]:
    @post("/forecasts/resolve", sync_to_thread=True)
    def resolve(data: Annotated[dict[str, str], _FORM]) -> Redirect:
        outcome = data.get("outcome", "")
        if outcome not in OUTCOMES:
            raise ConfigError("bad-form", f"'{outcome[:40]}' is no outcome.", f"Outcomes: {', '.join(OUTCOMES)}.")
        forecast = data.get("forecast", "")
        board.desk.resolve(forecast, outcome, by=analyst(), at=clock(), reason=data.get("reason", ""))
        board.pictures.at(NO_CUT, fresh=True)
        return elsewhere(f"/forecasts#f{forecast}")

    @post("/sources/grade", sync_to_thread=True)
    def grade(data: Annotated[dict[str, str], _FORM]) -> Redirect:
        board.desk.grade_source(data.get("name", ""), data.get("grade", ""), by=analyst(), at=clock())
        board.pictures.at(NO_CUT, fresh=True)
        return elsewhere("/sources")

    @post("/problems/{problem:str}/cell", sync_to_thread=True)
    def set_cell(problem: FromPath[str], data: Annotated[dict[str, str], _FORM]) -> Redirect:
        patch = {name: data[name] for name in ("consistency", "credibility", "relevance") if data.get(name)}
        board.desk.set_cell(
            problem, data.get("indicator", ""), data.get("hypothesis", ""), patch, by=analyst(), at=clock()
        )
        board.pictures.at(NO_CUT, fresh=True)
        return elsewhere(f"/problems/{problem}#hypotheses")

    @post("/search/save", sync_to_thread=True)
    def keep_search(data: Annotated[dict[str, str], _FORM]) -> Redirect:
        query = data.get("query", "")
        save_search(board.desk, data.get("name", ""), query if query.startswith("?") else "")
        return elsewhere(f"/search{query if query.startswith('?') else ''}")

    @post("/looked", sync_to_thread=True)
    def looked() -> Redirect:
        way = elsewhere("/")
        way.set_cookie("tocsin_looked", clock(), httponly=True, samesite="strict", max_age=60 * 60 * 24 * 400)
        return way

    return [resolve, grade, set_cell, keep_search, looked]


def _bringing(
    board: Board, render: Callable[..., Response[str]], clock: Callable[[], str], analyst: Callable[[], str]
) -> list[Any]:
    blank: dict[str, Any] = {"added": [], "failed_inputs": [], "asked": False}

    @get("/add", sync_to_thread=False)
    def show_add(request: Asked) -> Response[str]:
        return render(request, "add.html.j2", blank)

    @post("/add", sync_to_thread=True, status_code=200)
    def add(request: Asked, data: Annotated[dict[str, Any], _FILES]) -> Response[str]:
        failed: list[ReadError] = []
        given = Publication(published=as_published(_words(data, "published")), outlet=_words(data, "outlet"))
        with TemporaryDirectory(prefix="tocsin") as folder:
            inputs = _inputs(data, Path(folder))
            added = list(board.desk.add(inputs, publication=given, at=clock(), by=analyst(), on_error=failed.append))
        picture = board.pictures.at(NO_CUT, fresh=bool(added))
        rows = [_told(board, one) for one in added]
        told = {
            "added": rows,
            "failed_inputs": [(e.seen.replace(f"{folder}/", ""), e.hint) for e in failed],
            "asked": True,
            "levels": picture.report.assessments,
        }
        return render(request, "add.html.j2", blank | told)

    return [show_add, add]


def _words(data: dict[str, Any], name: str) -> str | None:
    value = data.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _inputs(data: dict[str, Any], folder: Path) -> list[str]:
    """The inputs of the form: addresses as they are, pasted words and files by a place in a folder of their own.

    Raises `ConfigError` (`bad-form`) where an address is none: a path would read the server's own files.
    """
    inputs: list[str] = []
    for address in (_words(data, "address") or "").split():
        if not address.lower().startswith(("https://", "http://")) or not is_address(address):
            raise ConfigError("bad-form", f"'{address[:80]}' is no address.", "Begin it with https:// or http://.")
        inputs.append(address)
    pasted = data.get("text")
    if isinstance(pasted, str) and pasted.strip():
        path = folder / "pasted.txt"
        path.write_text(pasted.replace("\r\n", "\n"), encoding="utf-8")
        inputs.append(str(path))
    files = data.get("files") or []
    for number, file in enumerate(files if isinstance(files, list) else [files]):
        if isinstance(file, UploadFile) and file.filename:
            # Only the last part of a name, and each in a folder of its own: a name leads nowhere else.
            inside = folder / str(number)
            inside.mkdir()
            path = inside / (
                PurePosixPath(file.filename.replace("\\", "/")).name[-_LONGEST_NAME:].lstrip(".") or "file"
            )
            path.write_bytes(file.file.read())
            inputs.append(str(path))
    if not inputs:
        raise ConfigError("bad-form", "There is nothing to add.", "Paste words, choose files, or give an address.")
    return inputs


def _told(board: Board, added: Added) -> dict[str, Any]:
    reading = board.desk.store.reading(added.document)
    doubts: dict[str, int] = {}
    for doubt in reading.diagnostics if reading else ():
        doubts[doubt.code] = doubts.get(doubt.code, 0) + 1
    if reading is None:
        return {"added": added, "title": added.document, "records": 0, "published": None, "doubts": []}
    return {
        "added": added,
        "title": reading.document.title or " ".join(reading.document.text[:300].split())[:80],
        "records": len(reading.records),
        "published": reading.document.published.value,
        "doubts": sorted(doubts.items()),
    }
