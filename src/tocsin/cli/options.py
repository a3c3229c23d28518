"""What several commands take: a publication, a desk, a cut in time, JSON; and the clock, which only this floor has."""

from __future__ import annotations

import getpass
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tocsin.config import Settings
    from tocsin.desk import Desk
    from tocsin.ledger.cut import Cut
    from tocsin.readers.protocol import Publication

__all__ = [
    "analyst",
    "cut_options",
    "desk_folder",
    "desk_option",
    "desk_settings",
    "environment_settings",
    "environment_values",
    "json_option",
    "moment",
    "nearest_desk",
    "now",
    "opened_desk",
    "parse_day",
    "publication_options",
    "to_cut",
    "to_publication",
    "workers_option",
]

F = TypeVar("F", bound=Callable[..., Any])
_PREFIX = "TOCSIN_"
_MARK = "tocsin.toml"

json_option = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
desk_option = click.option(
    "--desk",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The desk; else the nearest folder upward with a tocsin.toml, then TOCSIN_DESK.",
)

workers_option = click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many processes read; a core each. The records are the same for any number.",
)


def publication_options(function: F) -> F:
    """Adds `--published` and `--outlet` to a command."""
    function = click.option("--outlet", metavar="NAME", help="Who published it, where the input does not say.")(
        function
    )
    return click.option(
        "--published",
        metavar="DATE",
        help="When it was published (2021-11-11), where the input does not say. "
        "Without a date, relative times such as 'last week' stay unresolved and are listed.",
    )(function)


def to_publication(published: str | None, outlet: str | None) -> Publication:
    """What the options say of a publication. Raises `click.BadParameter` where the date is none."""
    from tocsin.readers.protocol import Publication
    from tocsin.readers.publication import parse_published

    if published is not None:
        try:
            parse_published(published, "given")
        except ValueError as error:
            raise click.BadParameter(
                f"'{published}' is no date. Write it as 2021-11-11 or 2021-11-11T09:30:00+03:00.",
                param_hint="--published",
            ) from error
    return Publication(published=published, outlet=outlet)


def cut_options(function: F) -> F:
    """Adds `--as-of` and `--known-at` to a command."""
    function = click.option(
        "--known-at",
        metavar="TIME",
        help="See only what the desk had by then (2021-11-11 or 2021-11-11T09:30:00+00:00).",
    )(function)
    return click.option("--as-of", metavar="DATE", help="See only what was published by that day (2021-11-11).")(
        function
    )


def to_cut(as_of: str | None, known_at: str | None) -> Cut:
    """The cut that the options name. Raises `click.BadParameter` where a date is none."""
    from tocsin.ledger.cut import Cut

    try:
        if as_of is not None:
            as_of = date.fromisoformat(as_of).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"'{as_of}' is no date. Write it as 2021-11-11.", param_hint="--as-of") from error
    return Cut(as_of=as_of, known_at=None if known_at is None else _to_moment(known_at))


def _to_moment(value: str) -> str:
    """A moment in UTC as the ledger writes it; a bare day is its end."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return datetime.fromisoformat(f"{value}T23:59:59.999999+00:00").isoformat()
        given = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(
            f"'{value}' is no time. Write it as 2021-11-11T09:30:00+00:00.", param_hint="--known-at"
        ) from error
    return (given if given.tzinfo else given.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def now() -> float:
    """Now, in seconds of the epoch."""
    return time.time()  # noqa: TID251 the clock lives on this floor


def moment() -> str:
    """Now, in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")  # noqa: TID251 the clock lives on this floor


def parse_day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """The ISO date that an option names."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"'{value}' is no date. Write it as 2021-11-11.") from error


def analyst() -> str:
    """Who is at the desk: `TOCSIN_ANALYST`, else the name of the system's user."""
    name = os.environ.get(_PREFIX + "ANALYST")
    if name:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "analyst"


def environment_values() -> dict[str, object]:
    """The settings that the environment names, as text."""
    from tocsin.config import Settings

    names = Settings.__struct_fields__
    return {name: os.environ[_PREFIX + name.upper()] for name in names if _PREFIX + name.upper() in os.environ}


def environment_settings() -> Settings:
    """The settings of the environment alone. Raises `ConfigError` for a value that cannot be one."""
    from tocsin.config import parse_settings

    return parse_settings(environment_values())


@contextmanager
def opened_desk(folder: Path | None) -> Iterator[Desk]:
    """The desk that a command works on, closed when it is done. Raises `ConfigError` (`no-desk`)."""
    from tocsin.desk import Desk

    desk = Desk.open(desk_folder(folder), environment_values())
    try:
        yield desk
    finally:
        desk.close()


def desk_folder(folder: Path | None) -> Path:
    """The folder of the desk that a command works on. Raises `ConfigError` (`no-desk`) where it is none."""
    from tocsin.desk import find_desk

    return find_desk(folder or nearest_desk() or Path())


def desk_settings(folder: Path) -> Settings:
    """The settings of a desk's file, under those of the environment, without its store opened."""
    from tocsin.config import parse_desk_file

    return parse_desk_file((folder / _MARK).read_text(encoding="utf-8"), _MARK, environment_values())


def nearest_desk() -> Path | None:
    """The nearest folder upward with a desk's file, then `TOCSIN_DESK`; null where there is neither."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / _MARK).is_file():
            return folder
    named = os.environ.get(_PREFIX + "DESK")
    return Path(named) if named else None
