"""The brief: what leaves the room. Composed once from a ledger view, written in several forms."""

from __future__ import annotations

from tocsin.exports.brief.compose import Case, compose_brief, make_period
from tocsin.exports.brief.parts import Brief, Period

__all__ = ["Brief", "Case", "Period", "compose_brief", "make_period"]
