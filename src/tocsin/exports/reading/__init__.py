"""The reading view: a text with what was found in it, as one HTML page that needs nothing but itself."""

from __future__ import annotations

from tocsin.exports.reading.folio import Chip
from tocsin.exports.reading.page import Frame, ReadingViewExporter, page_policy, render_page

__all__ = ["Chip", "Frame", "ReadingViewExporter", "page_policy", "render_page"]
