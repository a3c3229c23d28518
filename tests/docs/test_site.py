"""The site is built in strict mode, every link on it leads somewhere, and it loads nothing from elsewhere."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]

pytest.importorskip("properdocs", reason="the site is built with the development dependencies")


class Page(HTMLParser):
    """The ids of a page, where its links lead, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        values = dict(attrs)
        self.ids += [values[key] for key in ("id", "name") if values.get(key) and (tag == "a" or key == "id")]
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        if tag in ("script", "img", "iframe", "source") and values.get("src"):
            self.loads.append(values["src"])
        if tag == "link" and values.get("rel") != "canonical" and values.get("href"):
            self.loads.append(values["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from properdocs.commands.build import build
    from properdocs.config import load_config

    folder = tmp_path_factory.mktemp("site")
    build(load_config(str(ROOT / "properdocs.yml"), strict=True, site_dir=str(folder)))
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def targets(path: Path, page: Page) -> Iterator[tuple[str, Path, str]]:
    """The links within the site: as written, the file, the place in it."""
    for link in page.links:
        parts = urlsplit(link)
        if not parts.scheme and not parts.netloc:
            yield link, (path.parent / unquote(parts.path)).resolve() if parts.path else path, unquote(parts.fragment)


def test_every_page_of_docs_is_on_it(pages: dict[Path, Page], site: Path) -> None:
    for source in (ROOT / "docs").rglob("*.md"):
        name = source.relative_to(ROOT / "docs").with_suffix(".html")
        name = name.with_name("index.html") if name.stem == "README" else name
        assert site / name in pages, f"{source.name} is missing"
    assert {site / "notebook.html", site / "contributing.html", site / "changelog.html"} <= set(pages)


def test_every_link_leads_somewhere(pages: dict[Path, Page], site: Path) -> None:
    broken = []
    for path, page in pages.items():
        if path.name == "404.html":
            continue  # its links are from the root of wherever the site stands
        for link, target, place in targets(path, page):
            there = target / "index.html" if target.is_dir() else target
            if not there.is_file():
                broken.append(f"{path.relative_to(site)}: {link}")
            elif place and there in pages and place not in pages[there].ids:
                broken.append(f"{path.relative_to(site)}: {link}: no such place")
    assert broken == []


def test_it_loads_nothing_from_elsewhere(pages: dict[Path, Page]) -> None:
    loaded = {load for page in pages.values() for load in page.loads}
    assert loaded
    assert [load for load in loaded if urlsplit(load).scheme not in ("", "data") or load.startswith("//")] == []


def test_a_page_that_no_section_names_comes_under_more() -> None:
    spec = importlib.util.spec_from_file_location("site_hooks", ROOT / "website" / "hooks.py")
    assert spec and spec.loader
    hooks = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hooks)
    nav = hooks.make_nav({"index.md", "tutorial.md", "brand-new.md"})
    assert nav == [{"Home": "index.md"}, {"Begin": ["tutorial.md"]}, {"More": ["brand-new.md"]}]
