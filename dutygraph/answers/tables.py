"""The tables for spreadsheets: fixed names and columns, lists inside a cell joined with `; `."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date

from dutygraph.answers.duties import Link, duties
from dutygraph.answers.nearest import nearest
from dutygraph.answers.provisions import provisions
from dutygraph.answers.relations import sense_relations
from dutygraph.answers.research import findings
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
    "relations": "term document locator relation other_document other_locator turns_on why".split(),
    "findings": (
        "document locator finding kind summary part_of about speaks_of borne_out why verified source_url"
    ).split(),
}


def table(store: Store, name: str, *, as_at: date | None = None) -> Table:
    """Return one table as rows of column to text; BadRequest names the tables for an unknown name.

    Without `as_at` every row is there, whenever it holds.

    >>> from dutygraph.answers.store import LocalStore
    >>> table(LocalStore(), "terms")
    []
    """
    makers: dict[str, Callable[[], Iterable[object]]] = {
        "provisions": lambda: provisions(store, as_at=as_at),
        "norms": lambda: duties(store, as_at=as_at),
        "senses": lambda: senses(store, as_at=as_at),
        "terms": lambda: terms(store),
        "relations": lambda: sense_relations(store, as_at=as_at),
        "findings": lambda: findings(store),
    }
    if name not in makers:
        raise BadRequest(f'There is no table "{name}".{nearest(name, makers)} Tables: {", ".join(makers)}.')
    return [{column: _cell(getattr(found, column)) for column in COLUMNS[name]} for found in makers[name]()]


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(part.id if isinstance(part, Link) else str(part) for part in value)
    return str(value)


def as_csv(name: str, rows: Table) -> str:
    """Write a table as CSV with its header, even where it has no rows."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS[name], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
