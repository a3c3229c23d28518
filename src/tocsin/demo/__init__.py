"""The bundled demo dispatches: short news items on the build-up around Ukraine, November 2021 to February 2022.

The facts are public record, the wording is the project's own, the outlets are fictitious and nobody is quoted.
`SOURCES.md` beside the data says, item by item, where each fact can be checked, and names the one day that
is wrong on purpose so that a later item can correct it.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable

__all__ = ["dispatches_path"]


def dispatches_path() -> Traversable:
    """Return the bundled dispatches as a JSON Lines resource, UTF-8, one document a line, oldest first.

    Each line has the fields of JSON Lines input: `id`, `url` (always null), `title`, `published` (an ISO date),
    `outlet`, `language` and `text`. A Traversable rather than a path of the file system, because the package may
    be installed as an archive; `importlib.resources.as_file` makes a path of it where one is needed.
    """
    return files(__name__).joinpath("dispatches.jsonl")
