"""The journal: everything that was done, the latest first."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.board.answers import Answer, Board, Page, Table, read_cut, with_query

__all__ = ["show_journal"]

_A_PAGE = 200
_COLUMNS = ("at", "by", "action", "subject")


def show_journal(board: Board, parameters: Mapping[str, str]) -> Answer:
    """A page of the journal; what was purged has left no line but its own."""
    cut, query = read_cut(parameters)
    store = board.desk.store
    last = store.mark().entry
    pages = max(1, -(-last // _A_PAGE))
    asked = parameters.get("page", "1")
    number = min(max(1, int(asked)), pages) if asked.isdecimal() and len(asked) < 9 else 1
    begin = last - number * _A_PAGE
    size = _A_PAGE if begin >= 0 else _A_PAGE + begin
    entries = list(reversed(store.news(max(0, begin))[:size]))
    documents = {entry.subject for entry in entries if entry.action in ("add", "remove", "restore")}
    picture = board.picture(cut)
    titles = {
        name: reading.document.title or " ".join(reading.document.text[:400].split())[:70]
        for name in documents
        if (reading := picture.readings.get(name)) is not None
    }
    words = {word.id: word for word in picture.judgements}
    data = {
        "entries": [(entry, titles.get(entry.subject), words.get(entry.subject)) for entry in entries],
        "page": Page(
            number,
            pages,
            last,
            with_query(parameters, page=number - 1) if number > 1 else None,
            with_query(parameters, page=number + 1) if number < pages else None,
        ),
    }
    table = Table(_COLUMNS, lambda: [(e.at, e.by, e.action, e.subject) for e in reversed(store.journal())])
    return Answer(template="journal.html.j2", data=data, plain=entries, cut=cut, query=query, table=table)
