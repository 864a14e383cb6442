"""The day goes along, and a page about another day than today says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Reader = Callable[[TestResponse], Any]
HIDE = "Hide a decision"


def test_duties_of_today_leave_out_what_has_ended(client: FlaskClient) -> None:
    assert HIDE not in client.get("/duties").text
    assert HIDE in client.get("/duties?as-at=2023-05-01").text
    assert HIDE not in client.get("/duties?as-at=2021-12-31").text
    assert HIDE in client.get("/duties?as-at=2024-06-30").text
    assert HIDE not in client.get("/duties?as-at=2024-07-01").text


@pytest.mark.parametrize(
    "path",
    [
        "/duties",
        "/documents",
        "/doc/sample-act-2020",
        "/doc/sample-act-2020/s-7",
        "/doc/term/common-good",
        "/search?q=log",
    ],
)
def test_another_day_is_said_aloud_and_carried_by_every_link(client: FlaskClient, read_page: Reader, path: str) -> None:
    joined = path + ("&" if "?" in path else "?") + "as-at=2023-05-01"
    page = read_page(client.get(joined))
    assert "You are reading 1 May 2023, not today." in page.text
    inside = [
        attrs["href"]
        for attrs in page.all("a")
        if attrs["href"].startswith(("/d", "/t", "/search")) and attrs["href"] != "/def/"
    ]
    inside = [link for link in inside if "format=" not in link and not path.startswith(link.partition("?")[0])]
    assert len(inside) >= 3
    assert [link for link in inside if "as-at=2023-05-01" not in link] == []
    hidden = [attrs for attrs in page.all("input") if attrs.get("name") == "as-at"]
    assert hidden and all(attrs["value"] == "2023-05-01" for attrs in hidden)


def test_today_is_not_carried(client: FlaskClient, read_page: Reader) -> None:
    for path in ("/duties", "/duties?as-at=2026-11-21"):
        page = read_page(client.get(path))
        assert "not today" not in page.text
        assert [link for link in page.links if "as-at" in link] == []


@pytest.mark.parametrize(
    "path", ["/duties", "/documents", "/doc/sample-act-2020/s-7", "/doc/term/common-good", "/search", "/"]
)
def test_a_bad_date_is_refused_with_how_to_write_one(client: FlaskClient, path: str) -> None:
    response = client.get(path + "?as-at=2023-02-30")
    assert response.status_code == 400
    assert "Write it as 2025-02-24 or 24 February 2025." in response.text


def test_a_date_may_be_written_out(client: FlaskClient) -> None:
    assert "You are reading 1 May 2023" in client.get("/duties?as-at=1+May+2023").text


def test_a_norm_that_has_ended_says_so_on_its_page(client: FlaskClient) -> None:
    text = client.get("/doc/sample-act-2020/s-7/hide-no-decision").text
    assert "This does not hold on 21 November 2026. Held from 1 January 2022 to 30 June 2024." in text


def test_a_provision_lists_apart_what_holds_on_other_days(client: FlaskClient) -> None:
    text = client.get("/doc/sample-act-2020/s-7").text
    assert "1 norm does not hold on 21 November 2026" in text
    assert "1 norm does not hold" not in client.get("/doc/sample-act-2020/s-7?as-at=2023-05-01").text


def test_a_provision_before_its_time_says_so(client: FlaskClient) -> None:
    text = client.get("/doc/sample-act-2020/s-7?as-at=2019-06-01").text
    assert "This provision does not hold on 1 June 2019. Begins on 1 January 2020." in text
    assert "they are marked" in client.get("/doc/sample-act-2020?as-at=2019-06-01").text


def test_a_word_shows_only_the_senses_of_the_day(client: FlaskClient) -> None:
    assert "used without definition" in client.get("/doc/term/common-good").text
    text = client.get("/doc/term/common-good?as-at=2020-06-01").text
    assert "used without definition" not in text and "On other days" in text


def test_search_parts_what_holds_from_what_does_not(client: FlaskClient) -> None:
    text = client.get("/search?q=nobody+hide").text
    assert "Does not hold on 21 November 2026" in text
    assert "Does not hold on" not in client.get("/search?q=nobody+hide&as-at=2023-05-01").text


def test_a_sense_is_found_apart_on_days_when_its_provision_does_not_hold(client: FlaskClient) -> None:
    assert "Does not hold on 1 June 2020" in client.get("/search?q=note+leans+words&as-at=2020-06-01").text
    assert "Does not hold on" not in client.get("/search?q=note+leans+words&as-at=2022-06-01").text
