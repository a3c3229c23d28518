"""A desk in a program or a notebook: its readings, its level and signs, and pictures of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from importlib.resources import as_file
from os import PathLike
from pathlib import Path
from types import TracebackType

from markupsafe import Markup

from tocsin.assess.backtest import replay
from tocsin.assess.forecasts import Kept, score_forecasts
from tocsin.assess.level import Assessment
from tocsin.demo import dispatches_path
from tocsin.desk import Desk
from tocsin.errors import ConfigError
from tocsin.exports.calibration import calibration_svg
from tocsin.exports.course import course_svg
from tocsin.exports.timeline import timeline_svg
from tocsin.ledger.cut import Cut
from tocsin.ledger.timeline import make_timeline
from tocsin.library.tables import Readings, Table
from tocsin.readers.protocol import Publication
from tocsin.records import Probability
from tocsin.text.span import Span

__all__ = ["DeskView", "Picture", "draw_calibration", "open_demo", "open_desk"]


class Picture:
    """A drawing that a notebook shows, and that can be saved."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def __repr__(self) -> str:
        return f"<Picture of {len(self.svg)} characters of SVG>"

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | PathLike[str]) -> None:
        """Writes it as SVG."""
        Path(path).write_text(self.svg, encoding="utf-8")


class DeskView:
    """A desk as it stands on a day (null: by all that is there). It holds the store until it is closed."""

    def __init__(self, desk: Desk, cut: Cut) -> None:
        self._desk, self._cut = desk, cut
        self._view = desk.view(cut)
        self.readings = Readings(self._view.readings)

    def until(self, day: str) -> DeskView:
        """The same desk by what had been published by a day (an ISO date), and no later."""
        return DeskView(self._desk, Cut(as_of=day))

    def assessment(self, problem: str | None = None) -> Assessment:
        """How a problem stands; the first active one unless it is named.

        Raises `ConfigError` (`no-such-problem`), also where none is watched.
        """
        found = self._desk.assess(self._cut, problem).assessments
        if not found:
            hint = "Put one into the desk's folder problems, or make one active."
            raise ConfigError("no-such-problem", "No problem is watched.", hint)
        return found[0]

    def signs(self, problem: str | None = None) -> Table:
        """The signs of a problem that are seen or denied: state, who stands behind each, weight."""
        columns = ("sign", "phase", "state", "origins", "weight", "context")
        return Table(
            (
                {
                    "sign": state.title,
                    "phase": state.phase,
                    "state": state.state,
                    "origins": tuple(origin.name or "an unnamed source" for origin in state.origins),
                    "weight": state.contribution,
                    "context": state.context,
                }
                for state in self.assessment(problem).indicators
                if state.state != "not_seen"
            ),
            columns,
        )

    def level(self, problem: str | None = None) -> Picture:
        """The level over time, day by day, each day by what was known then. Raises as `assessment` does."""
        watched = self._desk.problems[self.assessment(problem).problem]
        playbook = self._desk.playbooks[watched.playbook]
        return Picture(course_svg(replay(watched, playbook, self.readings), levels=playbook.highest))

    def timeline(self) -> Picture:
        """Events on their days, by what they are and what became of them; copies tell once."""
        return Picture(timeline_svg(make_timeline(self.readings, stories=self._view.stories)))

    def calibration(self, speaker: str | None = None) -> Picture:
        """How often what was said so likely came, once enough is resolved; of one speaker what was accepted."""
        last = max((day for reading in self.readings if (day := reading.document.published.day)), default=None)
        kept = self._desk.forecast_register(self._cut, self._cut.as_of or last)
        return Picture(calibration_svg(score_forecasts(kept, speaker=speaker)))

    def close(self) -> None:
        """Lets go of the store."""
        self._desk.close()

    def __enter__(self) -> DeskView:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<DeskView of {len(self.readings)} documents, {self._cut.as_of or 'all of them'}>"

    def _repr_html_(self) -> str:
        """The question, the level and the signs of each problem that is watched."""
        parts = []
        for found in self._desk.assess(self._cut).assessments:
            level = found.level
            parts.append(Markup("<h4>{}</h4><p>Level {}, {}</p>").format(found.question, level.number, level.name))
            parts.append(Markup(self.signs(found.problem)._repr_html_()))  # noqa: S704 - every word of it is escaped
        return Markup("").join(parts) or Markup("<p>No problem is watched.</p>")


def open_desk(folder: str | PathLike[str]) -> DeskView:
    """The desk in a folder. Raises `ConfigError` (`no-desk`), `PlaybookError`, `LedgerError`."""
    return DeskView(Desk.open(Path(folder), {}), Cut())


def open_demo(folder: str | PathLike[str], *, at: str = "2022-02-23T08:00:00+00:00") -> DeskView:
    """A new desk in a folder with the bundled dispatches, read into it at a moment.

    Raises `ConfigError` (`desk-there`).
    """
    Desk.create(Path(folder))
    desk = Desk.open(Path(folder), {})
    with as_file(dispatches_path()) as path:
        added = desk.add([str(path)], publication=Publication(), at=at, by="demo", on_error=_fail)
        deque(added, maxlen=0)
    return DeskView(desk, Cut())


def _fail(error: Exception) -> None:
    raise error


def draw_calibration(told: Iterable[tuple[float, bool]]) -> Picture:
    """The calibration of pairs of one's own: how likely it was said to be (0..1), and whether it came."""
    kept = [
        Kept(
            forecast=str(number), document="", span=Span(0, 1), speaker=None, published=None, horizon=None,
            probability=Probability(low=said, high=said, words="", scale="stated"), conditional=False, due=True,
            reviewed=True, outcome="happened" if came else "did_not",
        )
        for number, (said, came) in enumerate(told)
    ]  # fmt: skip
    return Picture(calibration_svg(score_forecasts(kept)))
