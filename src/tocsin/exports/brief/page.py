"""The brief as one HTML page that needs nothing but itself, without scripts, and prints well on paper."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import BinaryIO

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from tocsin.exports.brief.blocks import lay_out, title_of
from tocsin.exports.brief.parts import Brief

__all__ = ["HtmlBrief", "render_brief"]


class HtmlBrief:
    """Writes a brief as one self-contained page."""

    name = "html"
    media_type = "text/html"
    ending = ".html"
    loses = "everything but the brief itself"

    def write_brief(self, brief: Brief, out: BinaryIO) -> None:
        """The page in UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes a character reference."""
        out.write(render_brief(brief).encode("utf-8", "xmlcharrefreplace"))


def render_brief(brief: Brief) -> str:
    """The page of a brief."""
    style = _asset("brief.css")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            title=title_of(brief),
            blocks=[(type(block).__name__, block) for block in lay_out(brief)],
            style=Markup(style),  # noqa: S704 - our own file
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'",
        )
    )


@cache
def _asset(name: str) -> str:
    """A file of this folder. Line ends are made plain: browsers do so before they take the digest."""
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
