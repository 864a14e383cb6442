"""The store seam: both stores do the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dutygraph.answers.dataset import open_answers
from dutygraph.answers.store import LocalStore, RemoteStore, Store
from dutygraph.errors import BadRequest, DatasetMissing, StoreUnreachable

TERMS = "SELECT ?t ?l WHERE { ?t a <https://w3id.org/dutygraph/def/Term> ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } ORDER BY ?t"


def test_a_select_gives_rows_of_text(store: Store) -> None:
    assert store.select(TERMS) == [
        ("https://w3id.org/dutygraph/id/term/automated-decision", "automated decision"),
        ("https://w3id.org/dutygraph/id/term/common-good", "common good"),
    ]


def test_an_unbound_variable_is_none(store: Store) -> None:
    assert store.select("SELECT ?a ?b WHERE { BIND(1 AS ?a) OPTIONAL { ?b a <x:nothing> } }") == [("1", None)]


def test_an_ask_gives_a_verdict(store: Store) -> None:
    assert store.ask("ASK { ?t a <https://w3id.org/dutygraph/def/Term> }") is True
    assert store.ask("ASK { ?t a <https://w3id.org/dutygraph/def/Nothing> }") is False


def test_a_construct_gives_triples(store: Store) -> None:
    triples = store.construct("CONSTRUCT { ?t a <x:Found> } WHERE { ?t a <https://w3id.org/dutygraph/def/Term> }")
    assert len([line for line in triples.splitlines() if "<x:Found>" in line]) == 2


def test_any_query_is_answered_in_a_chosen_form(store: Store) -> None:
    answered = json.loads(store.answer(TERMS, "application/sparql-results+json"))
    assert [row["l"]["value"] for row in answered["results"]["bindings"]] == ["automated decision", "common good"]
    assert b"automated decision" in store.answer(TERMS, "text/csv")


def test_the_default_graph_is_the_union_of_all_graphs(store: Store) -> None:
    both = store.select("SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert int(both[0][0] or 0) >= 4
    assert store.ask(
        "ASK { ?norm <https://w3id.org/dutygraph/def/about> ?t . ?t <http://www.w3.org/2004/02/skos/core#scopeNote> ?n }"
    )


def test_a_query_that_is_not_sparql_is_a_bad_request(store: Store) -> None:
    with pytest.raises(BadRequest, match="not valid SPARQL"):
        store.select("SELECT WHERE {")


def test_an_endpoint_that_does_not_answer_is_said_plainly() -> None:
    with pytest.raises(StoreUnreachable, match=r"127\.0\.0\.1:9/query did not answer"):
        RemoteStore("http://127.0.0.1:9/query", timeout=2).ask("ASK { }")


def test_a_missing_dataset_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(DatasetMissing, match="dutygraph build"):
        open_answers(tmp_path / "dutygraph.nq")


def test_a_broken_dataset_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dutygraph.nq").write_text("this is not N-Quads\n")
    with pytest.raises(DatasetMissing, match="cannot be read"):
        LocalStore.of_file(tmp_path / "dutygraph.nq")
