"""Tocsin turns characters into cited records, and judges only from records."""

__version__ = "0.1.0"
