"""Filters and search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dutygraph.answers.dataset import Answers
from webapp import create_app
from webapp.config import Config

Reader = Callable[[TestResponse], Any]


def test_too_many_duties_are_first_counted_by_document_and_force(world_answers: Answers, read_page: Reader) -> None:
    client = create_app(world_answers, Config(listed_duties=1)).test_client()
    page = read_page(client.get("/duties?bearer=central-government"))
    assert "too many to read at once" in page.text
    narrowed = [link for link in page.links if "document=buyers-note" in link]
    assert narrowed == ["/duties?document=buyers-note&bearer=central-government"]
    assert "<strong>2 norms</strong>" in client.get(narrowed[0]).text
    everything = next(link for link in page.links if "all=yes" in link)
    assert "too many" not in client.get(everything).text


def test_duties_are_those_of_a_local_authority_unless_told_otherwise(client: FlaskClient) -> None:
    assert "<strong>1 norm</strong>" in client.get("/duties").text
    assert "<strong>3 norms</strong>" in client.get("/duties?bearer=").text
    assert "<strong>3 norms</strong>" in client.get("/duties?bearer=central-government").text


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ("bearer=&stage=plan", 1),
        ("bearer=&force=should", 1),
        ("bearer=&document=sample-act-2020", 1),
        ("bearer=&document=buyers-note", 2),
        ("bearer=supplier", 0),
        ("bearer=supplier&as-at=2023-01-01", 1),
    ],
)
def test_each_filter_narrows(client: FlaskClient, filters: str, number: int) -> None:
    assert f"<strong>{number} norm{'' if number == 1 else 's'}</strong>" in client.get("/duties?" + filters).text


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ("bearer=local-autority", "Did you mean &#34;local-authority&#34;?"),
        ("stage=never", "Write one of: plan, award, manage."),
        ("force=musst", "must-have-regard"),
        ("document=x", "buyers-note, sample-act-2020"),
    ],
)
def test_an_unknown_filter_value_is_refused_with_the_allowed_ones(
    client: FlaskClient, filters: str, words: str
) -> None:
    response = client.get("/duties?" + filters)
    assert response.status_code == 400 and words in response.text


def test_the_form_keeps_what_was_chosen(client: FlaskClient) -> None:
    text = client.get("/duties?bearer=supplier&stage=award").text
    assert '<option value="supplier" selected>' in text and '<option value="award" selected>' in text


def test_a_norm_on_several_bodies_is_one_row_with_its_forces(client: FlaskClient, read_page: Reader) -> None:
    page = read_page(client.get("/duties?bearer=&document=sample-act-2020"))
    assert "Local authority, central government department must : Keep a record of automated decisions" in page.text


def test_force_is_written_in_words(client: FlaskClient) -> None:
    assert ">must consider</strong>" in client.get("/duties?bearer=central-government").text


def test_search_says_what_matched_and_groups_it(client: FlaskClient, read_page: Reader) -> None:
    response = client.get("/search?q=log")
    page = read_page(response)
    assert "<mark>log</mark>" in response.text
    assert "Duties" in page.text and "«" not in page.text


def test_search_finds_by_another_name_and_by_a_misspelling(client: FlaskClient) -> None:
    for asked in ("commonweal", "comon good", "machine decision"):
        assert "/doc/term/" in client.get("/search", query_string={"q": asked}).text, asked


def test_a_found_sense_leads_to_its_place_on_the_provision(client: FlaskClient) -> None:
    assert "/doc/sample-act-2020/s-7#sense-automated-decision" in client.get("/search?q=person+takes+part").text


def test_every_found_summary_carries_its_grade(client: FlaskClient) -> None:
    text = client.get("/search?q=departments+think").text
    assert "Verified: read as a quotation" in text


def test_search_for_nothing_gives_advice(client: FlaskClient) -> None:
    for path in ("/search", "/search?q=", "/search?q=+++"):
        assert "Write a word or two" in client.get(path).text


def test_search_without_result_gives_advice(client: FlaskClient) -> None:
    text = client.get("/search?q=xylophone").text
    assert "Nothing was found for “xylophone”" in text and "Try fewer words" in text


@pytest.mark.parametrize("asked", ["«»", '"', "a OR b", "NEAR(", "*", "-", "'; DROP TABLE entry; --", "\x00", "é", "%"])
def test_search_takes_any_text(client: FlaskClient, asked: str) -> None:
    assert client.get("/search", query_string={"q": asked}).status_code == 200


def test_a_very_long_search_is_cut_and_says_so(client: FlaskClient) -> None:
    response = client.get("/search", query_string={"q": "word " * 2000})
    assert response.status_code == 200 and "Only the first 200 characters" in response.text


def test_a_document_says_what_nobody_read(client: FlaskClient) -> None:
    assert "Annex B (forms)" in client.get("/doc/buyers-note").text
    assert "Not read" not in client.get("/doc/sample-act-2020").text
