"""Room 9, Show: the site over a built dataset. It starts nothing and opens nothing when it is imported."""

from __future__ import annotations

from typing import Any

from flask import Flask, request

from dutygraph import names
from dutygraph.answers.dataset import Answers
from webapp import links, words
from webapp.config import Config
from webapp.data import DATA_FORMATS
from webapp.days import moment, set_moment
from webapp.errors import register_errors
from webapp.headers import set_headers
from webapp.site import Site
from webapp.urls import register_urls

__all__ = ["Config", "create_app"]


def create_app(answers: Answers, config: Config) -> Flask:
    """Make the site over one dataset.

    >>> from dutygraph.answers.store import LocalStore
    >>> app = create_app(Answers(LocalStore(), {}), Config())
    >>> app.test_client().get("/documents").status_code
    200
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = config.request_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = config.request_bytes
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    site = Site(answers, config)
    app.before_request(lambda: set_moment(config))
    app.after_request(set_headers)
    register_errors(app, config)
    register_urls(app, site)
    _set_template_words(app, site)
    return app


def _set_template_words(app: Flask, site: Site) -> None:
    def this_page_at(day: str = "") -> str:
        return links.this_page_at(request.path, request.args.to_dict(), day)

    def for_every_page() -> dict[str, Any]:
        return {"site": site, "moment": moment(), "this_page_at": this_page_at}

    app.context_processor(for_every_page)
    app.jinja_env.globals.update(
        names=names,
        to=links.to,
        page=links.page,
        anchor=words.anchor,
        counted=words.counted,
        data_formats=DATA_FORMATS,
        validity=lambda since, until: words.validity_in_words(since, until, moment()),
    )
    app.jinja_env.filters.update(day=words.day_in_words, marked=words.marked, capital=words.capital, small=words.small)
