"""Documents that programs bring: a text as JSON, or a file of any kind that the readers know, as its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import msgspec
from litestar import Request, Response, delete, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException
from litestar.openapi.spec import OpenAPIFormat, OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema
from litestar.params import FromPath, FromQuery, JSONBody

from tocsin.board.access.door import Door
from tocsin.board.answers import Board, as_published
from tocsin.board.api.answers import Arrivals, Removed, Restored
from tocsin.board.api.faults import FAULTS, told
from tocsin.board.api.shapes import NewAddresses, NewDocument
from tocsin.board.replies import as_json
from tocsin.desk.arrivals import Unpacking
from tocsin.desk.reading import open_readers
from tocsin.errors import ConfigError, ReadError
from tocsin.ledger.protocol import Added
from tocsin.readers.addresses import is_address
from tocsin.readers.protocol import Publication, Source

__all__ = ["intake_routes"]

Asked = Request[Any, Any, Any]
_LONGEST_NAME = 120
# How a file is named that comes without a name: readers go by the bytes first, then by the ending.
_ENDINGS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "message/rfc822": ".eml",
    "application/mbox": ".mbox", "application/zip": ".zip", "text/plain": ".txt", "text/markdown": ".md",
    "application/x-ndjson": ".jsonl", "application/jsonl": ".jsonl", "application/rss+xml": ".rss",
    "application/atom+xml": ".atom", "application/feed+json": ".json", "application/warc": ".warc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"


class _Posted(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it came: its bytes, its name, the encoding that its sender named, what is said of its publication."""

    data: bytes
    name: str
    charset: str | None
    publication: Publication

    def source(self, max_mib: int) -> Source:
        """The file as readers take it."""
        return Source(
            path=None, publication=self.publication, max_mib=max_mib, data=self.data, label=self.name,
            charset=self.charset,
        )  # fmt: skip


@dataclass
class _AddOperation(Operation):
    """Describes the body: Litestar takes one form of it from a signature, and this address takes any."""

    def __post_init__(self) -> None:
        """Adds the body's forms."""
        words = Schema(type=OpenAPIType.STRING, max_length=2000)
        text = Schema(
            type=OpenAPIType.OBJECT,
            properties={
                "text": Schema(type=OpenAPIType.STRING, min_length=1),
                "title": words,
                "outlet": words,
                "published": words,
                "url": words,
            },
            required=["text"],
        )
        file = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
        files = Schema(type=OpenAPIType.OBJECT, properties={"file": file})
        self.request_body = RequestBody(
            description="A text as JSON; or a file as it is, under its own content type; or files of a form.",
            content={
                "application/json": OpenAPIMediaType(schema=text),
                "application/octet-stream": OpenAPIMediaType(schema=file),
                _MULTIPART: OpenAPIMediaType(schema=files),
            },
            required=True,
        )


def intake_routes(board: Board, door: Door, clock: Callable[[], str]) -> list[Any]:
    """Adding, taking out and putting back."""

    # Put into threads by hand: an address with two methods, both in threads, is wrapped twice by Litestar 2.
    @post("/documents", status_code=200, responses=FAULTS, operation_class=_AddOperation)
    async def add_document(
        request: Asked,
        name: FromQuery[str | None] = None,
        published: FromQuery[str | None] = None,
        outlet: FromQuery[str | None] = None,
        url: FromQuery[str | None] = None,
    ) -> Response[Arrivals]:
        """Reads a text or a file into the desk, and says what became of it: new, known, a copy, a version.

        Of a file `name` (its ending helps to know its kind), `published`, `outlet` and `url` say what it does not.
        """
        by = door.admit(request).name
        said = Publication(published=as_published(published), outlet=outlet or None, uri=url or None)
        posted = await _read_posted(request, name, said)
        return as_json(await sync_to_thread(_add, board, posted, clock(), by))

    @delete("/documents/{document:str}", status_code=200, responses=FAULTS)
    async def remove_document(request: Asked, document: FromPath[str]) -> Response[Removed]:
        """Takes a document out of every view; it can be put back."""
        by = door.admit(request).name
        await sync_to_thread(lambda: board.desk.store.remove(document, at=clock(), by=by))
        return as_json(Removed(removed=document))

    @post("/documents/{document:str}/restore", sync_to_thread=True, status_code=200, responses=FAULTS)
    def restore_document(request: Asked, document: FromPath[str]) -> Response[Restored]:
        """Puts a removed document back."""
        board.desk.store.restore(document, at=clock(), by=door.admit(request).name)
        return as_json(Restored(restored=document))

    return [add_document, remove_document, restore_document, *_fetching(board, door, clock)]


