"""Documents by terms: which document defines a word, describes it, or leans on it undefined."""

from __future__ import annotations

import csv
import html
import io
from dataclasses import dataclass
from datetime import date

from dutygraph.answers.documents import DocumentSummary, documents
from dutygraph.answers.senses import Sense, senses
from dutygraph.answers.store import Store
from dutygraph.answers.terms import Term, terms

STATUSES = ("defined", "defined-by-reference", "described", "used-undefined")
STATUS_LABELS = {
    "defined": "defined",
    "defined-by-reference": "defined elsewhere",
    "described": "described",
    "used-undefined": "used without definition",
    "absent": "absent",
    "absent-from-part": "not in the part read",
    "not-sought": "",
}


@dataclass(frozen=True, slots=True)
class Matrix:
    """Documents in columns, terms in rows; a cell holds the senses that a document has of a term, strongest first."""

    documents: tuple[DocumentSummary, ...]
    terms: tuple[Term, ...]
    cells: dict[tuple[str, str], tuple[Sense, ...]]

    def status(self, term: str, document: str) -> str:
        """Return the strongest status that a document gives a term.

        Without a sense it is `absent` where the whole text was searched for the hub's words, `absent-from-part` where
        the encoded part was, and `not-sought` where neither was.
        """
        found = self.cells.get((term, document))
        if found:
            return found[0].status
        sought = next(work.words_sought for work in self.documents if work.document == document)
        return {"whole": "absent", "part": "absent-from-part"}.get(sought, "not-sought")


def matrix(store: Store, *, as_at: date | None = None) -> Matrix:
    """Return every document and every term that has a sense on the day.

    >>> from dutygraph.answers.store import LocalStore
    >>> matrix(LocalStore()).terms
    ()
    """
    cells: dict[tuple[str, str], list[Sense]] = {}
    for sense in senses(store, as_at=as_at):
        cells.setdefault((sense.term, sense.document), []).append(sense)
    used_terms = {term for term, _ in cells}
    used_documents = {document for _, document in cells}
    return Matrix(
        documents=tuple(work for work in documents(store) if work.document in used_documents),
        terms=tuple(term for term in terms(store) if term.term in used_terms),
        cells={key: tuple(sorted(found, key=_strength)) for key, found in cells.items()},
    )


def matrix_as_csv(made: Matrix) -> str:
    """Write a matrix as CSV: a row a term, a column a document, the status in the cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["term", "group", *(work.document for work in made.documents)])
    for term in made.terms:
        writer.writerow([term.term, term.group, *(made.status(term.term, work.document) for work in made.documents)])
    return out.getvalue()


def matrix_as_html(made: Matrix) -> str:
    """Write a matrix as one HTML table that stands alone."""
    head = "".join(f'<th scope="col">{html.escape(work.title)}</th>' for work in made.documents)
    rows = []
    for term in made.terms:
        cells = "".join(
            f"<td>{STATUS_LABELS.get(made.status(term.term, work.document), '')}</td>" for work in made.documents
        )
        rows.append(f'<tr><th scope="row">{html.escape(term.label)}</th>{cells}</tr>')
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Documents by terms</title></head><body>\n'
        f'<table><caption>Which document defines which word</caption>\n<thead><tr><th scope="col">Term</th>{head}</tr></thead>\n'
        f"<tbody>\n{chr(10).join(rows)}\n</tbody></table>\n</body></html>\n"
    )


def _strength(sense: Sense) -> tuple[int, int]:
    rank = STATUSES.index(sense.status) if sense.status in STATUSES else len(STATUSES)
    return (rank, sense.position)
