"""Records to bytes: one exporter a format, behind one protocol."""
