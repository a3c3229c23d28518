"""The reading view: a text with what was found in it, as one HTML page that needs nothing but itself."""

from __future__ import annotations

from tocsin.exports.reading.page import ReadingViewExporter, render_page

__all__ = ["ReadingViewExporter", "render_page"]
