"""Write the pages that are made from the program: `make docs`. A test fails while a page differs from what this makes.

- guidance_sources/schema.json: the JSON Schema of every content file, for editors.
- the field tables of guidance_sources/README.md.
- docs/commands.md: every command's help, and the exit codes.
- the code lists of ontology/README.md.
- docs/coverage.md: what of each document is encoded, left out and not read.
- what the commands in README.md print (the dataset must be built).
"""

from __future__ import annotations

import csv
import json
import re
import shlex
import tempfile
import typing
from collections import Counter
from pathlib import Path

import click
from click.testing import CliRunner
from pydantic import BaseModel

from dutygraph import errors, places
from dutygraph.cli import main
from dutygraph.content import records, vocabularies
from dutygraph.content.folder import VOCABULARIES
from dutygraph.content.read import read_corpus
from dutygraph.graph.documents import printed_order

ROOT = places.root()
LONGEST = 24
RECORDS: list[type[BaseModel]] = [
    records.DocumentHead,
    records.Binding,
    records.Edition,
    records.DocumentPart,
    records.Provision,
    records.Verified,
    records.Norm,
    records.Application,
    records.Sense,
    records.Finding,
    records.BorneOut,
    records.LeftOut,
    records.Validity,
    records.Replacement,
    records.WordsSought,
    vocabularies.TermGroup,
    vocabularies.Term,
    vocabularies.Mapping,
    vocabularies.SenseRelation,
    vocabularies.Entry,
    vocabularies.Evidence,
    vocabularies.Fact,
    vocabularies.Contradiction,
    vocabularies.Situation,
    vocabularies.DatedAmount,
    vocabularies.Amount,
    vocabularies.TradeOff,
    vocabularies.Ranking,
    vocabularies.OutsideWork,
]


def schema() -> str:
    """Return schema.json."""
    by_file = {
        f"{name}.yaml": {"type": "object", "additionalProperties": kind.model_json_schema()}
        for name, kind in sorted(VOCABULARIES.items())
    }
    files = {
        "documents/<publisher>/<id>/document.yaml": records.DocumentHead.model_json_schema(),
        "documents/<publisher>/<id>/<part>.yaml": records.DocumentPart.model_json_schema(),
        "terms/<group>.yaml": vocabularies.TermGroup.model_json_schema(),
        "relations/<group>.yaml": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": vocabularies.SenseRelation.model_json_schema()},
        },
        **by_file,
    }
    return json.dumps(files, indent=1, sort_keys=True) + "\n"


def field_tables() -> str:
    """Return one table of fields for every record."""
    return "\n".join(_field_table(record) for record in RECORDS)


def _field_table(record: type[BaseModel]) -> str:
    doc = " ".join((record.__doc__ or "").split())
    lines = [f"#### {record.__name__}", "", doc, "", "| key | needed | what it takes |", "|---|---|---|"]
    for name, field in record.model_fields.items():
        needed = "yes" if field.is_required() else "no"
        lines.append(f"| `{field.alias or name}` | {needed} | {_takes(field.annotation)} |")
    return "\n".join(lines) + "\n"


def _takes(annotation: object) -> str:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation.__name__
    if origin is typing.Literal:
        return "one of " + ", ".join(f"`{value}`" for value in arguments)
    if origin is list:
        return f"list of {_takes(arguments[0])}"
    if origin is dict:
        return f"mapping to {_takes(arguments[1])}"
    if arguments and type(None) in arguments:
        return _takes(next(argument for argument in arguments if argument is not type(None)))
    named = {"str": "text", "date": "day, such as 2025-02-24", "Decimal": "figure", "Any": "`event` or a formula"}
    return named.get(getattr(annotation, "__name__", str(annotation)), "text")


def commands_page() -> str:
    """Return docs/commands.md."""
    parts = [
        "# Commands",
        "",
        "This page is made by `make docs`. Answers go to standard output, everything else to standard error.",
        "",
        "## Exit codes",
        "",
        "| code | meaning |",
        "|---|---|",
        "| 0 | answered |",
        *(f"| {code} | {meaning} |" for code, meaning in sorted(_exit_codes().items())),
        "",
    ]
    context = click.Context(main, info_name="dutygraph", **{**main.context_settings, "terminal_width": 100})
    parts += ["## dutygraph", "", "```text", main.get_help(context), "```", ""]
    for name, command in sorted(main.commands.items()):
        shown = command.get_help(click.Context(command, info_name=name, parent=context, terminal_width=100))
        parts += [f"## dutygraph {name}", "", "```text", shown, "```", ""]
    return "\n".join(parts)


def _exit_codes() -> dict[int, str]:
    """Map each exit code to the first sentence of the errors that end with it."""
    found: dict[int, list[str]] = {}
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, errors.DutyGraphError) and "exit_code" in vars(kind):
            said = " ".join((kind.__doc__ or "").split("\n\n")[0].split())
            found.setdefault(kind.exit_code, []).append(said)
    return {code: " ".join(meanings) for code, meanings in found.items()}


