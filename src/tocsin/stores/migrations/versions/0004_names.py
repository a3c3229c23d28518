"""The bearers of names, the members of links, what watches found; no cache any more."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from alembic import op
from sqlalchemy.engine import Connection

from tocsin.records import Document, Entity, Link, Reading
from tocsin.stores.names import insert_names

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables and works out the names and ties of what is there."""
    _make_tables()
    connection = op.get_bind()
    _tie_links(connection)
    _name_documents(connection)


def _make_tables() -> None:
    op.drop_table("cache")
    op.create_table(
        "bearers",
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number"), primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("bearers_of_key", "bearers", ["run", "key"])
    op.create_table(
        "borne",
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number"), primary_key=True),
        sa.Column("bearer", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_borne_document", "borne", ["document"])
    op.create_table(
        "ties",
        sa.Column("member", sa.String(32), primary_key=True),
        sa.Column("link", sa.String(32), sa.ForeignKey("links.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ties_link", "ties", ["link"])
    op.create_table(
        "watches",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
        sa.Column("of", sa.String, nullable=False),
        sa.Column("upto", sa.Integer, nullable=False),
    )
    op.create_table(
        "finds",
        sa.Column("watch", sa.Integer, sa.ForeignKey("watches.number"), primary_key=True, autoincrement=False),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number"), primary_key=True, autoincrement=False),
        sa.Column("words", sa.String(32), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_finds_document", "finds", ["document"])
    out, seen = sa.text("removed IS NOT NULL"), sa.text("removed IS NULL")
    op.create_index("documents_removed", "documents", ["removed"], sqlite_where=out, postgresql_where=out)
    reach = ["day", "outlet", "arrived"]
    op.create_index("documents_reach", "documents", reach, sqlite_where=seen, postgresql_where=seen)


def _tie_links(connection: Connection) -> None:
    decoder = msgspec.json.Decoder(Link)
    for body in connection.execute(sa.text("SELECT body FROM links")).scalars().all():
        link = decoder.decode(bytes(body))
        ties = [{"member": member, "link": link.id} for member in dict.fromkeys(link.members)]
        connection.execute(sa.text("INSERT INTO ties(member, link) VALUES (:member, :link)"), ties)


def _name_documents(connection: Connection) -> None:
    document_of, entity_of = msgspec.json.Decoder(Document), msgspec.json.Decoder(Entity)
    # By run, which the index of records begins with: a million records are not gone through for each document.
    named = sa.text(
        "SELECT body FROM records WHERE run = :run AND document = :document AND type = 'Entity' ORDER BY place"
    )
    body_of = sa.text("SELECT body FROM documents WHERE number = :number")
    runs = connection.execute(sa.text("SELECT number FROM runs")).scalars().all()
    for number in connection.execute(sa.text("SELECT number FROM documents")).scalars().all():
        document = document_of.decode(bytes(connection.execute(body_of, {"number": number}).scalar_one()))
        for run in runs:
            bodies = connection.execute(named, {"run": run, "document": document.id}).scalars()
            entities = tuple(entity_of.decode(bytes(body)) for body in bodies)
            insert_names(connection, Reading(document=document, records=entities, diagnostics=()), run, number)
