"""The files of `deploy/` say what is there: commands with their options, paths that are copied, services."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from tocsin.cli.commands import cli

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def parsed(words: list[str], monkeypatch: pytest.MonkeyPatch) -> click.Context:
    """A command line of ours as click takes it, without running it."""
    group = click.Context(cli)
    command = cli.get_command(group, words[0])
    assert command is not None, words[0]
    rest = words[1:]
    while isinstance(command, click.Group):
        command = command.get_command(group, rest[0])
        assert command is not None, words
        rest = rest[1:]
    for parameter in command.params:  # the folders are those of another machine
        if isinstance(parameter.type, click.Path):
            monkeypatch.setattr(parameter, "type", click.Path(exists=False))
    return command.make_context(words[0], rest, parent=group)


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every command line of ours in the files, by where it stands."""
    for unit in DEPLOY.glob("*.service"):
        line = re.search(r"^ExecStart=(.+)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
        assert line is not None, unit
        yield unit.name, shlex.split(line.group(1))[1:]
    for name, service in COMPOSE["services"].items():
        if "command" in service:
            yield name, service["command"]
    for line in (DEPLOY / "compose.yaml").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"#.* run --rm desk (.+)$", line):
            yield line, shlex.split(found.group(1))


@pytest.mark.parametrize(("where", "words"), list(commands()))
def test_every_command_has_the_options_that_it_is_given(
    where: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert parsed(words, monkeypatch).command.name, where


def test_the_image_copies_what_there_is_and_its_ignore_file_lets_through() -> None:
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8")
    for line in re.findall(r"^COPY (.+)$", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE):
        *sources, _ = line.split()
        for source in sources:
            assert (ROOT / source).exists(), source
            assert f"!{source.split('/')[0]}\n" in kept, source


def test_services_name_services_and_volumes_that_are_there() -> None:
    services = COMPOSE["services"]
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= set(services), name
        for volume in service.get("volumes", ()):
            source = volume.rsplit(":/", 1)[0]
            assert source in COMPOSE["volumes"] or source.startswith("${CORPUS"), name
    assert [name for name, service in services.items() if "build" in service] == ["scheduler"]
