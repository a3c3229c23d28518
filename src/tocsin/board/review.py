"""The reading view on the board: the analyst's word at every record, lasting links, and what it did to the level."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import Markup, escape

from tocsin.board.answers import Board, read_cut
from tocsin.desk.picture import Picture
from tocsin.errors import ConfigError, LedgerError
from tocsin.exports.reading import Chip, Frame, render_page
from tocsin.ledger.cut import NO_CUT, Cut
from tocsin.ledger.replay import Judged
from tocsin.records import AnyRecord, Entity, Judgement, defining_spans
from tocsin.text.span import Span, cover

__all__ = ["back_to", "cite_span", "find_span", "levels_of", "read_verdict", "reading_page"]

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
_STYLES = ("/assets/reading.css", "/assets/review.css")
_SCRIPTS = ("/assets/reading.js", "/assets/reader.js")
_DONE = {"accept": "accepted", "reject": "rejected", "edit": "edited", "add": "added"}
_KINDS = {"contradiction": "contradicts", "doubt": "doubts", "different_horizon": "expects it at another time than"}
_QUOTED = 1200
# A long transcript takes a second to draw: pages are kept until the store moves on, so many of them.
_MOST_DRAWN = 24
# Stands for the token of a form; no text can hold it, for a page writes such brackets as references.
_TOKEN = "<token>"  # noqa: S105 - no secret


def find_span(words: str) -> Span:
    """The span that an address names, as `471-550`. Raises `LedgerError` (`no-such-record`)."""
    found = _SPAN.fullmatch(words)
    if found is None or int(found[1]) >= int(found[2]):
        raise LedgerError("no-such-record", f"'{words[:40]}' names no characters.", "Write them as 471-550.")
    return Span(int(found[1]), int(found[2]))


def reading_page(board: Board, document: str, parameters: Mapping[str, str], token: str, analyst: str) -> str:
    """The reading view of a document as judged, with what an analyst can do there.

    Raises `LedgerError` (`no-such-document`).
    """
    _, query = read_cut(parameters)
    was = parameters.get("was")
    picture = board.pictures.at(NO_CUT, fresh=was is not None)
    key = (document, board.desk.store.mark(), picture.mark, parameters.get("span"), was, query, analyst)
    kept = board.drawn.get(key)
    if kept is None:
        kept = _draw_page(board, picture, document, parameters, query, analyst)
        board.drawn[key] = kept
        while len(board.drawn) > _MOST_DRAWN:
            board.drawn.pop(next(iter(list(board.drawn)), key), None)
    return kept.replace(_TOKEN, str(escape(token)))


def _draw_page(
    board: Board, picture: Picture, document: str, parameters: Mapping[str, str], query: str, analyst: str
) -> str:
    """The page with a mark where the reader's own token stands."""
    judged = board.desk.judged(document)
    standing = [
        judgement
        for judgement in board.desk.store.judgements(NO_CUT)
        if judgement.target.text_digest == judged.reading.document.text_digest
    ]
    frame = Frame(
        top=_banner(board, judged, standing, parameters.get("was"), query, _TOKEN),
        rail=_keys(judged, analyst, _TOKEN),
        styles=_STYLES,
        scripts=_SCRIPTS,
        beside=lambda number: _beside(judged, number),
        span=_asked(judged, parameters),
        chips=_across(picture, document),
    )
    return render_page([judged.reading], frame)


def cite_span(board: Board, document: str, span: Span, address: str) -> str:
    """A citation of exact characters: the words, where they stand, the digest of the text, the lasting link."""
    reading = board.desk.judged(document).reading
    text = reading.document.text
    span = _inside(span, text)
    words = " ".join(span.of(text).split())
    told = words if len(words) <= _QUOTED else f"{words[:_QUOTED]} \u2026"
    about = reading.document
    where = ", ".join(part for part in (about.outlet or "outlet unknown", about.title, about.published.value) if part)
    return (
        f"\u201c{told}\u201d\n{where}. Characters {span.start}\u2013{span.end} of {about.text_digest}. "
        f"{address}/s/{document}/{span.start}-{span.end}"
    )


