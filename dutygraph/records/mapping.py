"""Turn a record into RDF by `context.jsonld`, without a network and with a JSON pointer on every node.

Only keys that the context names are mapped. The input cannot bring a context of its own, name a node or add a property of
another vocabulary: node names are made here, and every key that is not in the context is left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dutygraph import names
from dutygraph.records.days import london_day
from dutygraph.records.ocds import Part, escaped

if TYPE_CHECKING:
    from rdflib import Graph

OCDS = names.DEF + "ocds/"
XSD = "http://www.w3.org/2001/XMLSchema#"
CLASSES: Mapping[str, tuple[str, ...]] = {
    "planning": ("Planning",),
    "tender": ("Tender",),
    "awards": ("Award",),
    "contracts": ("Contract", "SignedContract"),
    "implementation": ("Implementation",),
    "lots": ("Lot", "ProcurementLot"),
    "parties": ("Organization",),
    "buyer": ("Organization",),
    "suppliers": ("Organization",),
    "documents": ("Document",),
    "amendments": ("Amendment",),
    "proposedAmendments": ("Amendment",),
    "performanceFailures": ("PerformanceFailure",),
    "agreedMetrics": ("Metric",),
    "metrics": ("Metric",),
    "value": ("Value",),
    "period": ("Period",),
    "tenderPeriod": ("Period",),
    "contractPeriod": ("Period",),
    "standstillPeriod": ("Period",),
}


def node(number: int, pointer: str) -> str:
    """Return the name of the node that stands at a pointer of the record with that number in this run.

    >>> node(3, "/tender/lots/0")
    'urn:dutygraph:record:3#/tender/lots/0'
    """
    return f"urn:dutygraph:record:{number}#{pointer}"


class RecordMapping:
    """The mapping of records; holds the context so that it is read once for many records.

    >>> graph = RecordMapping().graph(Part({"ocid": "ocds-x-1", "tender": {"title": "A lift"}}, ""), 1)
    >>> sorted(str(title) for title in graph.objects(predicate=None) if str(title) == "A lift")
    ['A lift']
    """

    def __init__(self) -> None:
        text = (files("dutygraph.records") / "context.jsonld").read_text(encoding="utf-8")
        self.context: dict[str, Any] = json.loads(text)["@context"]
        self._types = {key: term.get("@type") for key, term in self.context.items() if isinstance(term, dict)}

    def graph(self, release: Part, number: int) -> Graph:
        """Return a release as RDF. Node names carry `number`, so that the graphs of several records can be merged."""
        from rdflib import Graph
        from rdflib.plugins.parsers.jsonld import to_rdf

        document = self._object(release.value if isinstance(release.value, dict) else {}, release.pointer, number)
        document["@type"] = ["Release"]
        graph = Graph(bind_namespaces="none")
        to_rdf(
            document, graph, context_data=self.context
        )  # Graph.parse takes a detour that is deprecated in rdflib 7.6
        return graph

    def _object(self, value: dict[str, Any], pointer: str, number: int) -> dict[str, Any]:
        mapped: dict[str, Any] = {"@id": node(number, pointer), "pointer": pointer}
        for key, child in value.items():
            if key in self.context and not key.startswith("@") and key != "pointer":
                below = self._value(key, child, f"{pointer}/{escaped(key)}", number)
                if below not in (None, []):
                    mapped[key] = below
        return mapped

    def _value(self, key: str, value: Any, pointer: str, number: int) -> Any:
        if isinstance(value, dict):
            mapped = self._object(value, pointer, number)
            if key in CLASSES:
                mapped["@type"] = list(CLASSES[key])
            return mapped
        if isinstance(value, list):
            members = [self._value(key, child, f"{pointer}/{place}", number) for place, child in enumerate(value)]
            flat = [below for member in members for below in (member if isinstance(member, list) else [member])]
            return [member for member in flat if member is not None]
        return self._literal(key, value)

    def _literal(self, key: str, value: Any) -> dict[str, Any] | None:
        """Type a value only where it is what its key promises; a date that does not parse stays a text."""
        kind = self._types.get(key)
        if isinstance(value, bool):
            return {"@value": "true" if value else "false", "@type": XSD + "boolean"}
        if isinstance(value, int | Decimal):
            number = Part(value, "").number
            return None if number is None else {"@value": f"{number:f}", "@type": XSD + "decimal"}
        if not isinstance(value, str):
            return None
        if kind == "xsd:dateTime" and london_day(value) is not None:
            text = value.strip()
            if len(text) == 10:
                return {"@value": text, "@type": XSD + "date"}
            return {"@value": datetime.fromisoformat(text).isoformat(), "@type": XSD + "dateTime"}
        return {"@value": value}
