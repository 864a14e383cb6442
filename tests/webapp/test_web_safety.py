"""Nothing that is typed or stored becomes markup, and every answer carries its headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dutygraph.answers.dataset import Answers
from dutygraph.errors import StoreUnreachable
from webapp import Config, create_app

Reader = Callable[[TestResponse], Any]
ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title><script>",
    "«<b>»",
    "{{7*7}}",
]
HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/search", "q"),
        ("/search", "as-at"),
        ("/duties", "bearer"),
        ("/duties", "stage"),
        ("/duties", "document"),
        ("/duties", "as-at"),
        ("/sparql", "query"),
        ("/sparql", "format"),
        ("/doc/sample-act-2020", "format"),
        ("/terms", "anything"),
    ],
)
def test_what_is_typed_is_never_markup(
    client: FlaskClient, read_page: Reader, path: str, name: str, attack: str
) -> None:
    for extra in ({}, {"as-at": "2023-01-01"} if name != "as-at" else {"q": attack}):
        response = client.get(path, query_string={name: attack, **extra}, headers=HTML)
        read_page(response)
        assert "<script" not in response.text and "<img" not in response.text and "<svg" not in response.text
        assert "<b>" not in response.text


@pytest.mark.parametrize(
    "attack", ["%3Cscript%3Ealert(1)%3C/script%3E", "%22%3E%3Cimg%20src=x%3E", "%0d%0aSet-Cookie:a=b"]
)
def test_an_address_is_never_markup_or_a_header(client: FlaskClient, read_page: Reader, attack: str) -> None:
    for start in ("/", "/doc/", "/id/", "/def/", "/doc/term/"):
        response = client.get(start + attack, headers=HTML)
        assert response.status_code == 404 and "Set-Cookie" not in response.headers
        read_page(response)
        assert "<script" not in response.text and "<img" not in response.text


def test_what_is_stored_is_never_markup(spoilt_answers: Answers, read_page: Reader) -> None:
    client = create_app(spoilt_answers, Config()).test_client()
    everything = "/sparql?format=html&query=SELECT+*+WHERE+{+?s+?p+?o+}+ORDER+BY+?o"
    for path in (
        "/doc/sample-act-2020/s-7",
        "/doc/term/automated-decision",
        "/doc/sample-act-2020",
        "/duties",
        "/search?q=alert",
        "/search?q=onerror",
        everything,
    ):
        response = client.get(path, headers=HTML)
        assert response.status_code == 200
        read_page(response)
        assert "<script" not in response.text and "<img" not in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=a",
        "/duties",
        "/doc/sample-act-2020",
        "/id/force/must",
        "/sparql",
        "/nothing",
        "/static/site.css",
        "/def/?format=turtle",
    ],
)
def test_every_answer_carries_the_headers_and_no_cookie(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        headers = response.headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html", "text/html"),
        ("*/*", "text/html"),
        ("application/json", "application/json"),
        ("application/problem+json", "application/problem+json"),
        ("text/plain", "text/plain"),
        ("text/turtle", "application/problem+json"),
    ],
)
@pytest.mark.parametrize(
    ("path", "status"), [("/doc/nothing", 404), ("/nothing", 404), ("/duties?stage=x", 400), ("/duties?as-at=x", 400)]
)
def test_errors_come_in_the_form_that_was_asked_for(
    client: FlaskClient, path: str, status: int, accept: str, media_type: str
) -> None:
    response = client.get(path, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (status, media_type)
    if "json" in media_type:
        assert response.json["status"] == status and response.json["detail"]


def test_a_page_takes_no_other_method(client: FlaskClient, read_page: Reader) -> None:
    response = client.post("/duties", headers=HTML)
    assert response.status_code == 405 and "GET" in response.headers["Allow"]
    read_page(response)


def test_an_unexpected_fault_is_a_page_that_tells_nothing(
    app: Flask, read_page: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def burst(*_: object, **__: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("webapp.pages.duties.duties", burst)
    response = app.test_client().get("/duties", headers=HTML)
    assert response.status_code == 500 and "secret" not in response.text
    read_page(response)


def test_a_store_that_does_not_answer_is_502(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: object, **__: object) -> None:
        raise StoreUnreachable("http://inside.example did not answer")

    monkeypatch.setattr("webapp.pages.duties.duties", silent)
    response = app.test_client().get("/duties")
    assert response.status_code == 502 and "inside.example" not in response.text


def test_the_site_loads_nothing_from_elsewhere(client: FlaskClient, read_page: Reader) -> None:
    for path in ("/", "/doc/sample-act-2020/s-7", "/sparql"):
        page = read_page(client.get(path))
        loaded = [attrs["href"] for attrs in page.all("link")] + [
            attrs["src"] for tag in ("img", "script") for attrs in page.all(tag)
        ]
        assert loaded and all(address.startswith("/") for address in loaded)
    with client.get("/static/site.css") as response:
        sheet = response.text
    assert "url(" not in sheet and "@import" not in sheet


def test_every_page_says_that_it_is_not_the_law(client: FlaskClient, read_page: Reader) -> None:
    for path in ("/", "/duties", "/doc/term/common-good", "/nothing"):
        text = read_page(client.get(path, headers=HTML)).text
        assert "They are not the law and not legal advice" in text
        assert "This is not an official government service." in text
        assert "Contains public sector information licensed under the Open Government Licence v3.0 ." in text
