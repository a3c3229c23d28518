"""Documents to records: one folder an annotation, over one protocol and under one pipeline."""
