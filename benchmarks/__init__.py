"""Measurements on the shared evaluation sets, which are not part of the project."""
