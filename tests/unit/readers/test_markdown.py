"""Markdown keeps its marks; what its front matter says is metadata."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import ReadError
from tocsin.readers.markdown import MarkdownReader
from tocsin.readers.protocol import Publication, Source
from tocsin.records import Document

YAML = """---
title: "Harbour talks: the second round"
date: 2031-03-14
authors:
  - Mira Olsen
  - Pavel Holm
outlet: Demo Gazette
url: https://demo.example/harbour
tags: [harbour, talks]
---

# Talks

They **met** in Calder.
"""
TOML = '+++\ntitle = "Harbour talks"\ndate = 2031-03-14T09:00:00+01:00\nauthors = ["Mira Olsen"]\n+++\nThey met.\n'


def read(tmp_path: Path, text: str) -> list[Document | ReadError]:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    given = Publication(outlet="Demo Wire", published="2031-03-20")
    found = list(MarkdownReader().read(Source(path=path, publication=given, max_mib=1)))
    return [item for item in found if isinstance(item, Document | ReadError)]


def test_front_matter_is_metadata_and_marks_stay(tmp_path: Path) -> None:
    [document] = read(tmp_path, YAML)
    assert isinstance(document, Document)
    assert document.text == "# Talks\n\nThey **met** in Calder.\n"
    assert document.title == "Harbour talks: the second round"
    assert (document.published.value, document.published.basis) == ("2031-03-14", "metadata")
    assert document.authors == ("Mira Olsen", "Pavel Holm")
    assert (document.outlet, document.uri) == ("Demo Gazette", "https://demo.example/harbour")
    [document] = read(tmp_path, TOML)
    assert isinstance(document, Document)
    assert (document.title, document.published.value) == ("Harbour talks", "2031-03-14T09:00:00+01:00")


@pytest.mark.parametrize(
    "text", ["# Talks\n\nThey met.\n", "---\n\nThey met.\n\n---\n", "+++\nno toml\n+++\nThey met.\n"]
)
def test_text_without_front_matter_is_kept_whole(tmp_path: Path, text: str) -> None:
    [document] = read(tmp_path, text)
    assert isinstance(document, Document)
    assert (document.text, document.outlet, document.published.basis) == (text, "Demo Wire", "given")


def test_a_date_that_is_none_is_told(tmp_path: Path) -> None:
    error, document = read(tmp_path, "---\ntitle: Talks\ndate: last week\n---\nThey met.\n")
    assert isinstance(error, ReadError) and error.code == "bad-date"
    assert isinstance(document, Document) and document.title == "Talks"
