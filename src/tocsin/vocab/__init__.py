"""Closed vocabularies as data: tables in TOML that name their source, and one loader."""
