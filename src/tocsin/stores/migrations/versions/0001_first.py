"""The first schema: documents, runs, records, diagnostics, links, judgements, journal, cache, full-text index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes every table of the first version."""
    op.create_table(
        "documents",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("text_digest", sa.String(80), nullable=False, index=True),
        sa.Column("uri", sa.String),
        sa.Column("outlet", sa.String),
        sa.Column("day", sa.String(10), index=True),
        sa.Column("title", sa.String),
        sa.Column("arrived", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("coders", sa.LargeBinary, nullable=False),
        sa.Column("finished", sa.Integer, nullable=False, default=0),
    )
    op.create_table(
        "records",
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number"), primary_key=True),
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("document", sa.String(32), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("records_of_document", "records", ["run", "document", "place"])
    op.create_table(
        "diagnostics",
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number"), primary_key=True),
        sa.Column("document", sa.String(32), sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    _make_tables_of_the_desk()
    _make_index()


def _make_index() -> None:
    """The full-text index; of PostgreSQL in pieces, for a `tsvector` holds a megabyte."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE documents_fts USING fts5(title, body, content='', tokenize='unicode61')")
        return
    op.create_table(
        "documents_words",
        sa.Column("number", sa.Integer, sa.ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("words", TSVECTOR, nullable=False),
    )
    op.create_index("words_of_documents", "documents_words", ["words"], postgresql_using="gin")


def _make_tables_of_the_desk() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("undone", sa.String(32)),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "journal",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(32), nullable=False),
    )
    op.create_table(
        "cache",
        sa.Column("key", sa.String(80), primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
