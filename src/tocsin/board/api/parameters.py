"""The parameters of addresses that read them from a table and no signature, for the description of the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from litestar.openapi.spec import OpenAPIType, Operation, Parameter, Schema

from tocsin.assess.forecasts import OUTCOMES

__all__ = ["OF_PAGES", "operation_with"]

_DAY = "A day, as 2021-11-11."
OF_PAGES: dict[str, dict[str, str]] = {
    "/documents": {"outlet": "Only what this outlet published."},
    "/timeline": {
        "kind": "event (where it is left out), statement, forecast, or all.",
        "from": f"The first day of the window. {_DAY}",
        "to": f"Its last day. {_DAY}",
    },
    "/actors": {"q": "A part of the name.", "kind": "person, organization, country, place or group."},
    "/actors/{id:str}": {"what": "One of said, did, met_with, expected; a page of those alone."},
    "/contacts": {"party": "Only contacts of this party.", "with": "And of this one."},
    "/disagreements": {"kind": "contradiction, doubt or different_horizon."},
    "/forecasts": {"state": f"due, open, resolved ({', '.join(OUTCOMES)}) or all."},
    "/map": {"place": "A place, to have it opened."},
    "/search": {
        "q": "Words that must all be there; a phrase in quotation marks.",
        "outlet": "Only what this outlet published.",
        "month": "Only of this month, as 2021-11.",
    },
    "/desk": {"looked": "A moment (ISO, with its offset): what changed is told since then."},
}
"""What each page can be asked besides `as_of`, `known_at` and `page`, by its address."""


def operation_with(told: Mapping[str, str]) -> type[Operation]:
    """An operation whose description names these parameters of the query besides those of its signature."""

    @dataclass
    class Told(Operation):
        """Describes the parameters."""

        def __post_init__(self) -> None:
            """Adds one for each."""
            words = Schema(type=OpenAPIType.STRING)
            own = [Parameter(name=n, param_in="query", description=d, schema=words) for n, d in told.items()]
            self.parameters = [*(self.parameters or []), *own]

    return Told
