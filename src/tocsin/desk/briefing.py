"""A desk's brief and its exports: the view and the assessments handed to what writes them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import BinaryIO

import msgspec

from tocsin import __version__
from tocsin.desk.desk import Desk
from tocsin.desk.reading import load_exporter
from tocsin.errors import ConfigError
from tocsin.exports.brief import Brief, Case, compose_brief, make_period
from tocsin.exports.protocol import BriefWriter, Exporter
from tocsin.ledger.cut import Cut
from tocsin.plugins import load_plugin, plugin_names

__all__ = ["Format", "brief_writers", "list_formats", "load_brief_writer", "make_brief", "write_export"]


def load_brief_writer(name: str) -> BriefWriter:
    """The writer registered under a form's name. Raises `PluginError` (`unknown-plugin`, `plugin-not-loaded`)."""
    writer: BriefWriter = load_plugin("tocsin.briefs", name)()
    return writer


def brief_writers() -> list[BriefWriter]:
    """All writers of briefs, by name."""
    return [load_brief_writer(name) for name in plugin_names("tocsin.briefs")]


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A way out: its name, its media type, and what it does not hold."""

    name: str
    media_type: str
    loses: str


def list_formats() -> list[Format]:
    """Every format and every form of a brief, by name."""
    ways: list[Exporter | BriefWriter] = [
        *(load_exporter(name) for name in plugin_names("tocsin.exporters")),
        *brief_writers(),
    ]
    return [Format(name=way.name, media_type=way.media_type, loses=way.loses) for way in ways]


def write_export(desk: Desk, cut: Cut, name: str, out: BinaryIO, *, made: str, by: str) -> None:
    """Writes a desk's readings at a cut, as judged, in a format; a form of a brief covers all days of the desk.

    Raises `PluginError` (`unknown-plugin`), `ConfigError` (`extra-missing`).
    """
    if name in plugin_names("tocsin.briefs"):
        brief = make_brief(desk, cut, since="0001-01-02", made=made, by=by)
        load_brief_writer(name).write_brief(brief, out)
    else:
        load_exporter(name).write(desk.view(cut).readings, out)


def make_brief(
    desk: Desk,
    cut: Cut,
    *,
    problem: str | None = None,
    days: int | None = None,
    since: str | None = None,
    made: str,
    by: str,
) -> Brief:
    """The brief of a desk at a cut, of all problems or one.

    The period ends on the cut's day, or on that of the last document, and begins `since` an ISO date or so many `days`
    before. Raises `ConfigError` (`no-such-problem`, `bad-date` where `since` is after the end).
    """
    view = desk.view(cut)
    period = make_period(view, days=days, since=since, as_of=cut.as_of)
    if since is not None and period.last is not None and since > period.last:
        raise ConfigError(
            "bad-date", f"{since} is after the last day of the brief, {period.last}.", "Begin it earlier."
        )
    # What was published before the period: the state that changes are told against.
    start = period.first or "0001-01-02"
    day_before = (date.fromisoformat(start) - timedelta(days=1)).isoformat()
    # Of the view that is open: what comes meanwhile is in neither.
    now = desk.assess_view(view, desk.identities(view), problem)
    before = desk.assess(msgspec.structs.replace(cut, as_of=day_before), problem)
    cases = []
    for standing, stood in zip(now.assessments, before.assessments, strict=True):
        watched = desk.problems[standing.problem]
        playbook = desk.playbooks[watched.playbook]
        course = desk.course(cut, watched.id, since=start)
        cases.append(Case(problem=watched, playbook=playbook, now=standing, before=stood, course=course))
    found = desk.disagreements(cut)
    return compose_brief(view, cases, found, period, made=made, by=by, version=__version__)
