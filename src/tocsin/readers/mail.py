"""Mail: one message (EML), or a box of them (MBOX)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime

from tocsin.config import MEBIBYTE
from tocsin.errors import ReadError
from tocsin.readers.plain import first_line_title
from tocsin.readers.protocol import Found, Part, Publication, Source
from tocsin.readers.publication import detect_language, parse_published
from tocsin.records import Published, make_document

__all__ = ["MailReader", "MailboxReader"]

# What the standard library's parser raises on mail that breaks its rules, found by reading it and by malformed mail.
_FAULTS = (MessageError, LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError)
_FIELD = re.compile(rb"^([A-Za-z][A-Za-z-]*):", re.MULTILINE)
# A memorandum has From, To, Date and Subject too; what only machines write tells a mail.
_BY_MACHINES = frozenset({b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to"})
_POSTMARK = re.compile(rb"^From [^\r\n]{1,300}?\d\d:\d\d(:\d\d)?[^\r\n]*\r?\n")
_QUOTED_POSTMARK = re.compile(rb"^>(>*From )", re.MULTILINE)
_PICTURES = frozenset({"image", "audio", "video", "font", "model"})
_MEDIA_WITHOUT_WORDS = frozenset({"text/calendar", "text/vcard", "text/x-vcard", "application/pgp-signature"})


class MailReader:
    """Reads a message: its text is the document, its attachments are documents of their own."""

    name = "mail"

    def accepts(self, head: bytes, name: str) -> float:
        """Sure of `.eml`; fairly sure of what begins with a sender and a field that only mail programs write."""
        if name.lower().endswith(".eml"):
            return 1.0
        if not _FIELD.match(head):
            return 0.0
        fields = {field.lower() for field in _FIELD.findall(re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0])}
        return 0.8 if b"from" in fields and fields & _BY_MACHINES else 0.0

    def read(self, source: Source) -> Iterator[Found]:
        """The message's text, then its attachments as parts. Raises `ReadError`: `bad-mail`, `empty`, `too-large`."""
        data = source.whole()
        if not data.strip():
            raise ReadError("empty", f"{source.name}: is empty.", "Give a file with text in it.")
        try:
            yield from _read_message(BytesParser(EmailMessage, policy=default).parsebytes(data), source)
        except _FAULTS as error:
            raise ReadError(
                "bad-mail",
                f"{source.name}: is no mail that can be taken apart ({type(error).__name__}).",
                "Save it anew from the mail program, or give its text.",
            ) from error


class MailboxReader:
    """Reads a box of messages (mboxo, mboxrd), each handed on as a message of its own."""

    name = "mailbox"

    def accepts(self, head: bytes, name: str) -> float:
        """Sure of `.mbox`; fairly sure of what begins with a postmark line and a header field."""
        if name.lower().endswith((".mbox", ".mbx")):
            return 1.0
        postmark = _POSTMARK.match(head)
        return 0.9 if postmark and _FIELD.match(head, postmark.end()) else 0.0

    def read(self, source: Source) -> Iterator[Found]:
        """The messages in order, streaming. One that is too large comes as its error."""
        limit = source.max_mib * MEBIBYTE
        number, lines, size, after_blank = 0, [b""], 0, True
        with source.open() as file:
            for line in iter(lambda: file.readline(limit), b""):
                if after_blank and _POSTMARK.match(line):
                    yield from _message(source, number, lines, size)
                    number, lines, size = number + 1, [], 0
                elif size <= limit:
                    lines.append(line)
                size += len(line)
                after_blank = not line.strip()
        if number == 0:
            raise ReadError("bad-mail", f"{source.name}: has no message.", "A message begins with a line 'From ...'.")
        yield from _message(source, number, lines, size)


def _message(source: Source, number: int, lines: list[bytes], size: int) -> Iterator[Found]:
    """One message of a box; what stands before the first postmark is none."""
    if number == 0:
        return
    if size > source.max_mib * MEBIBYTE:
        seen = f"{source.name}, message {number}: is larger than {source.max_mib} MiB."
        yield ReadError("too-large", seen, "It was left out. Raise max_input_mib.")
        return
    data = _QUOTED_POSTMARK.sub(rb"\1", b"".join(lines))
    yield Part(name=f"{number}.eml", data=data, publication=source.publication)