def _fetching(board: Board, door: Door, clock: Callable[[], str]) -> list[Any]:
    @post("/documents/fetch", sync_to_thread=True, status_code=200, responses=FAULTS)
    def fetch(request: Asked, data: JSONBody[NewAddresses]) -> Response[Arrivals]:
        """Fetches addresses of the web (a page, a feed, a file) and reads them into the desk."""
        by = door.admit(request).name
        said = Publication(published=as_published(data.published), outlet=data.outlet or None)
        for address in data.addresses:
            if not address.lower().startswith(("https://", "http://")) or not is_address(address):
                # A path would read the server's own files.
                raise ConfigError("bad-form", f"'{address[:80]}' is no address.", "Begin it with https:// or http://.")
        failed: list[ReadError] = []
        added = list(board.desk.add(data.addresses, publication=said, at=clock(), by=by, on_error=failed.append))
        if failed and not added:
            raise failed[0]
        return as_json(Arrivals(added=added, faults=[told(error) for error in failed]))

    return [fetch]


def _add(board: Board, posted: list[_Posted], at: str, by: str) -> Arrivals:
    """Reads files in order. Raises the first `ReadError` where nothing of any of them could be read."""
    failed: list[ReadError] = []
    added: list[Added] = []
    for one in posted:
        try:
            arrivals = Unpacking(open_readers(), failed.append).read(one.source(board.desk.settings.max_input_mib))
            added += board.desk.add_arrivals(arrivals, at=at, by=by)
        except ReadError as error:
            failed.append(error)
    if failed and not added:
        raise failed[0]
    return Arrivals(added=added, faults=[told(error) for error in failed])


async def _read_posted(request: Asked, name: str | None, said: Publication) -> list[_Posted]:
    """What a request brings. Raises `HTTPException` (415, 413), `ConfigError` (`bad-form`), `msgspec` errors."""
    kind, options = request.content_type
    if kind == _FORM:
        hint = "Say what it is: Content-Type: application/pdf, text/html, message/rfc822, application/octet-stream"
        raise HTTPException(status_code=415, detail=f"A form brings no document. {hint}.")
    if kind == _MULTIPART:
        return await _read_form(request, said)
    body = await request.body()
    if kind in ("", "application/json"):
        return [_read_text(body, said)]
    if not body:
        raise ConfigError("bad-form", "There is nothing in the body.", "Send the bytes of a file.")
    return [_posted(body, name or _named(request), kind, options.get("charset"), said)]


def _read_text(body: bytes, said: Publication) -> _Posted:
    """A text that came as JSON, as a line of JSON Lines. What the address says of it stands where the body does not."""
    try:
        given = msgspec.json.decode(body, type=NewDocument)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise HTTPException(status_code=400, detail=f"The body is no new document: {error}") from error
    line = msgspec.json.encode({key: value for key, value in msgspec.structs.asdict(given).items() if value})
    return _Posted(data=line, name="posted.jsonl", charset=None, publication=msgspec.structs.replace(said, uri=None))


async def _read_form(request: Asked, said: Publication) -> list[_Posted]:
    """The files of a form, whatever their fields are called; its other fields say of all what the address does not."""
    form = await request.form()
    words = {key: value.strip() for key, value in form.multi_items() if isinstance(value, str) and value.strip()}
    said = Publication(
        published=said.published or as_published(words.get("published")),
        outlet=said.outlet or words.get("outlet"),
        uri=said.uri or words.get("url"),
    )
    posted = []
    for _, value in form.multi_items():
        if isinstance(value, UploadFile) and value.filename:
            posted.append(_posted(await value.read(), value.filename, value.content_type or "", None, said))
    if not posted:
        raise ConfigError("bad-form", "The form brings no file.", "Send one with its name: curl -F file=@report.pdf")
    return posted


def _posted(data: bytes, name: str | None, kind: str, charset: str | None, said: Publication) -> _Posted:
    """A file under the last part of its name. One without a name is known by its bytes, so that no two share one."""
    last = PurePosixPath((name or "").replace("\\", "/")).name[-_LONGEST_NAME:].strip(". ")
    ending = _ENDINGS.get(kind.partition(";")[0].strip().lower(), "")
    own = last or f"posted-{hashlib.sha256(data).hexdigest()[:12]}{ending}"
    return _Posted(data=data, name=own if "." in own else own + ending, charset=charset, publication=said)


def _named(request: Asked) -> str | None:
    """The name of the header `Content-Disposition: attachment; filename="report.pdf"`."""
    _, _, told_name = request.headers.get("content-disposition", "").partition("filename=")
    return told_name.partition(";")[0].strip().strip('"') or None
