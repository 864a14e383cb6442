"""The SPARQL endpoint: SPARQL 1.1 Protocol, read only, with a form for people."""

from __future__ import annotations

import json
from typing import Any

from flask import make_response, render_template, request
from werkzeug import Response
from werkzeug.exceptions import ServiceUnavailable, UnsupportedMediaType

from dutygraph.answers.sparql import query_kind, sparql
from dutygraph.answers.store import GRAPH_FORMATS, RESULT_FORMATS
from dutygraph.errors import BadRequest, QueryRefused
from webapp.errors import error_response
from webapp.negotiation import choose
from webapp.pages.sparql_examples import EXAMPLES
from webapp.site import Site

_HTML = "text/html"
_PATIENCE = 1.0
_READ_ONLY = "This endpoint is read only: updates are refused."
_ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/plain": "application/n-triples",
}


def sparql_page(site: Site) -> Response:
    """Answer a query, or show the form where none is given."""
    query = _query_of_request()
    if query is None:
        if choose(request.headers.get("Accept"), [_HTML]) is None:
            raise BadRequest("No query was given. Send one as the parameter query.")
        return _varied(make_response(_form("", None)))
    wanted = request.values.get("format")
    if not site.running_queries.acquire(timeout=_PATIENCE):
        raise ServiceUnavailable("Other queries are still running. Please try again later.")
    try:
        return _varied(_answer(site, query, wanted))
    except (BadRequest, ValueError) as error:
        # A query with an escape that is no character makes the parser raise ValueError.
        detail = str(error) if isinstance(error, BadRequest) else f"The query is not valid SPARQL: {error}"
        if _wants_page(wanted):
            return _varied(make_response(_form(query, None, error=detail), 400))
        raise BadRequest(detail) from error
    finally:
        site.running_queries.release()


def _query_of_request() -> str | None:
    """Return the query as the protocol sends it: in the address, in a form, or as the body itself."""
    parameters = request.args
    if request.method == "POST":
        kind = request.mimetype
        if kind == "application/sparql-update":
            raise QueryRefused(_READ_ONLY)
        if kind == "application/sparql-query":
            _refuse_graphs(request.args.to_dict(flat=False))
            try:
                return request.get_data().decode("utf-8")
            except UnicodeDecodeError as error:
                raise BadRequest("The query is not UTF-8 text.") from error
        if kind != "application/x-www-form-urlencoded":
            raise UnsupportedMediaType(
                "Send the query as application/x-www-form-urlencoded or application/sparql-query."
            )
        parameters = request.form
    given = parameters.to_dict(flat=False)
    if "update" in given or "update" in request.args:
        raise QueryRefused(_READ_ONLY)
    _refuse_graphs(given)
    queries = given.get("query", [])
    if len(queries) > 1:
        raise BadRequest("More than one query was given. Send one at a time.")
    if request.method == "POST" and not queries:
        raise BadRequest("No query was given. Send one as the parameter query.")
    return queries[0] if queries else None


def _refuse_graphs(given: dict[str, list[str]]) -> None:
    if "default-graph-uri" in given or "named-graph-uri" in given:
        raise QueryRefused(
            "default-graph-uri and named-graph-uri are refused: use GRAPH in the query to choose a graph."
        )


def _answer(site: Site, query: str, wanted: str | None) -> Response:
    if not query.strip():
        raise BadRequest("The query is empty.")
    kind = query_kind(query)
    formats = GRAPH_FORMATS if kind in ("construct", "describe") else RESULT_FORMATS
    chosen = _media_type(formats, wanted)
    if chosen is None:
        return error_response(406, f"The answer to this query is one of {', '.join(formats)}.", site.config)
    if chosen == _HTML:
        return make_response(_form(query, _result(site, query, formats is GRAPH_FORMATS)))
    body, _ = sparql(site.store, query, _ALIASES.get(chosen, chosen))
    response = Response(body, mimetype=chosen)
    if chosen.startswith("text/"):
        response.headers["Content-Type"] = f"{chosen}; charset=utf-8"
    return response


def _media_type(formats: dict[str, str], wanted: str | None) -> str | None:
    """Return the media type to answer with: by `format` where it is given, else by Accept; None where nothing fits."""
    if wanted:
        by_name = {name: media_type for media_type, name in formats.items()} | {"html": _HTML}
        if wanted not in by_name:
            raise BadRequest(f'This query has no answer in the format "{wanted}". Write one of: {", ".join(by_name)}.')
        return by_name[wanted]
    aliases = [alias for alias, media_type in _ALIASES.items() if media_type in formats]
    return choose(request.headers.get("Accept"), [*formats, *aliases, _HTML])


def _wants_page(wanted: str | None) -> bool:
    if wanted:
        return wanted == "html"
    return choose(request.headers.get("Accept"), [*RESULT_FORMATS, *GRAPH_FORMATS, *_ALIASES, _HTML]) == _HTML


def _result(site: Site, query: str, is_graph: bool) -> dict[str, Any]:
    """Return a result for the page: a verdict, a table cut to size, or text."""
    if is_graph:
        body, _ = sparql(site.store, query, "text/turtle")
        return {"text": body.decode()}
    body, _ = sparql(site.store, query, "application/sparql-results+json")
    answer = json.loads(body)
    if "boolean" in answer:
        return {"verdict": answer["boolean"]}
    rows = answer["results"]["bindings"]
    return {"columns": answer["head"]["vars"], "rows": rows[: site.config.table_rows], "number": len(rows)}


def _form(query: str, result: dict[str, Any] | None, error: str = "") -> str:
    return render_template("sparql/form.html", query=query, result=result, error=error, examples=EXAMPLES)


def _varied(response: Response) -> Response:
    response.vary.add("Accept")
    return response
