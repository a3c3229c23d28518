"""The tables of the store. A change here needs a migration in `migrations/versions/`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table

__all__ = [
    "bearers",
    "borne",
    "diagnostics",
    "documents",
    "finds",
    "journal",
    "judgements",
    "links",
    "metadata",
    "records",
    "runs",
    "ties",
    "tombstones",
    "traces",
    "watches",
]

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),  # the order of arrival
    Column("id", String(32), nullable=False, unique=True),
    Column("text_digest", String(80), nullable=False, index=True),
    Column("uri", String, index=True),  # an add asks whether the address is known
    Column("outlet", String),
    Column("day", String(10), index=True),
    Column("title", String),
    Column("arrived", String(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("removed", String(32)),  # when an analyst took it out of every view
)
# What a view reaches over is counted without reading a text. Of parts of the table alone: an index that begins with
# `removed` would be taken for every question, for each asks that too.
_out = documents.c.removed.is_not(None)
Index("documents_removed", documents.c.removed, sqlite_where=_out, postgresql_where=_out)
Index(
    "documents_reach", documents.c.day, documents.c.outlet, documents.c.arrived,
    sqlite_where=~_out, postgresql_where=~_out,
)  # fmt: skip

# The keys by which a near copy finds its original: see `tocsin.ledger.shingles`.
traces = Table(
    "traces",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("document", Integer, ForeignKey("documents.number"), primary_key=True, autoincrement=False, index=True),
    sqlite_with_rowid=False,
)

# What is left of a document that was erased; `erased` is 1 once the file's free pages are gone too.
tombstones = Table(
    "tombstones",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("text_digest", String(80), nullable=False, index=True),
    Column("at", String(32), nullable=False),
    Column("by", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("erased", Integer, nullable=False, default=0),
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("coders", LargeBinary, nullable=False),
    Column("finished", Integer, nullable=False, default=0),
)

# A row's key is (run, record id): the same record of two runs is two rows.
records = Table(
    "records",
    metadata,
    Column("run", Integer, ForeignKey("runs.number"), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("document", String(32), ForeignKey("documents.id"), nullable=False),
    Column("place", Integer, nullable=False),  # the order within the reading
    Column("type", String(16), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("day", String(10)),  # the day of it on the timeline
    Index("records_of_document", "run", "document", "place"),
    Index("records_of_day", "run", "day", "document"),
)

diagnostics = Table(
    "diagnostics",
    metadata,
    Column("run", Integer, ForeignKey("runs.number"), primary_key=True),
    Column("document", String(32), ForeignKey("documents.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("code", String(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("at", String(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("at", String(32), nullable=False),
    Column("undone", String(32)),
    Column("body", LargeBinary, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("by", String, nullable=False),
    Column("action", String(16), nullable=False),
    Column("subject", String(32), nullable=False),
)

# How names are borne (see `tocsin.ledger.bearers`), each way once a run; `number` digests the body.
bearers = Table(
    "bearers",
    metadata,
    Column("run", Integer, ForeignKey("runs.number"), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("bearers_of_key", "run", "key"),
)

# In which documents: ordered by day, so that whether one was borne by a day is told by the first row.
borne = Table(
    "borne",
    metadata,
    Column("run", Integer, ForeignKey("runs.number"), primary_key=True),
    Column("bearer", BigInteger, primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),  # of publication; "9999" where there is none
    Column("document", Integer, ForeignKey("documents.number"), primary_key=True, autoincrement=False, index=True),
    sqlite_with_rowid=False,
)

# The members of links, so that the links of a document are found without reading all.
ties = Table(
    "ties",
    metadata,
    Column("member", String(32), primary_key=True),
    Column("link", String(32), ForeignKey("links.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# Up to which number of a document a watch has searched; `of` is its name before the last colon. And what it found.
watches = Table(
    "watches",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False, unique=True),
    Column("of", String, nullable=False),
    Column("upto", Integer, nullable=False, default=0),
)

finds = Table(
    "finds",
    metadata,
    Column("watch", Integer, ForeignKey("watches.number"), primary_key=True, autoincrement=False),
    Column("document", Integer, ForeignKey("documents.number"), primary_key=True, autoincrement=False, index=True),
    Column("words", String(32), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
