"""A document taken out of a desk for good: its original and every file of the desk are looked through for its words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from tocsin.ledger.cut import NO_CUT
from tocsin.ledger.protocol import Store
from tocsin.records import Document

__all__ = ["Purged", "erase_document"]

SNAPSHOTS = "snapshots"
_LONGEST_WORDS = 60
_BLOCK = 1 << 20


class Purged(msgspec.Struct, frozen=True, kw_only=True):
    """What a purge came to.

    `files` are the originals that were deleted, `shared_with` the documents that lost their original by it, `copies`
    those whose text is the same or nearly so, and `left` the files of the desk that still hold words of it.
    """

    document: str
    files: tuple[str, ...] = ()
    shared_with: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def erase_document(store: Store, folder: Path | None, document: str, *, at: str, by: str, reason: str) -> Purged:
    """Erases a document's original, then all of it in the store, then looks whether any file still holds its words.

    The original goes first: if the purge is cut off, the document is still there to be purged again. Raises
    `LedgerError` (`no-such-document`, `store-busy`).
    """
    found = _held(store, document)
    relatives = _relatives(store, document)
    files: list[str] = []
    shared: tuple[str, ...] = ()
    if folder is not None and found is not None and found.snapshot:
        shared = tuple(d.id for d in _all(store) if d.snapshot == found.snapshot and d.id != document)
        for path in _originals(folder / SNAPSHOTS, found.snapshot):
            path.unlink()
            files.append(path.relative_to(folder).as_posix())
    gone = store.purge(document, at=at, by=by, reason=reason)
    left: tuple[str, ...] = ()
    if folder is not None and gone is not None and (words := _telling_words(gone)):
        left = tuple(path.relative_to(folder).as_posix() for path in _files(folder) if _holds(path, words))
    return Purged(document=document, files=tuple(files), shared_with=shared, copies=relatives, left=left)


def _all(store: Store) -> Iterator[Document]:
    for reading in store.readings(NO_CUT):
        yield reading.document
    yield from store.removed()


def _held(store: Store, document: str) -> Document | None:
    reading = store.reading(document)
    if reading is not None:
        return reading.document
    return next((removed for removed in store.removed() if removed.id == document), None)


def _relatives(store: Store, document: str) -> tuple[str, ...]:
    """The documents that a link of copy or version joins to it."""
    links = [link for link in store.links(NO_CUT) if link.kind in ("copy", "version") and document in link.members]
    return tuple(sorted({member for link in links for member in link.members} - {document}))


def _originals(folder: Path, snapshot: str) -> list[Path]:
    """The files that keep an original: named by its digest, whatever folder or ending they have."""
    name = snapshot.rsplit(":", 1)[-1].rsplit("/", 1)[-1]
    if not name or not folder.is_dir():
        return []
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and name in (path.name, path.stem)]


def _telling_words(document: Document) -> tuple[bytes, ...]:
    """The longest lines of a text, as bytes that a file may hold."""
    lines = sorted({line.strip() for line in document.text.split("\n")}, key=len, reverse=True)[:3]
    found = []
    for line in lines:
        piece = line[:_LONGEST_WORDS]
        if len(piece) > 20:
            found += [piece.encode(), msgspec.json.encode(piece)[1:-1], piece.encode("utf-16-le")]
    return tuple(dict.fromkeys(found))


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]


def _holds(path: Path, words: tuple[bytes, ...]) -> bool:
    """Whether a file holds any of some words, read block by block."""
    overlap = max(map(len, words))
    before = b""
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                if any(word in before + block for word in words):
                    return True
                before = block[-overlap:]
    except OSError:
        return True  # what cannot be looked into is named
    return False
