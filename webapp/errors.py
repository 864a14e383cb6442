"""Turn every error into one shape: a page for people, problem details or text for machines."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Flask, Response, current_app, g, render_template, request
from werkzeug.exceptions import HTTPException

from dutygraph.errors import BadRequest, DatasetMissing, DutyGraphError, NotFound, StoreUnreachable
from webapp.config import Config
from webapp.days import Moment
from webapp.negotiation import choose

PROBLEM = "application/problem+json"
_STATUS: tuple[tuple[type[DutyGraphError], int], ...] = (
    (BadRequest, 400),
    (NotFound, 404),
    (StoreUnreachable, 502),
    (DatasetMissing, 503),
)
_TITLES = {
    400: "This request cannot be understood",
    404: "There is no such page",
    405: "This page does not take that method",
    406: "Nothing here fits the Accept header",
    413: "This is too large",
    415: "This kind of content is not taken here",
    500: "Something went wrong on our side",
    502: "The data cannot be reached",
    503: "This cannot be answered now",
}
_DETAILS = {
    400: "The address or the form holds something that cannot be read.",
    404: "Nothing stands at this address. Look for it by its name instead.",
    405: "Pages are read with GET. Only /sparql takes POST.",
    413: "The request is larger than this site takes.",
    500: "The fault is written down. Please try again later.",
}


def register_errors(app: Flask, config: Config) -> None:
    """Answer every error of this app in one shape."""

    def of_ours(error: DutyGraphError) -> Response:
        status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
        if status >= 500:
            current_app.logger.error("%s", error)
        return error_response(status, str(error) if status < 500 else "", config)

    def of_http(error: HTTPException) -> Response:
        status = error.code or 500
        response = error_response(status, _DETAILS.get(status, error.description or ""), config)
        for name, value in error.get_headers():
            if name.lower() not in ("content-type", "content-length"):
                response.headers[name] = value
        return response

    def of_nobody(error: Exception) -> Response:
        current_app.logger.exception("unexpected error")
        return error_response(500, "", config)

    app.register_error_handler(DutyGraphError, of_ours)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, of_nobody)


def error_response(status: int, detail: str, config: Config) -> Response:
    """Answer with a status and what is wrong, in the form that the Accept header likes best."""
    title = _TITLES.get(status, HTTPStatus(status).phrase)
    detail = detail or _DETAILS.get(status, "")
    if "moment" not in g:
        g.moment = Moment(config.today(), config.today())
    offered = ["text/html", PROBLEM, "application/json", "text/plain"]
    if request.path == "/sparql":
        offered = [*offered[1:], offered[0]]
    chosen = choose(request.headers.get("Accept"), offered) or PROBLEM
    if chosen == "text/html":
        body = render_template("errors/error.html", status=status, heading=title, detail=detail)
    elif chosen == "text/plain":
        body = f"{status} {title}\n{detail}\n"
    else:
        body = json.dumps({"type": "about:blank", "title": title, "status": status, "detail": detail}) + "\n"
    response = Response(body, status=status, content_type=f"{chosen}; charset=utf-8")
    response.vary.add("Accept")
    return response
