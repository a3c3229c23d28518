"""Where a ledger is kept: SQLite (one file) and memory, behind the protocol of `tocsin.ledger.protocol`."""
