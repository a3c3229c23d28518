"""Where analysts' words and a new run of the coders do not agree: listed for the analyst, settled by nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from tocsin.ledger.replay import find_target
from tocsin.records import AnyRecord, Entity, Judgement, Reading

__all__ = ["Conflict", "find_conflicts"]

_NO_CHANGE = frozenset({"id", "score", "coder", "rule"})


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement that a new run puts in question.

    `unplaced`: no record fits it any more. `changed`: the record that was judged now has other values in `fields`.
    `found`: the coders now find what an analyst had added. `gone`: an entity that was said to be (or not to be) another
    is in no document any more.
    """

    judgement: Judgement
    document: str | None
    what: Literal["unplaced", "changed", "found", "gone"]
    fields: tuple[str, ...] = ()


def find_conflicts(
    judgements: Iterable[Judgement], before: Mapping[str, Reading], after: Mapping[str, Reading]
) -> list[Conflict]:
    """The conflicts between standing judgements and the readings of a new run, each by document id, machine's words."""
    by_digest: dict[str, list[str]] = {}
    for name, reading in after.items():
        by_digest.setdefault(reading.document.text_digest, []).append(name)
    entities = {r.id for reading in after.values() for r in reading.records if isinstance(r, Entity)}
    found: list[Conflict] = []
    for judgement in judgements:
        target = judgement.target
        if judgement.verdict in ("same", "not_same"):
            members = {*target.fields.get("members", ()), *target.fields.get("rest", ())}
            if members - entities:
                found.append(Conflict(judgement=judgement, document=None, what="gone"))
        elif target.type not in ("Document", "Source"):
            for name in by_digest.get(target.text_digest or "", ())[:1]:
                found += _of_document(judgement, before.get(name), after[name])
    return found


def _of_document(judgement: Judgement, before: Reading | None, after: Reading) -> Iterator[Conflict]:
    new = find_target(judgement.target, after.records)
    name = after.document.id
    if judgement.verdict == "add":
        if new is not None:
            yield Conflict(judgement=judgement, document=name, what="found")
        return
    if new is None:
        yield Conflict(judgement=judgement, document=name, what="unplaced")
        return
    old = find_target(judgement.target, before.records) if before is not None else None
    changed = _changed(old, new) if old is not None else ()
    if judgement.verdict == "edit" and judgement.patch:
        # What the analyst set stands whatever the coders say now, unless they come to a third value.
        values = msgspec.to_builtins(new)
        changed = tuple(field for field in changed if values.get(field) != judgement.patch.get(field, object()))
    if changed:
        yield Conflict(judgement=judgement, document=name, what="changed", fields=changed)


def _changed(old: AnyRecord, new: AnyRecord) -> tuple[str, ...]:
    """The fields in which two findings of one record differ."""
    return tuple(
        name for name in old.__struct_fields__ if name not in _NO_CHANGE and getattr(old, name) != getattr(new, name)
    )