def _read_message(message: EmailMessage, source: Source) -> Iterator[Found]:
    said = _publication(message, source)
    body = message.get_body(preferencelist=("plain", "html"))
    attachments = [part for part in message.iter_attachments() if isinstance(part, EmailMessage)]
    if body is not None and body.get_content_type() == "text/html":
        yield Part(
            name="body.html", data=_payload(body), publication=said, role="body", charset=body.get_content_charset()
        )
    elif body is not None and (text := _text(body)).strip():
        yield make_document(
            text,
            uri=said.uri,
            outlet=said.outlet,
            published=_published(said),
            title=said.title or first_line_title(text),
            authors=said.authors,
            language=detect_language(text),
        )
    elif not attachments:
        raise ReadError("empty", f"{source.name}: has no text.", "It was left out.")
    inner = Publication(
        published=source.publication.published or said.published,
        # A file is at least as old as the mail that brought it: that is inferred, unless the user says more.
        basis=source.publication.basis if source.publication.published else "inferred",
        outlet=said.outlet,
    )
    for number, part in enumerate(attachments, start=1):
        yield from _attachment(part, number, inner)


def _attachment(part: EmailMessage, number: int, publication: Publication) -> Iterator[Part]:
    kind = part.get_content_type()
    if part.get_content_maintype() in _PICTURES or kind in _MEDIA_WITHOUT_WORDS:
        return
    if kind == "message/rfc822":
        held = part.get_payload()
        if isinstance(held, list) and held and isinstance(held[0], EmailMessage):
            yield Part(name=f"{number}.eml", data=held[0].as_bytes(), publication=publication, role="attachment")
        return
    if part.is_multipart():
        return
    name = re.split(r"[\\/]", part.get_filename() or "")[-1].strip() or f"attachment-{number}"
    charset = part.get_content_charset()
    yield Part(name=name, data=_payload(part), publication=publication, role="attachment", charset=charset)


def _publication(message: EmailMessage, source: Source) -> Publication:
    """What the header says: when, by whom, under which subject, and its address in the sense of RFC 2392."""
    published, basis = source.publication.published, source.publication.basis
    if (moment := _moment(message)) is not None:
        published, basis = moment, "metadata"
    identifier = _header(message, "Message-ID").strip("<> ")
    return Publication(
        published=published,
        basis=basis,
        outlet=source.publication.outlet,
        title=_header(message, "Subject") or None,
        authors=tuple(dict.fromkeys(name or address for name, address in _senders(message) if name or address)),
        uri=f"mid:{identifier}" if identifier else source.uri,
    )


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _senders(message: EmailMessage) -> list[tuple[str, str]]:
    return getaddresses([_header(message, "From")])


def _moment(message: EmailMessage) -> str | None:
    """When it was sent, as ISO date-time; without offset where the header says that its zone is not known."""
    try:
        return parsedate_to_datetime(_header(message, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _published(said: Publication) -> Published:
    return parse_published(said.published, said.basis) if said.published else Published()


def _payload(part: MIMEPart) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: MIMEPart) -> str:
    """The characters of a text part, with lines that were wrapped for the way only (RFC 3676) joined."""
    data = _payload(part)
    text = _decoded(data, part.get_content_charset() or "utf-8").replace("\r\n", "\n").lstrip("\ufeff")
    if part.get_param("format") == "flowed":
        text = _unwrap(text, delete_space=part.get_param("delsp") == "yes")
    return text


def _decoded(data: bytes, charset: str) -> str:
    """In the encoding that the header names, else UTF-8, else the one that every byte has a character in."""
    for encoding in (charset, "utf-8", "windows-1252"):
        try:
            return data.decode(encoding)
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")


def _unwrap(text: str, *, delete_space: bool) -> str:
    joined: list[str] = []
    flowing = False
    for line in text.split("\n"):
        if flowing and not line.startswith(">"):
            joined[-1] += line
        else:
            joined.append(line)
        # The line "-- " before a signature ends in a space and flows nowhere.
        flowing = line.endswith(" ") and line != "-- " and not line.startswith(">")
        if flowing and delete_space:
            joined[-1] = joined[-1][:-1]
    return "\n".join(joined)
