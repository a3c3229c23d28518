"""Finds readers, annotators and exporters by entry point: the built-in ones come through the same door."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from tocsin.errors import PluginError

__all__ = ["load_plugin", "plugin_names"]


def plugin_names(group: str) -> list[str]:
    """The names registered in an entry-point group such as `tocsin.readers`, sorted."""
    return sorted({point.name for point in entry_points(group=group)})


def load_plugin(group: str, name: str) -> Any:
    """The object behind one entry point, imported now.

    Raises `PluginError`: `unknown-plugin` where the name is not registered, `plugin-not-loaded` where its import fails.
    """
    found: EntryPoint | None = next(iter(entry_points(group=group, name=name)), None)
    if found is None:
        known = ", ".join(plugin_names(group)) or "none"
        raise PluginError("unknown-plugin", f"No '{name}' is registered in {group}.", f"Registered: {known}.")
    try:
        return found.load()
    except (ImportError, AttributeError) as error:
        raise PluginError(
            "plugin-not-loaded",
            f"'{name}' of {group} ({found.value}) cannot be imported: {error}.",
            "Reinstall the package that ships it, or remove it.",
        ) from error
