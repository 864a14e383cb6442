"""Answer a stranger's SPARQL query: read only, nothing fetched from elsewhere.

A query is parsed by rdflib before the store sees it, so that SERVICE and FROM are found in the syntax tree and not by
looking for words, which also stand in strings and comments.
"""

from __future__ import annotations

from typing import Any

from dutygraph.answers.store import GRAPH_FORMATS, RESULT_FORMATS, Store
from dutygraph.errors import BadRequest, QueryRefused

QUERY_LIMIT = 20_000


def query_kind(query: str) -> str:
    """Return select, ask, construct or describe for a query that may be answered.

    Raises QueryRefused for an update, SERVICE, FROM or a query of over 20,000 characters; BadRequest for bad syntax.

    >>> query_kind("ASK { ?s ?p ?o }")
    'ask'
    """
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    if len(query) > QUERY_LIMIT:
        raise QueryRefused(f"The query has {len(query):,} characters; at most {QUERY_LIMIT:,} are answered.")
    if not query.strip():
        raise BadRequest("The query is empty at line 1. Write a SELECT, ASK, CONSTRUCT or DESCRIBE.")
    try:
        parsed = parseQuery(query)
    except ParseBaseException as error:
        try:
            parseUpdate(query)
        except Exception:
            raise BadRequest(
                f"The query is not valid SPARQL at line {error.lineno}, column {error.column}: {error.msg}"
            ) from error
        raise QueryRefused("This endpoint is read only: updates are refused.") from error
    except ValueError as error:
        raise BadRequest(f"The query is not valid SPARQL at line 1: {error}.") from error
    except RecursionError as error:
        raise QueryRefused("The query is nested too deeply.") from error
    tree = parsed[1]
    found = set(_parts(tree))
    if "ServiceGraphPattern" in found:
        raise QueryRefused("SERVICE is refused: this endpoint never calls another one.")
    if "DatasetClause" in found:
        raise QueryRefused(
            "FROM and FROM NAMED are refused: all graphs are in the default graph; use GRAPH to choose one."
        )
    return str(tree.name).removesuffix("Query").lower()


def sparql(store: Store, query: str, media_type: str | None = None) -> tuple[bytes, str]:
    """Answer a query as `media_type`, or in the first format that fits its kind; return the body and its media type."""
    kind = query_kind(query)
    formats = GRAPH_FORMATS if kind in ("construct", "describe") else RESULT_FORMATS
    chosen = media_type or next(iter(formats))
    if chosen not in formats:
        raise BadRequest(f"The answer to this query is one of {', '.join(formats)}, not {chosen}.")
    return store.answer(query, chosen), chosen


def _parts(node: Any) -> list[str]:
    """Name every kind of node in rdflib's syntax tree."""
    found: list[str] = []
    queue = [node]
    while queue:
        current = queue.pop()
        name = getattr(current, "name", None)
        if isinstance(name, str):
            found.append(name)
        if isinstance(current, dict):
            queue += current.values()
        elif isinstance(current, (list, tuple)) or hasattr(current, "asList"):
            queue += list(current)
    return found