def code_lists() -> str:
    """Return the tables of ontology/codes/*.csv."""
    parts = []
    for path in sorted((ROOT / "ontology" / "codes").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        parts += [f"#### {path.stem}", "", "| code | label | definition |", "|---|---|---|"]
        parts += [f"| `{row['code']}` | {row['label']} | {row['definition']} |" for row in rows]
        parts.append("")
    return "\n".join(parts)


def between(text: str, name: str, made: str) -> str:
    """Put what was made between a page's markers of that name."""
    start, end = f"<!-- made: {name} -->", "<!-- end -->"
    pattern = re.compile(re.escape(start) + r".*?" + re.escape(end), re.S)
    if not pattern.search(text):
        raise ValueError(f"the page has no {start} ... {end}")
    return pattern.sub(lambda _: f"{start}\n\n{made.strip()}\n\n{end}", text)


def coverage_page() -> str:
    """Return docs/coverage.md."""
    corpus = read_corpus(places.content(), places.ontology() / "codes")
    reasons = {row["code"]: row["label"] for row in corpus.codes["left-out-reasons"]}
    grades = [row["code"] for row in corpus.codes["verification-grades"]]
    parts = [
        "# Coverage",
        "",
        "What of each document is encoded, what was left out and why, and what nobody read. Made by `make docs` from the content.",
        "A provision is `text` where the provision itself was read, `quotation` where a quotation of it was, `secondary` where",
        "somebody's account of it was, or where its wording was put together from other instruments, and `none` where it was not read.",
        "",
        f"| document | provisions | norms | senses | left out | {' | '.join(grades)} |",
        f"|---|---|---|---|---|{'---|' * len(grades)}",
    ]
    details = []
    totals: Counter[str] = Counter()
    for document in corpus.documents:
        units = [unit for part in printed_order(document.parts) for unit in part.provisions]
        count = Counter(unit.verified.grade for unit in units)
        count["provisions"], count["norms"] = len(units), sum(len(unit.norms) for unit in units)
        count["senses"] = sum(len(unit.senses) for unit in units)
        count["left out"] = sum(unit.left_out is not None for unit in units)
        totals += count
        columns = ["provisions", "norms", "senses", "left out", *grades]
        parts.append(f"| {document.head.title} | {' | '.join(str(count[name]) for name in columns)} |")
        details += _coverage_of(document, units, reasons)
    parts.append(
        f"| **all** | {' | '.join(str(totals[name]) for name in ['provisions', 'norms', 'senses', 'left out', *grades])} |"
    )
    return "\n".join([*parts, "", *details])


def _coverage_of(document: records.Document, units: list[records.Provision], reasons: dict[str, str]) -> list[str]:
    lines = [f"## {document.head.title}", ""]
    for edition in document.head.editions:
        lines.append(f"- Edition {edition.label}; text as of {edition.text_as_of}.")
    left_out: dict[str, list[str]] = {}
    for unit in units:
        if unit.left_out:
            left_out.setdefault(unit.left_out.reason, []).append(unit.at)
    for reason, locators in left_out.items():
        label = reasons[reason]
        lines.append(f"- Left out, {label[:1].lower()}{label[1:]}: {', '.join(locators)}.")
    weaker = [f"{unit.at} ({unit.verified.grade})" for unit in units if unit.verified.grade != "text"]
    if weaker:
        lines.append(f"- Not read in the text itself: {', '.join(weaker)}.")
    lines += [f"- Not read: {part.rstrip('.')}." for part in document.head.not_read]
    return [*lines, ""]


def with_output(text: str) -> str:
    """Put what a command prints into the block after its `<!-- shown: command -->` marker."""

    def shown(match: re.Match[str]) -> str:
        words = shlex.split(match[1])[1:]
        out = tempfile.mkdtemp() if words == ["build"] else ""
        result = CliRunner(env={"COLUMNS": "100"}).invoke(main, [*words, *(["--out", out] if out else [])])
        assert result.exit_code == 0, result.output
        printed = result.output.replace(out, "build") if out else result.output
        lines = [line.rstrip() for line in printed.strip().splitlines()]
        if len(lines) > LONGEST:
            lines = [*lines[:LONGEST], "..."]
        return f"<!-- shown: {match[1]} -->\n```text\n" + "\n".join(lines) + "\n```"

    return re.sub(r"<!-- shown: (.*?) -->\n```text\n.*?```", shown, text, flags=re.S)


def pages() -> dict[Path, str]:
    """Return every made page with the text it should have."""
    content, ontology = ROOT / "guidance_sources" / "README.md", ROOT / "ontology" / "README.md"
    readme = ROOT / "README.md"
    return {
        readme: with_output(readme.read_text(encoding="utf-8")),
        ROOT / "guidance_sources" / "schema.json": schema(),
        ROOT / "docs" / "commands.md": commands_page(),
        ROOT / "docs" / "coverage.md": coverage_page(),
        content: between(content.read_text(encoding="utf-8"), "fields", field_tables()),
        ontology: between(ontology.read_text(encoding="utf-8"), "codes", code_lists()),
    }


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
