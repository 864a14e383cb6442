"""The store seam: where questions are sent. `LocalStore` is embedded, `RemoteStore` is any SPARQL 1.1 endpoint.

A cell of a select is the text of an IRI or literal, or None where the variable is unbound.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from dutygraph.errors import BadRequest, DatasetMissing, StoreUnreachable

Cell = str | None
Row = tuple[Cell, ...]
RESULT_FORMATS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPH_FORMATS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdfxml",
}


class Store(Protocol):
    """What every store can do. Queries see the union of all named graphs as the default graph."""

    def select(self, query: str) -> list[Row]:
        """Return the rows of a SELECT, cells in the order of its variables."""

    def ask(self, query: str) -> bool:
        """Return the verdict of an ASK."""

    def construct(self, query: str) -> str:
        """Return the triples of a CONSTRUCT or DESCRIBE as N-Triples."""

    def answer(self, query: str, media_type: str) -> bytes:
        """Return the answer to any query, written as `media_type`."""

    def close(self) -> None:
        """Let go of whatever the store holds."""


class LocalStore:
    """An embedded Oxigraph store, filled from a built dataset.

    >>> store = LocalStore.of_text('<http://a> <http://b> "c" <http://g> .')
    >>> store.select("SELECT ?o WHERE { ?s ?p ?o }")
    [('c',)]
    """

    def __init__(self) -> None:
        import pyoxigraph

        self._ox = pyoxigraph
        self._store = pyoxigraph.Store()

    @classmethod
    def of_file(cls, path: Path) -> LocalStore:
        """Load `dutygraph.nq`; DatasetMissing says how to make it where it is not there."""
        if not path.is_file():
            raise DatasetMissing(f"There is no dataset at {path}. Make it with: dutygraph build")
        store = cls()
        try:
            store._store.bulk_load(path=str(path), format=store._ox.RdfFormat.N_QUADS)
        except (SyntaxError, OSError) as error:
            raise DatasetMissing(
                f"The dataset at {path} cannot be read ({error}). Make it again with: dutygraph build"
            ) from error
        return store

    @classmethod
    def of_text(cls, nquads: str) -> LocalStore:
        """Load N-Quads from a text."""
        store = cls()
        store._store.bulk_load(nquads.encode(), format=store._ox.RdfFormat.N_QUADS)
        return store

    def _query(self, query: str) -> Any:
        try:
            return self._store.query(query, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise BadRequest(f"The query is not valid SPARQL: {error}") from error

    def select(self, query: str) -> list[Row]:
        return [tuple(None if term is None else term.value for term in row) for row in self._query(query)]

    def ask(self, query: str) -> bool:
        return bool(self._query(query))

    def construct(self, query: str) -> str:
        written: bytes = self._query(query).serialize(format=self._ox.RdfFormat.N_TRIPLES)
        return written.decode()

    def answer(self, query: str, media_type: str) -> bytes:
        result = self._query(query)
        is_graph = isinstance(result, self._ox.QueryTriples)
        if media_type not in (GRAPH_FORMATS if is_graph else RESULT_FORMATS):
            kind = "A CONSTRUCT or DESCRIBE" if is_graph else "A SELECT or ASK"
            allowed = ", ".join(GRAPH_FORMATS if is_graph else RESULT_FORMATS)
            raise BadRequest(f"{kind} is answered as {allowed}, not {media_type}.")
        formats: Any = self._ox.RdfFormat if is_graph else self._ox.QueryResultsFormat
        written: bytes = result.serialize(format=formats.from_media_type(media_type))
        return written

    def close(self) -> None:
        self._store = self._ox.Store()


class RemoteStore:
    """A SPARQL 1.1 endpoint, reached through SPARQLWrapper. `timeout` is in seconds for each read of the socket."""

    def __init__(self, endpoint: str, timeout: int = 30):
        self._endpoint = endpoint
        self._timeout = timeout

    def _send(self, query: str, media_type: str) -> bytes:
        from SPARQLWrapper import POST, SPARQLExceptions, SPARQLWrapper

        client = SPARQLWrapper(self._endpoint)
        client.setTimeout(self._timeout)
        client.setMethod(POST)
        client.setQuery(query)
        client.setOnlyConneg(True)
        client.addCustomHttpHeader("Accept", media_type)
        try:
            return bytes(client.query().response.read())
        except SPARQLExceptions.QueryBadFormed as error:
            raise BadRequest(f"The query is not valid SPARQL: {error}") from error
        except (SPARQLExceptions.SPARQLWrapperException, OSError) as error:
            raise StoreUnreachable(f"The endpoint {self._endpoint} did not answer: {error}") from error

    def _results(self, query: str) -> Any:
        import pyoxigraph

        body = self._send(query, "application/sparql-results+json")
        try:
            return pyoxigraph.parse_query_results(body, format=pyoxigraph.QueryResultsFormat.JSON)
        except SyntaxError as error:
            raise StoreUnreachable(
                f"The endpoint {self._endpoint} sent something that is not a result: {error}"
            ) from error

    def select(self, query: str) -> list[Row]:
        return [tuple(None if term is None else term.value for term in row) for row in self._results(query)]

    def ask(self, query: str) -> bool:
        return bool(self._results(query))

    def construct(self, query: str) -> str:
        return self._send(query, "application/n-triples").decode()

    def answer(self, query: str, media_type: str) -> bytes:
        return self._send(query, media_type)

    def close(self) -> None:
        return None
