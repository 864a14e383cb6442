"""Documents by terms."""

from __future__ import annotations

import csv
import io
from datetime import date

from dutygraph.answers.matrix import matrix, matrix_as_csv, matrix_as_html
from dutygraph.answers.store import Store


def test_a_cell_says_what_a_document_makes_of_a_word(store: Store) -> None:
    made = matrix(store)
    assert made.status("automated-decision", "sample-act-2020") == "defined"
    assert made.status("common-good", "buyers-note") == "used-undefined"
    assert made.status("common-good", "sample-act-2020") == ""


def test_the_matrix_keeps_to_the_day(store: Store) -> None:
    made = matrix(store, as_at=date(2020, 6, 1))
    assert [work.document for work in made.documents] == ["sample-act-2020"]
    assert [term.term for term in made.terms] == ["automated-decision"]


def test_the_table_has_a_row_a_term_and_a_column_a_document(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(matrix_as_csv(matrix(store)))))
    assert [row["term"] for row in rows] == ["automated-decision", "common-good"]
    assert rows[1]["buyers-note"] == "used-undefined"


def test_the_page_is_a_real_table(store: Store) -> None:
    page = matrix_as_html(matrix(store))
    assert page.count("<tr>") == 3
    assert '<th scope="row">common good</th>' in page
    assert "used without definition" in page
