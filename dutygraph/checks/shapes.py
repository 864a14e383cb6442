"""Hold the dataset against the content shapes, with pySHACL."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph
from rdflib.namespace import RDF, SH

from dutygraph.checks.findings import Finding


def check_shapes(graph: Graph, shapes: Path) -> list[Finding]:
    """Return a finding for every result of every shape in `shapes/*.ttl`; `graph` is the union of the named graphs."""
    import pyshacl

    shapes_graph = Graph()
    for path in sorted(shapes.glob("*.ttl")):
        shapes_graph.parse(path)
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes_graph, inference="none", advanced=False, meta_shacl=False)
    findings = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, message = report.value(result, SH.focusNode), report.value(result, SH.resultMessage)
        path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
        where = f"{path}: " if path is not None else ""
        what = f" (found {value})" if value is not None and value != focus else ""
        findings.append(Finding("shape", str(focus), f"{where}{message}{what}"))
    return sorted(findings)