def levels_of(board: Board, *, fresh: bool = False) -> str:
    """The level of every problem, as a text that can be compared; `fresh` waits for the present one."""
    report = board.pictures.at(Cut(), fresh=fresh).report
    return ", ".join(f"{found.problem} {found.level.number}" for found in report.assessments)


def _asked(judged: Judged, parameters: Mapping[str, str]) -> Span | None:
    words = parameters.get("span")
    return _inside(find_span(words), judged.reading.document.text) if words else None


def _inside(span: Span, text: str) -> Span:
    """The part of a span that the text has. Raises `LedgerError` (`no-such-record`) where it has none of it."""
    if span.start >= len(text):
        raise LedgerError("no-such-record", f"The text has {len(text)} characters.", "Check the link.")
    return Span(span.start, min(span.end, len(text)))


def _across(picture: Picture, document: str) -> dict[int, tuple[Chip, ...]]:
    """The chips that lead to what other documents hold against this one, by character."""
    found: dict[int, tuple[Chip, ...]] = {}
    for item in picture.disagreements:
        for own, other in (item.sides, item.sides[::-1]):
            if own.document == document and other.document != document:
                reading = picture.readings[other.document]
                holder = next((r for r in reading.records if isinstance(r, Entity) and r.id == other.holder), None)
                name = (holder.name if holder else None) or reading.document.outlet or "an unnamed source"
                chip = Chip(f"{_KINDS[item.kind]} {name}", f"/s/{other.document}/{other.span.start}-{other.span.end}")
                found[own.span.start] = (*found.get(own.span.start, ()), chip)
    return found


def _banner(board: Board, judged: Judged, standing: list[Judgement], was: str | None, query: str, token: str) -> Markup:
    """The way back, the level (and what it was before the last judgement), and the judgements that stand here."""
    now = levels_of(board, fresh=was is not None)
    told = Markup("Level: <b>{}</b>").format(now)
    if was is not None and was != now:
        told = Markup("Level changed: {} \u2192 <b>{}</b>").format(was, now)
    elif was is not None:
        told = Markup("Level unchanged: <b>{}</b>").format(now)
    links = Markup(" ").join(
        Markup('<a href="{}{}">{}</a>').format(path, query, name)
        for path, name in (
            ("/", "Desk"),
            ("/problem", "Problem"),
            ("/documents", "Documents"),
            ("/timeline", "Timeline"),
            ("/search", "Search"),
        )
    )
    document = judged.reading.document.id
    words = Markup("").join(_standing(judged, judgement) for judgement in reversed(standing))
    kept = Markup(
        '<details id="judged" open><summary>{} here</summary><form id="undoing" method="post" '
        'action="/documents/{}/undo">{}<ul>{}</ul></form></details>'
    ).format(f"{len(standing)} judgement{'' if len(standing) == 1 else 's'}", document, _hidden(token), words)
    judging = Markup('<form id="judging" method="post" action="/documents/{}/judge">{}</form>').format(
        document, _hidden(token)
    )
    return Markup(
        '<header class="board-top"><nav aria-label="Board">{}</nav><p role="status">{}</p>{}{}'
        '<p id="toast" role="status" aria-live="polite"></p></header>'
    ).format(links, told, kept if standing else Markup(), judging)


