"""The wiring: reader, pipeline, ledger and assessment meet here and nowhere else."""

from tocsin.desk.desk import Desk, Recoded, Report
from tocsin.desk.reading import (
    Finding,
    build_pipeline,
    check_installation,
    load_exporter,
    open_documents,
    read_inputs,
)

__all__ = [
    "Desk",
    "Finding",
    "Recoded",
    "Report",
    "build_pipeline",
    "check_installation",
    "load_exporter",
    "open_documents",
    "read_inputs",
]
