"""Check files of procurement records against the duties in the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dutygraph.answers.rulebook import read_rulebook
from dutygraph.answers.store import Store
from dutygraph.records.days import read_bank_holidays
from dutygraph.records.judgement import Judge
from dutygraph.records.outcomes import Outcome
from dutygraph.records.reading import Record, Unreadable, read_file
from dutygraph.records.shapes import read_shapes

COLUMNS = ("norm", "document", "locator", "bearer", "force", "outcome", "message", "pointer", "remedy")


@dataclass(frozen=True)
class RecordReport:
    """What one record shows. `not_checked` are norms that may apply and that no shape looks at; `notes` say what was set aside.

    A report with few outcomes, or with none unmet, is no statement that the buyer complies.
    """

    record: str
    source: str
    line: int
    outcomes: tuple[Outcome, ...]
    not_checked: tuple[str, ...]
    notes: tuple[str, ...] = ()


def validate_files(
    paths: Iterable[Path], store: Store, *, as_at: date, shapes: Path
) -> Iterator[RecordReport | Unreadable]:
    """Yield a report for every record in the files, in their order, and an Unreadable for what could not be read.

    `as_at` is the day on which the question is asked: a duty whose last day has not passed then is not yet due. `shapes` is
    the folder of record shapes. Every release is judged by itself: what
    another release of the same procurement shows is not looked for.

    >>> from dutygraph.answers.store import LocalStore
    >>> list(validate_files([], LocalStore(), as_at=date(2026, 11, 21), shapes=Path()))
    []
    """
    records = (found for path in paths for found in read_file(path))
    yield from validate_records(records, store, as_at=as_at, shapes=shapes)


def validate_records(
    records: Iterable[Record | Unreadable], store: Store, *, as_at: date, shapes: Path
) -> Iterator[RecordReport | Unreadable]:
    """Yield a report for every record, however it was read; otherwise as `validate_files`."""
    judge: Judge | None = None
    for number, found in enumerate(records, 1):
        if isinstance(found, Unreadable):
            yield found
            continue
        if judge is None:
            judge = Judge(read_rulebook(store), read_shapes(shapes), read_bank_holidays(), as_at)
        judgement = judge.judge(found, number)
        outcomes, not_checked = tuple(judgement.outcomes()), tuple(judgement.not_checked())
        yield RecordReport(found.name, found.source, found.line, outcomes, not_checked, found.notes)


def reports_as_json(reports: Iterable[RecordReport | Unreadable]) -> dict[str, Any]:
    """Return reports in the form that `dutygraph validate --format json` prints; notes stand among the faults.

    >>> reports_as_json([Unreadable("a.json", 1, "a.json: this is not JSON.")])
    {'records': [], 'faults': [{'source': 'a.json', 'line': 1, 'message': 'a.json: this is not JSON.'}]}
    """
    records: list[dict[str, Any]] = []
    faults: list[dict[str, Any]] = []
    for report in reports:
        if isinstance(report, Unreadable):
            faults.append({"source": report.source, "line": report.line, "message": report.message})
            continue
        faults += [{"source": report.source, "line": report.line, "message": note} for note in report.notes]
        records.append(
            {
                "record": report.record,
                "source": report.source,
                "line": report.line,
                "outcomes": [{name: getattr(outcome, name) for name in COLUMNS} for outcome in report.outcomes],
                "not_checked": list(report.not_checked),
            }
        )
    return {"records": records, "faults": faults}
