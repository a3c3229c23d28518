"""Who is who, as an analyst says it on the page of an actor: one with another, or not who all the others are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from litestar import post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect

from tocsin.board.answers import Board
from tocsin.board.replies import elsewhere
from tocsin.board.rooms.actors import list_actors, list_variants
from tocsin.desk.picture import Picture
from tocsin.errors import ConfigError, LedgerError
from tocsin.ledger.cut import NO_CUT
from tocsin.ledger.identities import Identity

__all__ = ["bearer_routes"]

_FORM = Body(media_type=RequestEncodingType.URL_ENCODED)


def bearer_routes(board: Board, *, clock: Callable[[], str], analyst: Callable[[], str]) -> list[Any]:
    """The two forms of an actor's page. Each leads to who the actor is afterwards."""

    def now(entity: str) -> Redirect:
        identities = board.pictures.at(NO_CUT, fresh=True).identities
        return elsewhere(f"/actors/{identities.of(entity).id}#who")

    @post("/actors/{actor:str}/join", sync_to_thread=True)
    def join(actor: FromPath[str], data: Annotated[dict[str, str], _FORM]) -> Redirect:
        """Says that an actor is the same as the one of a name or an address."""
        picture = board.pictures.at(NO_CUT, fresh=True)
        here, name = _identity(picture, actor), data.get("other", "").strip()
        known = (one.identity for one in list_actors(picture).values())
        other = next((one for one in known if one.id != here.id and name in (one.id, one.name)), None)
        if other is None:
            raise ConfigError("bad-form", f"No other actor is called '{name[:60]}'.", "Write it as the list has it.")
        pair = (here.members[0], other.members[0])
        reason = data.get("reason", "")[:400]
        board.desk.judge_bearers(pair, "same", by=analyst(), at=clock(), reason=reason)
        return now(here.members[0])

    @post("/actors/{actor:str}/part", sync_to_thread=True)
    def part(actor: FromPath[str], data: Annotated[dict[str, Any], _FORM]) -> Redirect:
        """Says that those who bear some of an actor's names are another one."""
        picture = board.pictures.at(NO_CUT, fresh=True)
        here, given = _identity(picture, actor), data.get("name") or []
        names = frozenset([given] if isinstance(given, str) else given)
        variants = list_variants(picture, here)
        chosen = [entity for variant in variants if variant.name in names for entity in variant.entities]
        if not chosen or len(names) >= len(variants):
            raise ConfigError("bad-form", "Some names must go and some must stay.", "Choose those of somebody else.")
        reason = str(data.get("reason", ""))[:400]
        board.desk.split_bearer(chosen, by=analyst(), at=clock(), reason=reason)
        return now(next(entity for entity in here.members if entity not in chosen))

    return [join, part]


def _identity(picture: Picture, actor: str) -> Identity:
    found = list_actors(picture).get(actor)
    if found is None:
        raise LedgerError("no-such-record", "No one of that address is named.", "Begin at the list of actors.")
    return found.identity
