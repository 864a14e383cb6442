"""Options that commands share, and what they all do with them. Modules are imported where they are used."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dutygraph.errors import BadRequest

if TYPE_CHECKING:
    from dutygraph.answers.dataset import Answers


def open_answers_here() -> Answers:
    from dutygraph.answers.dataset import open_answers

    settings = click.get_current_context().obj
    return open_answers(settings["dataset"], settings["endpoint"])


def progress() -> Callable[[str], None]:
    """Return what shows a step on a terminal, and nothing in a pipe."""
    return (lambda step: click.echo(f"{step} ...", err=True)) if sys.stderr.isatty() else (lambda step: None)


def print_json(value: Any) -> None:
    from dutygraph.answers.plain import as_plain

    click.echo(json.dumps(as_plain(value), indent=2, ensure_ascii=False))


def write_out(told: bytes | None, out: Path | None) -> None:
    """Write to the file, whole or not at all, or to standard output; None was printed before."""
    if told is None:
        return
    if out is None:
        click.echo(told, nl=False)
        return
    partial = out.with_name(f".{out.name}.part")
    partial.write_bytes(told)
    partial.replace(out)


def read_as_at(text: str | None) -> Any:
    from dutygraph.answers.days import read_day

    return read_day(text)


def known_code(answers: Answers, scheme: str, plural: str, value: str | None) -> str | None:
    """Return a code of one of our vocabularies; BadRequest names the nearest and lists all."""
    if value is None:
        return None
    from dutygraph.answers.nearest import nearest
    from dutygraph.answers.things import vocabulary

    codes = [member.id for member in vocabulary(answers.store, scheme)]
    if value not in codes:
        raise BadRequest(f'There is no {scheme} "{value}".{nearest(value, codes)} {plural}: {", ".join(codes)}.')
    return value


as_at_option = click.option("--as-at", metavar="DATE", help="The law as it stood on this day (default: today).")
format_option = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
