"""The full-text index of an SQL store: FTS5 in SQLite, `tsvector` in PostgreSQL, one meaning of a query for both.

A query's words must all stand in a document, those in quotation marks in a row; case and accents do not count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from tocsin.records import Document
from tocsin.stores import tables as t
from tocsin.stores.search import fts_query, query_terms

__all__ = ["forget_words", "index_words", "merge_words", "plain_words", "select_found"]

# A tsvector holds at most a megabyte: longer texts are indexed in pieces, and a query must find its words in one.
_PIECE = 200_000


def index_words(connection: Connection, number: int, document: Document) -> None:
    """Puts the words of a document into the index."""
    if connection.dialect.name == "sqlite":
        _write_sqlite(connection, "documents_fts(rowid, title, body) VALUES (:number, :title, :body)", number, document)
        return
    statement = sa.text("INSERT INTO documents_words(number, part, words) VALUES (:n, :p, to_tsvector('simple', :w))")
    for part, piece in enumerate(_pieces(f"{document.title or ''}\n{document.text}")):
        connection.execute(statement, {"n": number, "p": part, "w": plain_words(piece)})


def forget_words(connection: Connection, number: int, document: Document) -> None:
    """Takes the words of a document out of the index."""
    if connection.dialect.name == "sqlite":
        into = "documents_fts(documents_fts, rowid, title, body) VALUES ('delete', :number, :title, :body)"
        _write_sqlite(connection, into, number, document)
        merge_words(connection)
    else:
        connection.execute(sa.text("DELETE FROM documents_words WHERE number = :number"), {"number": number})


def merge_words(connection: Connection) -> None:
    """Merges the index's segments: words taken out stay in them, marked as gone, until then."""
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("INSERT INTO documents_fts(documents_fts) VALUES ('optimize')"))


def select_found(
    connection: Connection, query: str, conditions: Sequence[sa.ColumnElement[bool]], limit: int
) -> sa.Select[Any] | None:
    """The bodies of the documents that hold the words of a query, the best first; null where it has no words."""
    return (_select_sqlite if connection.dialect.name == "sqlite" else _select_postgres)(query, conditions, limit)


def plain_words(text: str) -> str:
    """A text as words of letters and digits parted by spaces, in lower case and without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c if c.isalnum() else " " for c in parts if not unicodedata.combining(c))


def _write_sqlite(connection: Connection, into: str, number: int, document: Document) -> None:
    values = {"number": number, "title": document.title or "", "body": document.text}
    connection.execute(sa.text(f"INSERT INTO {into}"), values)


def _select_sqlite(query: str, conditions: Sequence[sa.ColumnElement[bool]], limit: int) -> sa.Select[Any] | None:
    words = fts_query(query)
    if not words:
        return None
    joined = t.documents.join(sa.table("documents_fts"), sa.text("documents_fts.rowid = documents.number"))
    return (
        sa.select(t.documents.c.body)
        .select_from(joined)
        .where(sa.text("documents_fts MATCH :words").bindparams(words=words), *conditions)
        .order_by(sa.text("bm25(documents_fts)"), t.documents.c.number)
        .limit(limit)
    )


def _select_postgres(query: str, conditions: Sequence[sa.ColumnElement[bool]], limit: int) -> sa.Select[Any] | None:
    terms = [plain for term in query_terms(query) if (plain := plain_words(term).strip())]
    if not terms:
        return None
    asked: sa.ColumnElement[Any] = sa.func.phraseto_tsquery("simple", terms[0])
    for term in terms[1:]:
        asked = asked.op("&&")(sa.func.phraseto_tsquery("simple", term))
    words = sa.table("documents_words", sa.column("number", sa.Integer), sa.column("words"))
    best = (
        sa.select(words.c.number, sa.func.max(sa.func.ts_rank(words.c.words, asked)).label("rank"))
        .where(words.c.words.op("@@")(asked))
        .group_by(words.c.number)
        .subquery()
    )
    return (
        sa.select(t.documents.c.body)
        .select_from(t.documents.join(best, best.c.number == t.documents.c.number))
        .where(*conditions)
        .order_by(best.c.rank.desc(), t.documents.c.number)
        .limit(limit)
    )


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that an index entry can hold, cut at white space where there is any near."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        cut = text.rfind(" ", start, end) if end < len(text) else -1
        end = cut if cut > start else end
        yield text[start:end]
        start = end
