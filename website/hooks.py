"""What the site needs beyond its pages: the order of them, and the papers of the project that lie outside docs/."""

from __future__ import annotations

import json
import tomllib
from base64 import b64encode
from pathlib import Path
from typing import Any

from properdocs.structure.files import File, Files

HERE = Path(__file__).parent
ROOT = HERE.parent
# Pages that lie at the root of the project, and the name that each has on the site.
OUTSIDE = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}


def on_files(files: Files, *, config: Any) -> Files:
    """The files with the papers of the root among them, their links turned to where the pages are on the site."""
    for name, page in OUTSIDE.items():
        text = (ROOT / name).read_text(encoding="utf-8").replace("](docs/", "](")
        files.append(File.generated(config, page, content=text))
    for file in list(files):
        if file.src_uri.endswith(".ipynb"):
            text = show_notebook((HERE.parent / "docs" / file.src_uri).read_text(encoding="utf-8"))
            files.append(File.generated(config, file.src_uri.removesuffix(".ipynb") + ".md", content=text))
    pages = {file.src_uri for file in files.documentation_pages()}
    config["nav"] = make_nav(pages)
    return files


def on_page_markdown(markdown: str, *, page: Any, config: Any, files: Files) -> str:
    """The page with its links to notebooks and to the papers of the root turned to where they are on the site."""
    markdown = markdown.replace(".ipynb)", ".md)").replace("](../README.md", "](index.md")
    for name, target in OUTSIDE.items():
        markdown = markdown.replace(f"](../{name}", f"]({target}").replace(f"]({name}", f"]({target}")
    return markdown


def show_notebook(text: str) -> str:
    """A notebook as a page: its words, its code, and what the code showed. Pictures are images with their title."""
    parts = []
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        parts += [shown for output in cell["outputs"] if (shown := show_output(output))]
    return "\n\n".join(parts) + "\n"


def show_output(output: dict[str, Any]) -> str:
    """One output: a picture, a table, or plain text."""
    data = output.get("data", {"text/plain": output.get("text", [])})
    if "image/svg+xml" in data:
        svg = "".join(data["image/svg+xml"])
        title = svg.partition("<title")[2].partition(">")[2].partition("</title>")[0]
        return f'<img alt="{title}" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'
    if "text/html" in data:
        return f"<div>{''.join(data['text/html'])}</div>".replace("\n\n", "\n&#10;")
    return f"```text\n{''.join(data['text/plain'])}\n```"


def make_nav(pages: set[str]) -> list[dict[str, Any]]:
    """The navigation of the pages there are: sections in order, what no section names under "More"."""
    sections = tomllib.loads((HERE / "nav.toml").read_text(encoding="utf-8"))["section"]
    nav: list[dict[str, Any]] = [{"Home": "index.md"}]
    named = {"index.md"}
    for section in sections:
        named |= set(section["pages"])
        there = [page for page in section["pages"] if page in pages]
        if there:
            nav.append({section["title"]: there})
    more = sorted(pages - named)
    return [*nav, {"More": more}] if more else nav
