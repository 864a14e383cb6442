"""One address, many formats."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from webapp.negotiation import choose

HTML, TURTLE, JSONLD, NTRIPLES = "text/html", "text/turtle", "application/ld+json", "application/n-triples"
OFFERED = [HTML, TURTLE, JSONLD, NTRIPLES]
PATH = "/doc/sample-act-2020/s-7/keep-decision-record"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, HTML),
        ("", HTML),
        ("*/*", HTML),
        (BROWSER, HTML),
        ("text/turtle", TURTLE),
        ("TEXT/Turtle", TURTLE),
        ("text/turtle; charset=utf-8", TURTLE),
        ("text/turtle;q=0.9, text/html;q=0.8", TURTLE),
        ("text/turtle;q=0.8, text/html;q=0.9", HTML),
        ("application/ld+json, */*;q=0.1", JSONLD),
        ("application/*", JSONLD),
        ("text/html;q=0, */*", TURTLE),
        ("text/*;q=0, */*;q=0.5", JSONLD),
        ("text/*;q=0.9, text/html;q=0.1", TURTLE),
        ("application/n-triples;q=0.001", NTRIPLES),
        ("nonsense, text/turtle", TURTLE),
        ("text/turtle;q=7, application/ld+json", JSONLD),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("*/*;q=0", None),
    ],
)
def test_the_accept_header_chooses_by_quality_and_specificity(
    client: FlaskClient, accept: str | None, wanted: str | None
) -> None:
    assert choose(accept, OFFERED) == wanted
    response = client.get(PATH, headers={} if accept is None else {"Accept": accept})
    assert "Accept" in response.vary
    assert response.status_code == (200 if wanted else 406)
    if wanted:
        assert response.mimetype == wanted


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_all_formats_state_the_same(client: FlaskClient) -> None:
    from rdflib import Graph
    from rdflib.compare import isomorphic

    graphs = [
        Graph().parse(data=client.get(PATH, headers={"Accept": media_type}).data, format=name)
        for media_type, name in ((TURTLE, "turtle"), (JSONLD, "json-ld"), (NTRIPLES, "nt"))
    ]
    assert len(graphs[0]) >= 20
    assert isomorphic(graphs[0], graphs[1]) and isomorphic(graphs[0], graphs[2])


def test_json_ld_carries_its_context_with_it(client: FlaskClient) -> None:
    context = json.loads(client.get(PATH, headers={"Accept": JSONLD}).text)["@context"]
    assert isinstance(context, dict)


def test_the_page_names_its_other_formats(client: FlaskClient) -> None:
    text = client.get(PATH).text
    for name, media_type in (("turtle", TURTLE), ("jsonld", JSONLD), ("ntriples", NTRIPLES)):
        assert f'<link rel="alternate" type="{media_type}" href="{PATH}?format={name}">' in text
        assert client.get(f"{PATH}?format={name}").mimetype == media_type


def test_an_unknown_format_is_refused_with_the_known_ones(client: FlaskClient) -> None:
    for path in (PATH, "/def/", "/def/Norm"):
        response = client.get(path + "?format=pdf")
        assert response.status_code == 400 and "html, turtle, jsonld, ntriples" in response.text


@pytest.mark.parametrize("accept", OFFERED)
@pytest.mark.parametrize(
    "path", ["/doc/nothing", "/id/nothing", "/doc/sample-act-2020/s-99", "/def/Nothing", "/doc/a%20b", "/doc/%3Cb%3E"]
)
def test_what_is_not_there_is_404_in_every_format(client: FlaskClient, path: str, accept: str) -> None:
    assert client.get(path, headers={"Accept": accept}).status_code == 404


def test_an_identifier_sends_on_to_the_page_with_303(client: FlaskClient) -> None:
    response = client.get("/id/term/common-good?as-at=2021-01-01")
    assert (response.status_code, response.headers["Location"]) == (303, "/doc/term/common-good?as-at=2021-01-01")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("sample-act-2020/edition-2022", "/doc/sample-act-2020#edition-2022"),
        ("sample-act-2020/binding/local-authority", "/doc/sample-act-2020#bodies"),
        ("sample-act-2020/s-7/sense/automated-decision", "/doc/sample-act-2020/s-7#sense-automated-decision"),
        (
            "sample-act-2020/s-7/keep-decision-record/for/local-authority",
            "/doc/sample-act-2020/s-7/keep-decision-record#for-local-authority",
        ),
        ("amount/log-amount/2022-01-01", "/doc/amount/log-amount#values"),
    ],
)
def test_a_part_of_a_thing_leads_to_its_place_on_the_page(client: FlaskClient, path: str, place: str) -> None:
    response = client.get("/doc/" + path)
    assert (response.status_code, response.headers["Location"]) == (303, place)
    address, _, fragment = place.partition("#")
    assert f'id="{fragment}"' in client.get(address).text


def test_the_ontology_is_there_as_page_and_data(client: FlaskClient) -> None:
    assert 'id="Norm"' in client.get("/def/").text
    assert "owl:Ontology" in client.get("/def/", headers={"Accept": TURTLE}).text
    assert client.get("/def/", headers={"Accept": "image/png"}).status_code == 406
    sent = client.get("/def/Norm")
    assert (sent.status_code, sent.headers["Location"]) == (303, "/def/#Norm")
    assert "def/Norm>" in client.get("/def/Norm", headers={"Accept": NTRIPLES}).text
