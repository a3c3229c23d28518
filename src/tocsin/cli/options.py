"""What several commands take: where a publication comes from, and the settings of the environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tocsin.config import Settings
    from tocsin.readers.protocol import Publication

__all__ = ["environment_settings", "publication_options", "to_publication"]

F = TypeVar("F", bound=Callable[..., Any])
_PREFIX = "TOCSIN_"


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


def environment_settings() -> Settings:
    """The settings in `TOCSIN_MODEL` and its like. Raises `ConfigError` for a value that cannot be one."""
    from tocsin.config import Settings, parse_settings

    names = Settings.__struct_fields__
    found = {name: os.environ[_PREFIX + name.upper()] for name in names if _PREFIX + name.upper() in os.environ}
    return parse_settings(found)
