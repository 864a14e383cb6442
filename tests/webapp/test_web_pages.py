"""Every page is there, is well made, and leads only to pages that are there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dutygraph import names
from dutygraph.answers.dataset import Answers
from dutygraph.answers.store import LocalStore
from webapp import Config, create_app

Reader = Callable[[TestResponse], Any]
PAGES = [
    "/",
    "/search",
    "/search?q=log",
    "/search?q=zzzzzz",
    "/terms",
    "/duties",
    "/duties?bearer=&stage=manage&force=must&document=sample-act-2020",
    "/duties?as-at=1999-01-01",
    "/documents",
    "/sparql",
    "/def/",
    "/doc/sample-act-2020",
    "/doc/buyers-note",
    "/doc/log-report",
    "/doc/log-report/summary",
    "/doc/finding-kind/gap",
    "/doc/borne-out/in-part",
    "/doc/sense-relation/narrower",
    "/doc/sense-aspect/judge",
    "/doc/old-act-1999",
    "/doc/sample-act-2020/s-3",
    "/doc/sample-act-2020/s-7",
    "/doc/sample-act-2020/s-9",
    "/doc/sample-act-2020/s-7/keep-decision-record",
    "/doc/sample-act-2020/s-7/hide-no-decision",
    "/doc/sample-act-2020/senses",
    "/doc/term/common-good",
    "/doc/term-group/benefit",
    "/doc/scheme/force",
    "/doc/scheme/terms",
    "/doc/force/must",
    "/doc/role/local-authority",
    "/doc/stage/manage",
    "/doc/action/keep-decision-record",
    "/doc/evidence/decision-log",
    "/doc/remedy/complaint-to-assembly",
    "/doc/fact/buyer",
    "/doc/amount/log-amount",
    "/doc/situation/low-volume-pilot",
    "/doc/situation/complaint-made",
    "/doc/norm-kind/obligation",
    "/doc/left-out-reason/machinery",
    "/doc/verification-grade/quotation",
    "/doc/document-kind/act",
    "/doc/document-set/core",
    "/doc/binding/optional",
    "/doc/sense-status/defined",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_is_well_made(client: FlaskClient, read_page: Reader, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    read_page(response)


def crawl(app: Flask, read_page: Reader, start: str) -> dict[str, int]:
    """Follow every link inside the site and return the status of each address."""
    client, found, waiting = app.test_client(), dict[str, int](), [start]
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in found:
            continue
        with client.get(address) as response:
            found[address] = response.status_code
            if response.status_code == 303:
                waiting.append(response.headers["Location"])
            elif response.mimetype == "text/html":
                waiting += [link for link in read_page(response).links if link.startswith("/")]
    return found


@pytest.mark.parametrize("start", ["/", "/?as-at=2021-06-01"])
def test_no_link_of_the_site_leads_nowhere(app: Flask, read_page: Reader, start: str) -> None:
    found = crawl(app, read_page, start)
    assert {address: status for address, status in found.items() if status not in (200, 303)} == {}
    assert len(found) >= 120


def test_every_thing_in_the_graph_has_a_page_and_data(client: FlaskClient, world_answers: Answers) -> None:
    rows = world_answers.store.select("SELECT DISTINCT ?s WHERE { ?s ?p ?o }")
    things = [str(row[0]) for row in rows if str(row[0]).startswith(names.ID)]
    assert len(things) >= 80
    for iri in things:
        path = names.path_of(iri)
        sent = client.get(path)
        assert (sent.status_code, sent.headers["Location"]) == (303, names.page_of(iri)), iri
        shown = client.get(names.page_of(iri), follow_redirects=True)
        assert shown.status_code == 200, iri
        data = client.get(names.page_of(iri), headers={"Accept": "application/n-triples"})
        assert f"<{iri}>" in data.text, iri


def test_the_site_works_over_an_empty_dataset(read_page: Reader) -> None:
    client = create_app(Answers(LocalStore(), {}), Config()).test_client()
    for path in ("/", "/search?q=a", "/terms", "/duties", "/documents", "/sparql", "/def/"):
        response = client.get(path)
        assert response.status_code == 200, path
        read_page(response)


def test_a_norm_says_who_what_when_why_and_where_it_is_written(client: FlaskClient, read_page: Reader) -> None:
    page = read_page(client.get("/doc/sample-act-2020/s-7/keep-decision-record"))
    for words in (
        "Keep a record of automated decisions",
        "A town must keep a log",
        "Local authority",
        "Central government department",
        "The purchase is worth more than the log amount",
        "It is a small pilot",
        "s. 3, Sample Act 2020",
        "Decision log",
        "Complaint to the Assembly",
        "Any person may complain.",
        "Common good",
        "Holds since 1 January 2020",
        "Verified: read in the text",
        "on 21 November 2026",
        "SELECT ?summary",
    ):
        assert words in page.text, words
    assert "https://www.legislation.gov.uk/ukpga/2020/999/section/7/1" in page.links


def test_every_row_of_duties_has_its_provision_its_official_text_and_its_grade(client: FlaskClient) -> None:
    text = client.get("/duties?bearer=&as-at=2023-01-01").text
    rows = re.findall(r'<li class="norm">.*?</li>\n(?=<li class="norm">|</ul>)', text, re.DOTALL)
    assert len(rows) == 4
    for row in rows:
        assert 'rel="external"' in row and 'class="grade' in row and 'href="/doc/' in row and "force-" in row


def test_a_provision_shows_references_both_ways(client: FlaskClient, read_page: Reader) -> None:
    page = read_page(client.get("/doc/sample-act-2020/s-3"))
    assert "It refers to Old Act 1999" in page.text
    page = read_page(client.get("/doc/sample-act-2020/s-7"))
    assert "Referred to by 4.2, Note for Buyers" in page.text


def test_a_provision_that_releases_from_a_norm_says_so(client: FlaskClient) -> None:
    assert "Norms elsewhere that give way to it" in client.get("/doc/sample-act-2020/s-3").text


def test_what_is_left_out_is_shown_with_its_reason(client: FlaskClient) -> None:
    assert "Left out: Machinery." in client.get("/doc/sample-act-2020/s-9").text
    assert "Left out, and why" in client.get("/doc/sample-act-2020").text


def test_a_situation_says_its_formula_in_words(client: FlaskClient, read_page: Reader) -> None:
    page = read_page(client.get("/doc/situation/low-volume-pilot"))
    words = "All of these hold: Is it a pilot? The answer is: yes This does not hold: The purchase is worth more than the log amount"
    assert words in page.text
    assert "It is a happening" in client.get("/doc/situation/complaint-made").text


def test_an_amount_shows_its_figures_with_their_days(client: FlaskClient, read_page: Reader) -> None:
    page = read_page(client.get("/doc/amount/log-amount"))
    assert "£1,000 Held from 1 January 2020 to 31 December 2021" in page.text
    assert "£2,000 Holds since 1 January 2022" in page.text


def test_the_document_about_the_site_names_every_address(app: Flask) -> None:
    written = (Path(__file__).parents[2] / "docs" / "web.md").read_text(encoding="utf-8")
    rules = [rule.rule for rule in app.url_map.iter_rules() if not rule.rule.startswith("/static")]
    assert len(rules) >= 10
    for rule in rules:
        assert f"`{rule.partition('<')[0]}" in written, rule


def test_a_thing_with_many_norms_lists_them_by_name_only(world_answers: Answers) -> None:
    client = create_app(world_answers, Config(full_norms=0)).test_client()
    text = client.get("/doc/role/local-authority").text
    assert 'class="norm"' not in text and "Keep a record of automated decisions" in text


def test_a_word_shows_what_differs_and_why(client: FlaskClient, read_page: Reader) -> None:
    page = read_page(client.get("/doc/term/automated-decision"))
    assert "Note for Buyers, 4.2(b) is broader than Sample Act 2020, s. 7(3) ." in page.text
    assert "Turns on which cases it covers; whom it speaks of." in page.text
    assert "Held from" not in page.text
    at_first = read_page(client.get("/doc/term/automated-decision?as-at=2020-06-01"))
    assert "is broader than" not in at_first.text
    assert "Begins on 1 April 2021" in at_first.text  # the history names every meaning, whenever it holds


def test_a_word_without_a_meaning_and_with_duties_says_so(client: FlaskClient, read_page: Reader) -> None:
    assert (
        "depend on a word that no document here gives a meaning" in read_page(client.get("/doc/term/common-good")).text
    )
    assert "gives a meaning" not in read_page(client.get("/doc/term/automated-decision")).text


def test_a_word_leads_to_other_vocabularies(client: FlaskClient, read_page: Reader) -> None:
    page = read_page(client.get("/doc/term/common-good"))
    assert "Close match: Common good (Example Vocabulary)" in page.text
    assert "https://example.org/vocabulary#CommonGood" in page.links


@pytest.mark.parametrize(
    "path", ["/doc/term/common-good", "/doc/buyers-note", "/doc/log-report", "/doc/log-report/summary"]
)
def test_research_stands_beside_what_it_speaks_of(client: FlaskClient, read_page: Reader, path: str) -> None:
    page = read_page(client.get(path))
    assert "Towns do not know what the words of the note mean." in page.text
    assert "Borne out." in page.text


def test_a_norm_shows_the_research_that_speaks_of_it(client: FlaskClient, read_page: Reader) -> None:
    page = read_page(client.get("/doc/sample-act-2020/s-7/keep-decision-record"))
    assert "Few towns look at their logs again." in page.text
    assert "Cannot be told from documents." in page.text


def test_a_replaced_document_says_so_before_anything_else(client: FlaskClient, read_page: Reader) -> None:
    today = client.get("/doc/buyers-note").get_data(as_text=True)
    later = client.get("/doc/buyers-note?as-at=2031-01-01").get_data(as_text=True)
    assert '<p class="notice">Replaced by <a href="/doc/sample-act-2020">Sample Act 2020</a>' in today
    assert '<p class="notice loud">Replaced by' in later
    assert "Takes the place of" in read_page(client.get("/doc/sample-act-2020")).text


def test_the_matrix_tells_absent_from_not_looked_for(client: FlaskClient) -> None:
    body = client.get("/matrix").get_data(as_text=True)
    assert '<td class="status-absent">absent</td>' in body


@pytest.mark.parametrize(
    ("thing", "place"),
    [
        (
            "buyers-note/4-2/sense/automated-decision/to/sample-act-2020/s-7",
            "/doc/term/automated-decision#between-buyers-note-4-2-sense-automated-decision-to-sample-act-2020-s-7",
        ),
        ("log-report/summary/finding/nobody-reads-logs", "/doc/log-report/summary#finding-nobody-reads-logs"),
        ("buyers-note/replaced-by/sample-act-2020", "/doc/buyers-note"),
    ],
)
def test_a_thing_without_a_page_leads_to_its_place(
    client: FlaskClient, read_page: Reader, thing: str, place: str
) -> None:
    answer = client.get(f"/doc/{thing}")
    assert (answer.status_code, answer.headers["Location"]) == (303, place)
    path, _, fragment = place.partition("#")
    ids = [attrs["id"] for _, attrs in read_page(client.get(path)).elements if "id" in attrs]
    assert not fragment or fragment in ids
