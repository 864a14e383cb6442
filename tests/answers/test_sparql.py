"""What a stranger's query may and may not do."""

from __future__ import annotations

import pytest

from dutygraph.answers.dataset import Answers
from dutygraph.answers.sparql import QUERY_LIMIT, query_kind, sparql
from dutygraph.errors import BadRequest, QueryRefused


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT * { ?s ?p ?o }", "select"),
        ("ASK { }", "ask"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "construct"),
        ("DESCRIBE <https://w3id.org/dutygraph/id/term/x>", "describe"),
        ('SELECT * { ?s ?p "SERVICE <http://x> FROM" } # SERVICE FROM', "select"),
        ("PREFIX service: <http://x/> SELECT ?from { ?from service:from ?service }", "select"),
    ],
)
def test_a_query_that_only_reads_here_is_answered(query: str, kind: str) -> None:
    assert query_kind(query) == kind


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { service silent ?where { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { OPTIONAL { { SELECT * { SERVICE <http://x/> { ?s ?p ?o } } } } }", "SERVICE is refused"),
        ("SELECT * { FILTER EXISTS { SERVICE <http://x/> { ?s ?p ?o } } }", "SERVICE is refused"),
        ("SELECT * { BIND(EXISTS { SERVICE <http://x/> { ?s ?p ?o } } AS ?b) }", "SERVICE is refused"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { ?a ?b ?c MINUS { SERVICE <http://x/> { ?s ?p ?o } } }", "SERVICE is refused"),
        ("SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * FROM <http://example.org/x> { ?s ?p ?o }", "FROM and FROM NAMED are refused"),
        ("SELECT * FROM NAMED <http://example.org/x> { ?s ?p ?o }", "FROM and FROM NAMED are refused"),
        ("DESCRIBE <x:y> FROM <http://example.org/x>", "FROM and FROM NAMED are refused"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "read only"),
        ("DELETE WHERE { ?s ?p ?o }", "read only"),
        ("LOAD <http://example.org/x>", "read only"),
        ("CLEAR ALL", "read only"),
        ("DROP ALL", "read only"),
        ("SELECT * { ?s ?p ?o } #" + "x" * QUERY_LIMIT, "at most"),
    ],
)
def test_a_query_that_writes_or_reaches_out_is_refused(query: str, why: str) -> None:
    with pytest.raises(QueryRefused, match=why):
        query_kind(query)


@pytest.mark.parametrize(
    "query", ["SELECT WHERE", "", "hello", "SELECT * { ?s ?p }", "ASK {" * 50, "ASK { <x:a> <x:b> '\\U00FFFFFF' }"]
)
def test_a_query_with_bad_syntax_is_told_where(query: str) -> None:
    with pytest.raises(BadRequest, match="line"):
        query_kind(query)


def test_a_deeply_nested_query_does_not_crash() -> None:
    with pytest.raises(BadRequest):
        query_kind("SELECT * { " + "{" * 3000 + " }" * 3000 + " }")


def test_the_answer_is_in_the_form_asked_for(world_answers: Answers) -> None:
    body, media = sparql(world_answers.store, "ASK { ?s ?p ?o }")
    assert (media, b"true" in body) == ("application/sparql-results+json", True)
    body, media = sparql(world_answers.store, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1")
    assert media == "text/turtle"
    with pytest.raises(BadRequest, match="is one of"):
        sparql(world_answers.store, "ASK { }", "text/turtle")
