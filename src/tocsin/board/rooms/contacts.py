"""Who met, called or visited whom: a matrix, a small network, and every account of each contact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tocsin.assess.contacts import Contact
from tocsin.board.answers import Answer, Board, Table, cut_page, read_cut, with_query
from tocsin.board.drawing.network import draw_network
from tocsin.board.words import cite
from tocsin.desk.picture import Picture

__all__ = ["show_contacts"]

_MOST = 12
_ACCOUNTS = 8
_COLUMNS = ("parties", "mode", "first", "last", "fate", "accounts", "outlets")


def show_contacts(board: Board, parameters: Mapping[str, str]) -> Answer:
    """The contacts, the latest first; `party` (once or twice) keeps those of one or two parties."""
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    wanted = {parameters[name] for name in ("party", "with") if parameters.get(name)}
    chosen = [contact for contact in reversed(picture.contacts) if wanted <= set(contact.parties)]
    shown, page = cut_page(chosen, parameters, 30)
    pairs = picture.part("pairs", lambda p: _pairs(p.contacts))
    names = _busiest(pairs)
    data = {
        "items": [_told(picture, contact, query) for contact in shown],
        "page": page,
        "wanted": sorted(wanted),
        "names": names,
        "matrix": [(left, [_cell(parameters, pairs, left, right) for right in names]) for left in names],
        "network": draw_network(names, {pair: sum(fates.values()) for pair, fates in pairs.items()}),
        "all_query": with_query(parameters, party=None, page=None, **{"with": None}),
    }  # fmt: skip
    table = Table(_COLUMNS, lambda: [_row(contact) for contact in chosen])
    return Answer(template="contacts.html.j2", data=data, plain=list(shown), cut=cut, query=query, table=table)


def _row(contact: Contact) -> tuple[Any, ...]:
    outlets = sorted({account.outlet for account in contact.accounts if account.outlet})
    return (contact.parties, contact.mode, contact.days.first, contact.days.last, contact.fate, len(contact.accounts),
            outlets)  # fmt: skip


def _cell(
    parameters: Mapping[str, str], pairs: Mapping[frozenset[str], Counter[str]], left: str, right: str
) -> tuple[Counter[str], str, bool, str]:
    """The contacts of two parties by fate, the address that lists them, whether the two are one, and the second."""
    link = with_query(parameters, party=left, page=None, **{"with": right})
    return pairs.get(frozenset((left, right)), Counter()), link, left == right, right


def _pairs(contacts: Sequence[Contact]) -> dict[frozenset[str], Counter[str]]:
    """By pair of parties, how many contacts of each fate."""
    found: dict[frozenset[str], Counter[str]] = {}
    for contact in contacts:
        for at, left in enumerate(contact.parties):
            for right in contact.parties[at + 1 :]:
                found.setdefault(frozenset((left, right)), Counter())[contact.fate] += 1
    return found


def _busiest(pairs: Mapping[frozenset[str], Counter[str]]) -> list[str]:
    counts: Counter[str] = Counter()
    for pair, fates in pairs.items():
        for name in pair:
            counts[name] += sum(fates.values())
    return [name for name, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_MOST]]


def _told(picture: Picture, contact: Contact, query: str) -> dict[str, Any]:
    shown = contact.accounts[:_ACCOUNTS]
    accounts = [(account, cite(picture.readings[account.document], account.span, query)) for account in shown]
    return {"contact": contact, "accounts": accounts, "more": len(contact.accounts) - len(shown)}
