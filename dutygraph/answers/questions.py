"""The `.rq` files: find one by name and put parameters into its empty VALUES."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from dutygraph.errors import BadRequest

_UNSAFE_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


@cache
def question(name: str) -> str:
    """Return the text of `queries/<name>.rq`."""
    return (files("dutygraph.answers") / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def fill(query: str, **parameters: Iterable[str] | None) -> str:
    """Fill each `VALUES ?name { }` with terms in SPARQL form.

    None takes the VALUES out, so that anything matches, and with it the lines marked `# with ?name`.

    >>> fill("SELECT * { VALUES ?x { } ?x ?p ?o }", x=[iri("https://a.example/")])
    'SELECT * { VALUES ?x { <https://a.example/> } ?x ?p ?o }'
    """
    for name, values in parameters.items():
        empty = f"VALUES ?{name} {{ }}"
        if query.count(empty) != 1:
            raise ValueError(f"the query has no single {empty}")
        query = query.replace(empty, "" if values is None else f"VALUES ?{name} {{ {' '.join(values)} }}")
        if values is None and f"# with ?{name}" in query:
            query = "\n".join(line for line in query.splitlines() if not line.endswith(f"# with ?{name}"))
    return query


def iri(address: str) -> str:
    """Write an IRI for a query; BadRequest where it holds a character that no IRI has."""
    if _UNSAFE_IN_IRI.search(address):
        raise BadRequest(f"{address!r} is not a valid identifier.")
    return f"<{address}>"


def text(value: str) -> str:
    """Write a plain string for a query."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def day(value: str) -> str:
    """Write a date for a query. The value has been parsed before."""
    return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#date>'