def _standing(judged: Judged, judgement: Judgement) -> Markup:
    text = judged.reading.document.text
    words = " \u2026 ".join(span.of(text) for span in judgement.target.spans) or str(
        judgement.target.fields.get("name") or ""
    )
    lost = " (fits no record of the present run)" if judgement in judged.unplaced else ""
    changed = ", ".join(f"{name}: {value}" for name, value in (judgement.patch or {}).items() if name != "id")
    told = f" ({changed[:160]})" if judgement.verdict == "edit" and changed else ""
    if judgement.reason:
        told += f": {judgement.reason}" if judgement.verdict == "note" else f", because: {judgement.reason}"
    quoted = Markup(" <q>{}</q>").format(words[:200]) if words else Markup()
    return Markup(
        '<li>{}: {}{}{} by {}{} <button name="judgement" value="{}" aria-label="undo {} {}">undo</button></li>'
    ).format(
        judgement.verdict, judgement.target.type, quoted, told, judgement.by, lost, judgement.id,
        judgement.verdict, words[:60],
    )  # fmt: skip


def _keys(judged: Judged, analyst: str, token: str) -> Markup:
    """What can be done here, in the rail; the keys are told by the script's own list."""
    done = sum(record.id in judged.verdicts for record in judged.reading.records)
    return Markup(
        '<details class="acts" open><summary>Judging</summary><p><span id="done">{}</span> of {} records judged, '
        'as <b>{}</b></p><p class="needs-script" hidden><button type="button" id="accept-visible">Accept what is on '
        'screen</button></p><p><a href="/documents/{}/new">Add what was missed</a></p>'
        '<details class="noting"><summary>Note on this document</summary>'
        '<form method="post" action="/documents/{}/note">{}<label for="noted">It changes nothing</label>'
        '<textarea id="noted" name="words" rows="2" required maxlength="2000"></textarea><button>Keep</button></form>'
        "</details></details>"
    ).format(
        done, len(judged.reading.records), analyst, judged.reading.document.id, judged.reading.document.id,
        _hidden(token),
    )  # fmt: skip


def _beside(judged: Judged, number: int) -> Markup:
    """Accept, reject and edit at a record, or what was said of it."""
    if number >= len(judged.reading.records):
        return Markup()  # a diagnostic: nothing to judge
    record = judged.reading.records[number]
    verdict = judged.verdicts.get(record.id)
    document = judged.reading.document.id
    cited = _cited(record)
    noted = Markup("").join(
        Markup('<span class="noted">{}: {}</span>').format(word.by, word.reason)
        for word in judged.notes.get(record.id, ())
    )
    if verdict is not None:
        return noted + Markup('<span class="judge done" data-cite="{}"><span class="verdict v-{}">{}</span>'
                      '<a href="/documents/{}/edit?record={}">edit</a></span>').format(
            cited, verdict, _DONE.get(verdict, verdict), document, record.id)  # fmt: skip
    kind = type(record).__name__.lower()
    return noted + Markup(
        '<span class="judge" data-cite="{}"><button form="judging" name="accept" value="{}" title="accept this {}">'
        'accept</button><button form="judging" name="reject" value="{}" title="reject this {}">reject</button>'
        '<a href="/documents/{}/edit?record={}" title="edit this {}">edit</a></span>'
    ).format(cited, record.id, kind, record.id, kind, document, record.id, kind)


def _cited(record: AnyRecord) -> str:
    spans = defining_spans(record)
    if not spans:
        return ""
    span = cover(spans)
    return f"{span.start}-{span.end}"


def _hidden(token: str) -> Markup:
    return Markup('<input type="hidden" name="_csrf_token" value="') + Markup(token) + Markup('">')  # noqa: S704


def back_to(document: str, was: str, place: str) -> str:
    """The address to go back to after a word, which tells what the level was before it."""
    return f"/documents/{document}?{urlencode({'was': was})}{place}"


def read_verdict(form: Mapping[str, str]) -> tuple[str, list[str]]:
    """The verdict of a form and the records that it is on. Raises `ConfigError` (`bad-form`)."""
    for verdict in ("accept", "reject"):
        if form.get(verdict):
            return verdict, [one for one in str(form[verdict]).split(",") if one]
    verdict = str(form.get("verdict", ""))
    if verdict in ("accept", "reject"):
        return verdict, [str(form.get("record", ""))]
    raise ConfigError("bad-form", f"'{verdict}' is no verdict.", "Accept, reject or edit.")
