"""Collect statements about one thing at a time into named graphs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rdflib import Dataset, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from dutygraph import names

DG = Namespace(names.DEF)
ELI = Namespace("http://data.europa.eu/eli/ontology#")

__all__ = ["DCTERMS", "DG", "ELI", "PROV", "RDF", "RDFS", "SKOS", "XSD", "Statements", "english"]


def english(text: str) -> Literal:
    """Return a text of ours as an English literal, on one line."""
    return Literal(" ".join(text.split()), lang="en")


class Statements:
    """A dataset under construction; `say` adds to the graph named at the start.

    >>> statements = Statements()
    >>> statements.say("https://w3id.org/dutygraph/graph/x", "https://w3id.org/dutygraph/id/a", RDFS.label, "A")
    >>> len(statements.dataset)
    1
    """

    def __init__(self) -> None:
        self.dataset = Dataset()

    def say(
        self, graph: str, subject: str, predicate: URIRef, *values: Node | str | int | date | Decimal | None
    ) -> None:
        """State `subject predicate value` for each value that is not None.

        A str that begins with http is an IRI, any other str a plain string; dates and numbers are typed.
        """
        for value in values:
            if value is not None:
                self.dataset.add((URIRef(subject), predicate, _term(value), URIRef(graph)))  # type: ignore[arg-type]

    def concept(self, graph: str, scheme: str, code: str, kind: URIRef, label: str) -> str:
        """State a member of one of our vocabularies and return its IRI."""
        iri, scheme_iri = names.concept(scheme, code), names.thing("scheme", scheme)
        self.say(graph, scheme_iri, RDF.type, SKOS.ConceptScheme)
        self.say(graph, scheme_iri, SKOS.prefLabel, english(scheme.replace("-", " ")))
        self.say(graph, iri, RDF.type, SKOS.Concept, kind)
        self.say(graph, iri, SKOS.prefLabel, english(label))
        self.say(graph, iri, SKOS.inScheme, scheme_iri)
        return iri

    def lines(self) -> list[str]:
        """Return the dataset as sorted N-Quads lines."""
        text: str = self.dataset.serialize(format="nquads")
        return sorted(line for line in text.splitlines() if line)


def _term(value: Node | str | int | date | Decimal) -> Node:
    if isinstance(value, Node):
        return value
    if isinstance(value, str):
        return URIRef(value) if value.startswith(("http://", "https://")) else Literal(value)
    if isinstance(value, Decimal):
        return Literal(f"{value:f}", datatype=XSD.decimal)
    return Literal(value)
