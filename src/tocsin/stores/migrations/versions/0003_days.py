"""The day of a record, so that a piece of the timeline is found without reading all; an index of addresses."""

from __future__ import annotations

from itertools import product

import msgspec
import sqlalchemy as sa
from alembic import op

from tocsin.ledger.timeline import day_of
from tocsin.records import AnyRecord

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column with its index, and works out the days of the records that are there, document by document."""
    op.add_column("records", sa.Column("day", sa.String(10)))
    connection = op.get_bind()
    decoder = msgspec.json.Decoder(AnyRecord)
    # By run, which the index of records begins with: a million records are not gone through for each document.
    found = sa.text("SELECT id, body FROM records WHERE run = :run AND document = :document")
    written = sa.text("UPDATE records SET day = :day WHERE run = :run AND id = :id")
    runs = connection.execute(sa.text("SELECT number FROM runs")).scalars().all()
    documents = connection.execute(sa.text("SELECT id FROM documents")).scalars().all()
    for run, document in product(runs, documents):
        rows = connection.execute(found, {"run": run, "document": document}).all()
        days = [{"run": run, "id": name, "day": day_of(decoder.decode(bytes(body)))} for name, body in rows]
        if dated := [row for row in days if row["day"] is not None]:
            connection.execute(written, dated)
    op.create_index("records_of_day", "records", ["run", "day", "document"])
    # Every add asks for the address: without this it read all documents.
    op.create_index("ix_documents_uri", "documents", ["uri"])
