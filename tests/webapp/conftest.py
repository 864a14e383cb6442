"""The site over the fictional world, and a reader that checks the HTML of every page it is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dutygraph.answers.dataset import Answers
from dutygraph.answers.store import LocalStore
from webapp import Config, create_app

TODAY = date(2026, 11, 21)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class Page(HTMLParser):
    """One HTML page, read strictly: every element is closed in order."""

    def __init__(self, source: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.faults: list[str] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self._in_label = 0
        self._unlabelled: list[str] = []
        self.feed(source)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if len(given) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        self.elements.append((tag, given))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of each element of this name."""
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def links(self) -> list[str]:
        """Return every address that the page leads to."""
        return [attrs["href"] for tag in ("a", "link") for attrs in self.all(tag) if "href" in attrs]

    def check(self) -> list[str]:
        """Return what is wrong with the page."""
        faults = list(self.faults)
        ids = [attrs["id"] for _, attrs in self.elements if "id" in attrs]
        faults += [f'id "{name}" is there twice' for name in sorted({name for name in ids if ids.count(name) > 1})]
        labelled = {attrs.get("for") for attrs in self.all("label")}
        for tag in ("input", "select", "textarea"):
            faults += [
                f"<{tag} name={attrs.get('name')}> has no label"
                for attrs in self.all(tag)
                if attrs.get("type") != "hidden" and attrs.get("id") not in labelled
            ]
        for wanted, number in (("h1", 1), ("main", 1), ("title", 1), ("header", 1), ("footer", 1)):
            if len(self.all(wanted)) != number:
                faults.append(f"there are {len(self.all(wanted))} <{wanted}>")
        if not all(attrs.get("lang") for attrs in self.all("html")):
            faults.append("the language is not given")
        if len(self.all("caption")) != len(self.all("table")):
            faults.append("a table has no caption")
        if any("scope" not in attrs for attrs in self.all("th")):
            faults.append("a heading cell has no scope")
        pointed = [
            name
            for _, attrs in self.elements
            for attribute in ("aria-labelledby", "aria-describedby", "for")
            for name in attrs.get(attribute, "").split()
        ]
        pointed += [link[1:] for link in self.links if link.startswith("#")]
        faults += [f'"{name}" is pointed at and not there' for name in pointed if name not in ids]
        if any(
            tag == "script" or "style" in attrs or any(name.startswith("on") for name in attrs)
            for tag, attrs in self.elements
        ):
            faults.append("there is a script or a style on the page")
        return faults


@pytest.fixture
def app(world_answers: Answers) -> Flask:
    """The site over the fictional world, on a day that does not move."""
    return create_app(world_answers, Config(today=lambda: TODAY, request_bytes=50_000))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader of the site."""
    return app.test_client()


@pytest.fixture
def read_page() -> Callable[[TestResponse], Page]:
    """Read a page and refuse one that is not well made."""

    def read(response: TestResponse) -> Page:
        assert response.mimetype == "text/html"
        page = Page(response.text)
        assert page.check() == []
        return page

    return read


@pytest.fixture(scope="session")
def spoilt_answers(world_dataset: Path) -> Answers:
    """The fictional world with markup in its texts."""
    text = world_dataset.read_text(encoding="utf-8")
    spoilt = text.replace("A decision in which no person takes part.", "<script>alert(1)</script> «x» & 'y'")
    spoilt = spoilt.replace('"Records of automated decisions"', '"<img src=x onerror=alert(2)>"')
    assert spoilt.count("<script>") and spoilt.count("<img")
    return Answers(LocalStore.of_text(spoilt), {})
