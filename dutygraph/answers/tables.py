"""The tables for spreadsheets: fixed names and columns, lists inside a cell joined with `; `."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date

from dutygraph.answers.duties import Link, duties
from dutygraph.answers.nearest import nearest
from dutygraph.answers.provisions import provisions
from dutygraph.answers.senses import senses
from dutygraph.answers.store import Store
from dutygraph.answers.terms import terms
from dutygraph.errors import BadRequest

Table = list[dict[str, str]]
COLUMNS = {
    "provisions": "document edition locator heading summary verified left_out source_url".split(),
    "norms": (
        "document edition locator norm kind bearer force act summary stages when unless terms evidence"
        " valid_from valid_until verified source_url"
    ).split(),
    "senses": "document edition locator term label_used status summary verified source_url".split(),
    "terms": "term label group synonyms documents norms".split(),
}


def table(store: Store, name: str, *, as_at: date | None = None) -> Table:
    """Return one table as rows of column to text; BadRequest names the tables for an unknown name.

    Without `as_at` every row is there, whenever it holds.

    >>> from dutygraph.answers.store import LocalStore
    >>> table(LocalStore(), "terms")
    []
    """
    makers: dict[str, Callable[[], Iterable[dict[str, str]]]] = {
        "provisions": lambda: _provision_rows(store, as_at),
        "norms": lambda: _norm_rows(store, as_at),
        "senses": lambda: _sense_rows(store, as_at),
        "terms": lambda: _term_rows(store),
    }
    if name not in makers:
        raise BadRequest(f'There is no table "{name}".{nearest(name, makers)} Tables: {", ".join(makers)}.')
    return [{column: row[column] for column in COLUMNS[name]} for row in makers[name]()]


def as_csv(name: str, rows: Table) -> str:
    """Write a table as CSV with its header, even where it has no rows."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS[name], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _ids(links: Iterable[Link]) -> str:
    return "; ".join(link.id for link in links)


def _provision_rows(store: Store, as_at: date | None) -> Iterable[dict[str, str]]:
    for unit in provisions(store, as_at=as_at):
        yield {
            "document": unit.document,
            "edition": unit.edition,
            "locator": unit.locator,
            "heading": unit.heading,
            "summary": unit.summary,
            "verified": unit.verified,
            "left_out": unit.left_out,
            "source_url": unit.source_url,
        }


def _norm_rows(store: Store, as_at: date | None) -> Iterable[dict[str, str]]:
    for duty in duties(store, as_at=as_at):
        yield {
            "document": duty.document,
            "edition": duty.edition,
            "locator": duty.locator,
            "norm": duty.norm,
            "kind": duty.kind,
            "bearer": duty.bearer,
            "force": duty.force,
            "act": duty.act,
            "summary": duty.summary,
            "stages": _ids(duty.stages),
            "when": _ids(duty.when),
            "unless": _ids(duty.unless),
            "terms": _ids(duty.terms),
            "evidence": _ids(duty.evidence),
            "valid_from": duty.valid_from,
            "valid_until": duty.valid_until,
            "verified": duty.verified,
            "source_url": duty.source_url,
        }


def _sense_rows(store: Store, as_at: date | None) -> Iterable[dict[str, str]]:
    for sense in senses(store, as_at=as_at):
        yield {
            "document": sense.document,
            "edition": sense.edition,
            "locator": sense.locator,
            "term": sense.term,
            "label_used": sense.label_used,
            "status": sense.status,
            "summary": sense.summary,
            "verified": sense.verified,
            "source_url": sense.source_url,
        }


def _term_rows(store: Store) -> Iterable[dict[str, str]]:
    for term in terms(store):
        yield {
            "term": term.term,
            "label": term.label,
            "group": term.group,
            "synonyms": "; ".join(term.synonyms),
            "documents": str(term.documents),
            "norms": str(term.norms),
        }
