"""Run the rules: each is a query named for what is wrong, and each row it gives is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from dutygraph.checks.findings import Finding
from dutygraph.errors import DutyGraphError

SUFFIX = "-violation.rq"


@dataclass(frozen=True)
class Rule:
    """A `<what-is-wrong>-violation.rq` file; its first comment says what is wrong and why."""

    name: str
    meaning: str
    query: str


def read_rules(folder: Path) -> list[Rule]:
    """Return every rule of a folder, by name."""
    rules = []
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        first = re.match(r"#\s*(.+)", text)
        if not path.name.endswith(SUFFIX) or first is None:
            raise DutyGraphError(f"{path}: a rule is named <what-is-wrong>{SUFFIX} and begins with a comment.")
        rules.append(Rule(path.name.removesuffix(SUFFIX), first[1], text))
    return rules


def check_rules(store: pyoxigraph.Store, rules: list[Rule]) -> Iterator[Finding]:
    """Yield a finding for every row of every rule; a rule selects ?thing and may select ?detail."""
    for rule in rules:
        rows = store.query(rule.query, use_default_graph_as_union=True)
        if not isinstance(rows, pyoxigraph.QuerySolutions):
            raise DutyGraphError(f"{rule.name}{SUFFIX} is not a SELECT.")
        for row in rows:
            values = [term.value for term in row if term is not None]
            detail = f" ({'; '.join(values[1:])})" if len(values) > 1 else ""
            yield Finding(rule.name, values[0], rule.meaning + detail)
