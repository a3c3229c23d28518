"""The timexes annotation."""
