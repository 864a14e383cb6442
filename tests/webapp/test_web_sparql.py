"""The SPARQL 1.1 Protocol, read only."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dutygraph.answers.dataset import Answers
from webapp import Config, create_app
from webapp.pages.sparql_examples import EXAMPLES

Reader = Callable[[TestResponse], Any]
SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/dutygraph/def/Document> } ORDER BY ?s"
CONSTRUCT = "CONSTRUCT WHERE { ?s a <https://w3id.org/dutygraph/def/Document> }"
ASK = "ASK { ?s ?p ?o }"
HTML = "text/html"
JSON = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"


def ask(client: FlaskClient, query: str, accept: str | None = None, **parameters: str) -> TestResponse:
    headers = {} if accept is None else {"Accept": accept}
    return client.get("/sparql", query_string={"query": query, **parameters}, headers=headers)


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (SELECT, None, JSON),
        (SELECT, "*/*", JSON),
        (SELECT, JSON, JSON),
        (SELECT, "application/json", "application/json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "application/xml", "application/xml"),
        (SELECT, "text/csv", "text/csv"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
        (SELECT, "text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/html,application/xml;q=0.9,*/*;q=0.8", HTML),
        (ASK, JSON, JSON),
        (CONSTRUCT, None, "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, HTML, HTML),
        ("DESCRIBE <https://w3id.org/dutygraph/id/term/common-good>", "text/turtle", "text/turtle"),
    ],
)
def test_the_answer_comes_as_the_accept_header_says(
    client: FlaskClient, query: str, accept: str | None, media_type: str
) -> None:
    response = ask(client, query, accept)
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert response.data and "Accept" in response.vary


@pytest.mark.parametrize(
    ("query", "name", "media_type"),
    [
        (SELECT, "json", JSON),
        (SELECT, "csv", "text/csv"),
        (CONSTRUCT, "nt", "application/n-triples"),
        (ASK, "html", HTML),
    ],
)
def test_the_format_may_be_named_instead(client: FlaskClient, query: str, name: str, media_type: str) -> None:
    assert ask(client, query, "image/png", format=name).mimetype == media_type


def test_get_and_both_kinds_of_post_give_the_same(client: FlaskClient) -> None:
    answers = [
        ask(client, SELECT).data,
        client.post("/sparql", data={"query": SELECT}).data,
        client.post("/sparql", data=SELECT, content_type="application/sparql-query").data,
        client.post("/sparql", data=SELECT, content_type="application/sparql-query; charset=utf-8").data,
    ]
    assert len(set(answers)) == 1
    assert len(json.loads(answers[0])["results"]["bindings"]) == 3


@pytest.mark.parametrize(
    "update",
    ["DROP ALL", "INSERT DATA { <a:a> <a:b> <a:c> }", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://127.0.0.1:1/>"],
)
def test_updates_are_refused_however_they_are_sent(client: FlaskClient, update: str) -> None:
    for response in (
        client.post("/sparql", data={"update": update}),
        client.post("/sparql", data=update, content_type="application/sparql-update"),
        client.post("/sparql", data={"query": update}),
        client.get("/sparql", query_string={"update": update}),
        ask(client, update),
    ):
        assert response.status_code == 400 and "read only" in response.text
    assert json.loads(ask(client, ASK).data)["boolean"] is True


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * WHERE { { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } } }", "SERVICE is refused"),
        ("SELECT * FROM <http://127.0.0.1:1/> WHERE { ?s ?p ?o }", "FROM and FROM NAMED are refused"),
        ("SELECT * FROM NAMED <http://127.0.0.1:1/> WHERE { ?s ?p ?o }", "FROM and FROM NAMED are refused"),
        ("SELECT * WHERE { ?s ?p }", "line 1, column"),
        ("SELECT *\nWHERE { ?s ?p ?o", "line 2, column"),
        ("SELECT * WHERE { ?s nope:nope ?o }", "not valid SPARQL"),
        ('SELECT * WHERE { ?s ?p "\\U00FFFFFF" }', "not valid SPARQL"),
        ("SELECT * WHERE { ?s ?p ?o } #" + "x" * 20_000, "at most 20,000"),
        ("  ", "empty"),
    ],
)
def test_a_query_that_is_not_answered_says_why(client: FlaskClient, read_page: Reader, query: str, words: str) -> None:
    for response in (
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", data=query.encode(), content_type="application/sparql-query"),
    ):
        assert response.status_code == 400
        assert words in response.json["detail"]
    shown = client.post("/sparql", data={"query": query}, headers={"Accept": HTML})
    assert shown.status_code == 400 and words in read_page(shown).text


def test_words_inside_a_string_are_no_reason_to_refuse(client: FlaskClient) -> None:
    assert ask(client, 'SELECT * WHERE { ?s ?p "SERVICE FROM DROP" } # FROM <x>').status_code == 200


def test_graphs_named_beside_the_query_are_refused(client: FlaskClient) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        assert ask(client, SELECT, **{name: "http://127.0.0.1:1/"}).status_code == 400


@pytest.mark.parametrize("query", [SELECT, CONSTRUCT])
def test_an_answer_nobody_can_give_is_406(client: FlaskClient, query: str) -> None:
    assert ask(client, query, "image/png").status_code == 406


def test_a_format_of_the_other_kind_is_refused_by_name(client: FlaskClient) -> None:
    response = ask(client, CONSTRUCT, format="csv")
    assert response.status_code == 400 and "turtle, nt, rdfxml, html" in response.json["detail"]


def test_other_content_is_415_and_other_methods_are_405(client: FlaskClient) -> None:
    assert client.post("/sparql", data="{}", content_type="application/json").status_code == 415
    assert client.post("/sparql", data=SELECT, content_type="text/plain").status_code == 415
    for method in ("put", "delete", "patch"):
        response = getattr(client, method)("/sparql")
        assert response.status_code == 405 and "POST" in response.headers["Allow"]


def test_a_request_without_a_query_or_with_two_is_refused(client: FlaskClient) -> None:
    assert client.get("/sparql", headers={"Accept": JSON}).status_code == 400
    assert client.post("/sparql", data={}, content_type=FORM).status_code == 400
    assert client.get("/sparql?query=ASK{}&query=ASK{}").status_code == 400
    assert client.post("/sparql", data=b"\xff\xfe", content_type="application/sparql-query").status_code == 400


def test_too_large_a_body_is_413(client: FlaskClient) -> None:
    for kind in (FORM, "application/sparql-query"):
        assert client.post("/sparql", data="query=" + "x" * 60_000, content_type=kind).status_code == 413


def test_a_query_too_many_is_refused_while_pages_stay_readable(world_answers: Answers) -> None:
    client = create_app(world_answers, Config(queries_at_once=0)).test_client()
    response = ask(client, ASK)
    assert response.status_code == 503 and "still running" in response.text
    assert client.get("/terms").status_code == 200


def test_a_refused_query_makes_room_for_the_next(world_answers: Answers) -> None:
    client = create_app(world_answers, Config(queries_at_once=1)).test_client()
    assert [ask(client, query).status_code for query in ("SELECT", ASK, "DROP ALL", ASK)] == [400, 200, 400, 200]


def test_other_sites_may_read_answers(client: FlaskClient) -> None:
    assert ask(client, SELECT).headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/terms").headers


def test_the_form_shows_a_table_cut_to_size_with_a_way_to_all_of_it(client: FlaskClient, read_page: Reader) -> None:
    response = ask(client, "SELECT * WHERE { ?s ?p ?o }", HTML)
    page = read_page(response)
    assert "the first 500 are shown" in page.text
    assert any("format=csv" in link for link in page.links)


@pytest.mark.parametrize(("title", "query"), EXAMPLES)
def test_every_example_finds_something(client: FlaskClient, read_page: Reader, title: str, query: str) -> None:
    response = ask(client, query, HTML)
    assert response.status_code == 200
    page = read_page(response)
    assert "0 rows" not in page.text, title


def test_the_query_on_a_page_of_a_norm_gives_that_norm(client: FlaskClient, read_page: Reader) -> None:
    page = read_page(client.get("/doc/sample-act-2020/s-7/keep-decision-record"))
    (link,) = [link for link in page.links if link.startswith("/sparql?query=")]
    answer = client.get(link, headers={"Accept": JSON}).json
    assert len(answer["results"]["bindings"]) == 2
