"""Alembic looks for this file; `tocsin.stores.schema` runs the migrations itself."""
