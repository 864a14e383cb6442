"""Write N-Triples of the store in the formats that machines ask for, and read single values out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from dutygraph import names
from dutygraph.errors import BadRequest
from webapp.negotiation import choose

if TYPE_CHECKING:
    from rdflib import Graph

HTML = "text/html"
DATA_FORMATS = {
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
}
_PREFIXES = {
    "dg": names.DEF,
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def requested_media_type() -> str | None:
    """Return how this request wants a thing: by `format` where it is given, else by Accept; None where nothing fits.

    Raises BadRequest for an unknown `format`, naming the known ones.
    """
    formats = {"html": HTML, **DATA_FORMATS}
    wanted = request.args.get("format")
    if wanted is None:
        return choose(request.headers.get("Accept"), list(formats.values()))
    if wanted not in formats:
        raise BadRequest(f'There is no format "{wanted}". Write one of: {", ".join(formats)}.')
    return formats[wanted]


def data_response(triples: str, media_type: str) -> Response:
    """Answer with N-Triples written as one of the data formats."""
    if media_type == DATA_FORMATS["ntriples"]:
        body = triples
    elif media_type == DATA_FORMATS["jsonld"]:
        body = graph_of(triples).serialize(format="json-ld", context=_PREFIXES, sort_keys=True, indent=2) + "\n"
    else:
        body = graph_of(triples).serialize(format="turtle")
    response = Response(body, mimetype=media_type)
    if media_type.startswith("text/"):
        response.headers["Content-Type"] = f"{media_type}; charset=utf-8"
    return response


def graph_of(triples: str) -> Graph:
    """Read N-Triples into an rdflib graph with our prefixes."""
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph.parse(data=triples, format="nt")


def values(triples: str, subject: str, prop: str) -> list[str]:
    """Return the texts or IRIs that N-Triples give for one property of one subject.

    >>> values('<http://a> <http://b> "c"@en .', "http://a", "http://b")
    ['c']
    """
    from rdflib import URIRef

    return sorted(str(value) for value in graph_of(triples).objects(URIRef(subject), URIRef(prop)))
