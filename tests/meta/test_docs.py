"""Docs that fail when they lie."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.cli.commands import COMMANDS
from tocsin.config import Settings
from tocsin.errors import DIAGNOSTIC_CODES
from tocsin.plugins import plugin_names

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
SOURCES = sorted((ROOT / "src" / "tocsin").rglob("*.py"))
RAISED = re.compile(r"\b(?:Read|Config|Vocabulary|Model|Pipeline|Plugin|Ledger|Playbook)Error\(\s*\"([a-z0-9-]+)\"")
HANDED_ON = re.compile(r"\bcode=\"([a-z-]+)\"")


def section(title: str) -> str:
    return REFERENCE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"`tocsin {command}" in section("Commands")


@pytest.mark.parametrize("setting", Settings.__struct_fields__)
def test_every_setting_is_documented_with_its_default(setting: str) -> None:
    assert f"| `{setting}` | `{getattr(Settings(), setting)}` |" in section("Settings")


@pytest.mark.parametrize("name", [*plugin_names("tocsin.exporters"), *plugin_names("tocsin.briefs")])
def test_every_format_is_documented(name: str) -> None:
    assert f"| `{name}` |" in section("Formats")


def test_diagnostics_are_documented_in_the_words_of_the_code_and_all_are_emitted() -> None:
    documented = dict(re.findall(r"^\| `([a-z-]+)` \| ([^|]+?) \|", section("Diagnostics"), re.MULTILINE))
    assert documented == dict(DIAGNOSTIC_CODES)
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES if path.name != "errors.py")
    assert {slug for slug in DIAGNOSTIC_CODES if f'"{slug}"' not in code} == set(), "codes that nothing emits"


def test_every_error_code_is_documented_and_no_other() -> None:
    sources = [path.read_text(encoding="utf-8") for path in SOURCES]
    raised = {slug for text in sources for slug in RAISED.findall(text)}
    raised |= {slug for text in sources for slug in HANDED_ON.findall(text)} - set(DIAGNOSTIC_CODES)
    documented = set(re.findall(r"^\| `([a-z0-9-]+)` \|", section("Error codes"), re.MULTILINE))
    assert documented == raised


def test_no_line_names_this_machine_or_a_registry() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    bad = re.compile(r"(?<![\w.])/(?:work|farm|root)/\w|--(?:extra-)?index-url|https?://[^\s\"']+/(?:simple|pypi)/")
    found = []
    for name in filter(None, tracked):
        path = ROOT / name
        if not path.is_file() or path.suffix in {".png", ".woff2", ".safetensors"} or name == "tests/meta/test_docs.py":
            continue
        found += [name for line in path.read_text(encoding="utf-8").splitlines() if bad.search(line)]
    assert found == []


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_the_readmes_commands_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in re.findall(r"tocsin ([a-z]+)", "\n".join(re.findall(r"```sh?\n(.*?)```", readme, re.DOTALL))):
        assert command in COMMANDS
    for target in re.findall(r"make ([a-z]+)", readme):
        assert f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_version_is_in_the_changelog() -> None:
    from tocsin import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert sys.version_info >= (3, 11)


@pytest.mark.parametrize("kind", ["Timex", "Entity", "Mention", "Statement", "Event", "Forecast"])
def test_every_field_of_every_record_is_documented_and_no_other(kind: str) -> None:
    import tocsin.records as records

    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    part = page.split(f"\n### {kind}\n", 1)[1].split("\n### ", 1)[0]
    documented = re.findall(r"^\| `([a-z_]+)` \|", part, re.MULTILINE)
    fields = getattr(records, kind).__struct_fields__
    assert documented == [name for name in fields if name not in ("id", "score", "coder")]
