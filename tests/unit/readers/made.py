"""Files of other programs, made here from our own words: a PDF, a Word document, a web archive."""

from __future__ import annotations

import gzip
import io
import zipfile

Line = tuple[float, float, str]


def pdf(pages: list[list[Line]], *, size: int = 11, title: str = "", locked: bool = False) -> bytes:
    """A PDF whose pages show lines of Helvetica at their places, in points from the lower left."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        shown = "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({_escaped(text)}) Tj ET" for x, y, text in page)
        stream = shown.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(f"<< /Title ({_escaped(title)}) >>".encode())
    trailer = f"/Root 1 0 R /Info {len(objects)} 0 R"
    if locked:
        key = b"<" + b"41" * 32 + b">"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O " + key + b" /U " + key + b" /P -4 >>")
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<00> <00>]"
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(f"trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def column(lines: list[str], *, top: float = 780, left: float = 72, step: float = 14) -> list[Line]:
    """Lines one below the other; an empty one leaves a gap, and one that begins with a tab is indented."""
    placed, y = [], top
    for line in lines:
        if line:
            placed.append((left + 20 * line.startswith("\t"), y, line.lstrip("\t")))
        y -= step
    return placed


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, *, title: str = "", author: str = "", prologue: str = "") -> bytes:
    """A Word document of a body in Word's own XML."""
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
        "</cp:coreProperties>"
    )
    return archive({
        "[Content_Types].xml": "<Types/>",
        "docProps/core.xml": core,
        "word/document.xml": f"{prologue}<w:document {WORD}><w:body>{body}</w:body></w:document>",
    })  # fmt: skip


def archive(members: dict[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def warc(*records: bytes, packed: bool = False) -> bytes:
    """A web archive of records, each packed by itself as crawlers do."""
    return b"".join(gzip.compress(record) if packed else record for record in records)


def answer(
    address: str,
    body: bytes,
    *,
    kind: str = "text/plain",
    status: str = "200 OK",
    also: str = "",
    size: int | None = None,
) -> bytes:
    """A response record; `size` is the length that it claims, where it lies."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{also}\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Date: 2031-03-14T09:00:00Z\r\nWARC-Target-URI: {address}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {size or len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"
