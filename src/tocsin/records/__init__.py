"""The records: what Tocsin writes, exactly; frozen values with a codec and stable ids."""

from tocsin.records.base import Probability, Record, Spans
from tocsin.records.codec import (
    AnyRecord,
    Reading,
    cited_spans,
    decode_reading,
    defining_spans,
    encode_reading,
    json_schema,
)
from tocsin.records.diagnostic import Diagnostic
from tocsin.records.document import Document, DocumentForm, Published, PublishedBasis, make_document
from tocsin.records.ids import digest_of, document_id, record_id, text_digest
from tocsin.records.joins import Judgement, Link, Target, make_judgement, make_link
from tocsin.records.kinds import (
    Entity,
    Event,
    Forecast,
    Location,
    Mention,
    PloverCode,
    Role,
    Size,
    SizeRange,
    Statement,
    Timex,
)

__all__ = [
    "AnyRecord",
    "Diagnostic",
    "Document",
    "DocumentForm",
    "Entity",
    "Event",
    "Forecast",
    "Judgement",
    "Link",
    "Location",
    "Mention",
    "PloverCode",
    "Probability",
    "Published",
    "PublishedBasis",
    "Reading",
    "Record",
    "Role",
    "Size",
    "SizeRange",
    "Spans",
    "Statement",
    "Target",
    "Timex",
    "cited_spans",
    "decode_reading",
    "defining_spans",
    "digest_of",
    "document_id",
    "encode_reading",
    "json_schema",
    "make_document",
    "make_judgement",
    "make_link",
    "record_id",
    "text_digest",
]
