"""Brings a database to the present schema with alembic."""

from __future__ import annotations

from importlib.resources import files
from threading import Lock

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from tocsin.errors import LedgerError

__all__ = ["upgrade"]

# Alembic keeps the environment that it works in as a global of its module.
_ONE_AT_A_TIME = Lock()


def upgrade(engine: sa.Engine) -> None:
    """Runs the migrations that a database has not had. Raises `LedgerError` (`store-too-new`)."""
    config = Config()
    config.set_main_option("script_location", str(files("tocsin.stores").joinpath("migrations")))
    script = ScriptDirectory.from_config(config)
    head = script.get_current_head()
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    if present == head:
        return
    if present is not None and present not in {revision.revision for revision in script.walk_revisions()}:
        raise LedgerError(
            "store-too-new",
            f"The store was written by a later version of Tocsin (schema {present}; this one knows {head}).",
            "Install that version or a later one.",
        )

    def steps(revision: object, _context: object) -> list[object]:
        return script._upgrade_revs("head", revision)  # type: ignore[arg-type,return-value]  # noqa: SLF001 the documented recipe

    # All or nothing, and one at a time: of two programs that open a new store at once, the second finds it made.
    alone = engine.execution_options(immediate=True)
    with _ONE_AT_A_TIME, EnvironmentContext(config, script, fn=steps) as environment, alone.begin() as connection:
        environment.configure(connection=connection, target_metadata=None, transactional_ddl=True)
        with environment.begin_transaction():
            environment.run_migrations()
