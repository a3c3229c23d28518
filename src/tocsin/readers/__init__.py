"""Bytes to Documents: one reader a format, behind one protocol."""
