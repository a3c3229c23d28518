"""Traces by which near copies are found, documents that were taken out, tombstones of those that were erased."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from alembic import op

from tocsin.ledger.passages import outline
from tocsin.ledger.shingles import make_traces
from tocsin.records import Document

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the new tables and works out the traces of the documents that are there."""
    op.create_table(
        "traces",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("traces_of_document", "traces", ["document"])
    op.create_table(
        "tombstones",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("text_digest", sa.String(80), nullable=False, index=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("erased", sa.Integer, nullable=False, default=0),
    )
    op.add_column("documents", sa.Column("removed", sa.String(32)))
    _trace_documents()


def _trace_documents() -> None:
    connection = op.get_bind()
    numbers = connection.execute(sa.text("SELECT number FROM documents ORDER BY number")).scalars().all()
    decoder = msgspec.json.Decoder(Document)
    for number in numbers:
        query = sa.text("SELECT body FROM documents WHERE number = :number")
        body = connection.execute(query, {"number": number}).scalar_one()
        rows = [{"key": key, "document": number} for key in make_traces(outline(decoder.decode(body)))]
        if rows:
            connection.execute(sa.text("INSERT INTO traces(key, document) VALUES (:key, :document)"), rows)
