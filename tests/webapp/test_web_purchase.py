"""The finder in the browser: a question a page, answers in the address, the result and the plan to take away."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Reader = Callable[[TestResponse], Any]


def test_the_first_page_says_what_will_be_asked_and_that_nothing_is_kept(
    client: FlaskClient, read_page: Reader
) -> None:
    page = read_page(client.get("/find"))
    assert "Nothing is kept here" in page.text
    assert "What is it worth?" in page.text
    assert "/find/question" in page.links
    assert "Set-Cookie" not in client.get("/find/duties?value=500").headers


def test_a_question_stands_alone_with_its_reason_and_how_much_is_settled(
    client: FlaskClient, read_page: Reader
) -> None:
    page = read_page(client.get("/find/question?as-at=2023-01-01"))
    assert "What is it worth?" in page.text
    assert "Dear purchases need a log." in page.text
    assert "1 of 2 duties settled" in page.text
    assert "/find/question?value=unknown&as-at=2023-01-01" in page.links


def test_an_answer_leads_to_the_next_question_and_then_to_the_duties(client: FlaskClient, read_page: Reader) -> None:
    asked = read_page(client.get("/find/question?value=5000&ask=value&answered=yes&as-at=2023-01-01"))
    assert "Is it a pilot?" in asked.text
    assert "£5,000" in asked.text
    assert {"name": "value", "type": "hidden", "value": "5000"}.items() <= next(
        attrs for attrs in asked.all("input") if attrs.get("name") == "value"
    ).items()
    done = client.get("/find/question?value=500&as-at=2023-01-01")
    assert (done.status_code, done.headers["Location"]) == (303, "/find/duties?value=500&as-at=2023-01-01")


def test_a_question_can_be_skipped_and_answered_later(client: FlaskClient, read_page: Reader) -> None:
    page = read_page(client.get("/find/question?value=unknown&as-at=2023-01-01"))
    assert "Is it a pilot?" in page.text
    assert "Not known yet" in page.text
    assert "/find/question?ask=value&as-at=2023-01-01" in page.links  # change the answer


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("value=lots&ask=value&answered=yes", "is a sum in pounds, not"),
        ("value=2m&pilot=yes&ask=pilot&answered=yes", "A pilot never costs more than a million."),
    ],
)
def test_an_answer_that_cannot_be_is_asked_again_with_the_reason(
    client: FlaskClient, read_page: Reader, query: str, says: str
) -> None:
    answer = client.get(f"/find/question?{query}")
    page = read_page(answer)
    assert answer.status_code == 400
    assert says in page.text
    assert any(attrs.get("role") == "alert" for attrs in page.all("div"))
    assert "#answer" in page.links


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/find/duties?pilto=yes", 'There is no fact "pilto". Did you mean "pilot"?'),
        ("/find/duties?value=lots", "is a sum in pounds"),
        ("/find/duties?role=buyers", 'There is no role "buyers".'),
        ("/find/duties?stage=mange", 'Did you mean "manage"?'),
        ("/find/duties?page=9", "Pages run from 1 to 1"),
        ("/find/duties?format=pdf", "Formats: csv, md, xlsx, docx, json"),
        ("/find/question?ask=nothing", 'There is no fact "nothing".'),
        ("/find/changes?compare-to=soon", "is not a date"),
    ],
)
def test_an_address_that_cannot_be_read_says_what_to_write(
    client: FlaskClient, read_page: Reader, address: str, says: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert says in read_page(answer).text


def test_the_result_says_why_by_stage_and_what_is_law(client: FlaskClient, read_page: Reader) -> None:
    page = read_page(client.get("/find/duties?buyer=central-government&value=500"))
    assert "2 apply, 0 may apply, 1 do not" in page.text
    assert page.text.index("Plan") < page.text.index("Manage")
    assert "Not law in itself, but it binds the bearer." in page.text
    assert "It bears on every central government" in page.text
    aside = read_page(client.get("/find/duties?buyer=central-government&value=500&show=does-not-apply"))
    assert "Law: binding." in aside.text
    assert "The purchase is worth more than the log amount : no; you said: what is it worth? £500" in aside.text


def test_what_may_apply_says_what_would_settle_it(client: FlaskClient, read_page: Reader) -> None:
    page = read_page(client.get("/find/duties?as-at=2023-01-01&show=unknown"))
    assert "/find/question?ask=value&as-at=2023-01-01" in page.links
    (listed,) = [link for link in page.links if "turns-on=pilot" in link]
    assert "Turns on:" in read_page(client.get(listed)).text


def test_the_result_is_filtered_by_role_and_force(client: FlaskClient, read_page: Reader) -> None:
    assert "Hide a decision" in read_page(client.get("/find/duties?role=supplier&as-at=2023-01-01")).text
    page = read_page(client.get("/find/duties?buyer=central-government&force=should"))
    assert "Think of the common good" not in page.text


def test_the_plan_is_handed_over_in_every_format(client: FlaskClient) -> None:
    address = "/find/duties?buyer=central-government&value=500&format="
    rows = list(csv.DictReader(io.StringIO(client.get(address + "csv").get_data(as_text=True))))
    assert {row["applies"] for row in rows} == {"Applies"}
    assert {row["standing"] for row in rows} == {"Not law in itself, but it binds the bearer."}
    assert {"force", "duty", "why", "stages", "evidence", "shown_in", "source_url", "verified"} <= set(rows[0])
    markdown = client.get(address + "md").get_data(as_text=True)
    assert markdown.startswith("# Evidence plan, as at 21 November 2026")
    assert "- [ ] **should**" in markdown
    for form in ("xlsx", "docx"):
        answer = client.get(address + form)
        assert zipfile.ZipFile(io.BytesIO(answer.data)).testzip() is None
        assert answer.headers["Content-Disposition"] == f'attachment; filename="evidence-plan-2026-11-21.{form}"'
    duties = client.get(address + "json").get_json()["duties"]
    assert {duty["applies"] for duty in duties} == {"applies", "does-not-apply"}


def test_two_days_are_compared_on_a_page(client: FlaskClient, read_page: Reader) -> None:
    page = read_page(client.get("/find/changes?as-at=2023-01-01&compare-to=2021-06-01&value=500"))
    assert "1 duty differs between 1 June 2021 and 1 January 2023" in page.text
    assert "In force on 1 January 2023 and not on 1 June 2021; it applies." in page.text
    same = read_page(client.get("/find/changes?as-at=2023-01-01&compare-to=2023-01-01"))
    assert "Nothing differs" in same.text


def test_a_long_list_is_paged_and_can_be_had_whole_for_print(
    client: FlaskClient, read_page: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.pages.find.ON_A_PAGE", 1)
    address = "/find/duties?buyer=central-government&value=500"
    first = read_page(client.get(address))
    assert "Page 1 of 2" in first.text
    (following,) = [link for link in first.links if "page=2" in link]
    (whole,) = [link for link in first.links if "page=all" in link]
    norms = ("/doc/buyers-note/4-2/consider-common-good", "/doc/buyers-note/4-2/follow-the-note")
    pages = [read_page(client.get(link)) for link in (address, following, whole)]
    assert [[norm in page.links for norm in norms] for page in pages] == [[True, False], [False, True], [True, True]]
