"""The day of a record, so that a piece of the timeline is found without reading all; an index of addresses."""

from __future__ import annotations

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
    found = sa.text("SELECT run, id, body FROM records WHERE document = :document")
    written = sa.text("UPDATE records SET day = :day WHERE run = :run AND id = :id")
    for document in connection.execute(sa.text("SELECT id FROM documents")).scalars().all():
        rows = connection.execute(found, {"document": document}).all()
        days = [{"run": run, "id": name, "day": day_of(decoder.decode(bytes(body)))} for run, name, body in rows]
        if dated := [row for row in days if row["day"] is not None]:
            connection.execute(written, dated)
    op.create_index("records_of_day", "records", ["run", "day", "document"])
    # Every add asks for the address: without this it read all documents.
    op.create_index("ix_documents_uri", "documents", ["uri"])
