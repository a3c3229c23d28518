"""The reading view on the board: the analyst's word at every record, and what it did to the level."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

from markupsafe import Markup, escape

from tocsin.board.pages import Board, read_cut
from tocsin.errors import ConfigError
from tocsin.exports.reading import Frame, page_policy, render_page
from tocsin.ledger.cut import Cut
from tocsin.ledger.replay import Judged
from tocsin.records import Judgement

__all__ = ["judge_record", "reading_page", "undo_judgement"]


def reading_page(board: Board, document: str, parameters: Mapping[str, str], token: str) -> tuple[str, str]:
    """The reading view of a document as judged, with forms, and the content policy to send it with.

    Raises `LedgerError` (`no-such-document`).
    """
    _, query = read_cut(parameters)
    judged = board.desk.judged(document)
    standing = [
        judgement
        for judgement in board.desk.store.judgements(Cut())
        if judgement.target.text_digest == judged.reading.document.text_digest
    ]
    top = _banner(board, judged, standing, parameters.get("was"), query, token)
    frame = Frame(top=top, style=_style(), beside=lambda number: _forms(judged, number, token))
    return render_page([judged.reading], frame), page_policy(frame)


def judge_record(board: Board, document: str, form: Mapping[str, str], *, by: str, at: str) -> str:
    """Keeps a verdict of the form, and gives the address to go back to. Raises `ConfigError` (`bad-form`)."""
    verdict, record = form.get("verdict", ""), form.get("record", "")
    if verdict not in ("accept", "reject"):
        raise ConfigError(
            "bad-form", f"'{verdict}' is no verdict.", "Accept or reject; edits are made with tocsin review."
        )
    was = levels_of(board)
    records = [found.id for found in board.desk.judged(document).reading.records]
    number = records.index(record) if record in records else 0
    board.desk.judge(document, record, "accept" if verdict == "accept" else "reject", by=by, at=at)
    place = f"#d1r{number}" if verdict == "accept" else "#judged"
    return f"/documents/{document}?{urlencode({'was': was})}{place}"


def undo_judgement(board: Board, document: str, form: Mapping[str, str], *, by: str, at: str) -> str:
    """Takes a judgement back, and gives the address to go back to. Raises `LedgerError` (`no-such-judgement`)."""
    was = levels_of(board)
    board.desk.store.undo(form.get("judgement", ""), by=by, at=at)
    return f"/documents/{document}?{urlencode({'was': was})}#judged"


def levels_of(board: Board) -> str:
    """The level of every problem, as a text that can be compared."""
    return ", ".join(f"{found.problem} {found.level.number}" for found in board.desk.assess(Cut()).assessments)


def _banner(board: Board, judged: Judged, standing: list[Judgement], was: str | None, query: str, token: str) -> Markup:
    """The way back, the level (and what it was before the last judgement), and the judgements that stand here."""
    now = levels_of(board)
    told = Markup("Level: <b>{}</b>").format(now)
    if was is not None and was != now:
        told = Markup("Level changed: {} \u2192 <b>{}</b>").format(was, now)
    elif was is not None:
        told = Markup("Level unchanged: <b>{}</b>").format(now)
    links = Markup(" ").join(
        Markup('<a href="{}{}">{}</a>').format(path, query, name)
        for path, name in (
            ("/", "Problem"),
            ("/documents", "Documents"),
            ("/timeline", "Timeline"),
            ("/search", "Search"),
        )
    )
    words = Markup("").join(_standing(judged, judgement, token) for judgement in standing)
    kept = Markup('<details id="judged" open><summary>{} here</summary><ul>{}</ul></details>').format(
        f"{len(standing)} judgement{'' if len(standing) == 1 else 's'}", words
    )
    return Markup(
        '<header class="board-top"><nav aria-label="Board">{}</nav><p role="status">{}</p>{}</header>'
    ).format(links, told, kept if standing else Markup())


def _standing(judged: Judged, judgement: Judgement, token: str) -> Markup:
    text = judged.reading.document.text
    words = " \u2026 ".join(span.of(text) for span in judgement.target.spans) or str(
        judgement.target.fields.get("name") or ""
    )
    lost = " (fits no record of the present run)" if judgement in judged.unplaced else ""
    return Markup(
        '<li>{}: {} <q>{}</q> by {}{}<form method="post" action="/documents/{}/undo">{}'
        '<input type="hidden" name="judgement" value="{}"><button>undo</button></form></li>'
    ).format(
        judgement.verdict, judgement.target.type, words, judgement.by, lost, judged.reading.document.id, _hidden(token),
        judgement.id,
    )  # fmt: skip


def _forms(judged: Judged, number: int, token: str) -> Markup:
    """Accept and reject at a record, or what was said of it."""
    if number >= len(judged.reading.records):
        return Markup()  # a diagnostic: nothing to judge
    record = judged.reading.records[number]
    verdict = judged.verdicts.get(record.id)
    if verdict is not None:
        return Markup('<span class="verdict">{}</span>').format(f"{verdict}ed" if verdict != "add" else "added")
    buttons = Markup("").join(
        Markup('<button name="verdict" value="{}" title="{}">{}</button>').format(
            name, f"{name} this {type(record).__name__.lower()}", name
        )
        for name in ("accept", "reject")
    )
    return Markup(
        '<form class="judge" method="post" action="/documents/{}/judge">{}'
        '<input type="hidden" name="record" value="{}">{}</form>'
    ).format(judged.reading.document.id, _hidden(token), record.id, buttons)


def _hidden(token: str) -> Markup:
    return Markup('<input type="hidden" name="_csrf_token" value="{}">').format(escape(token))


@cache
def _style() -> str:
    return files("tocsin.board").joinpath("assets", "review.css").read_text(encoding="utf-8")
