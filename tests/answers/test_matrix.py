"""Documents by terms."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

from dutygraph.answers.documents import documents
from dutygraph.answers.matrix import matrix, matrix_as_csv, matrix_as_html
from dutygraph.answers.store import Store


def test_a_cell_says_what_a_document_makes_of_a_word(store: Store) -> None:
    made = matrix(store)
    assert made.status("automated-decision", "sample-act-2020") == "defined"
    assert made.status("common-good", "buyers-note") == "used-undefined"


def test_a_word_is_absent_only_where_it_was_looked_for(store: Store) -> None:
    made = matrix(store)
    assert made.status("common-good", "sample-act-2020") == "absent"
    sought = {work.document: work.words_sought for work in documents(store)}
    assert sought == {"sample-act-2020": "whole", "buyers-note": "part", "log-report": ""}
    without = replace(made, cells={})
    assert without.status("common-good", "buyers-note") == "absent-from-part"
    unsought = replace(without, documents=tuple(replace(work, words_sought="") for work in made.documents))
    assert unsought.status("common-good", "buyers-note") == "not-sought"


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
