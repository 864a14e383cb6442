"""Run every check on a built dataset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dutygraph.checks.findings import Finding
from dutygraph.checks.ledger import check_ledger
from dutygraph.checks.reasoning import check_consistency
from dutygraph.checks.rules import check_rules, read_rules
from dutygraph.checks.shapes import check_shapes
from dutygraph.checks.situations import check_situations
from dutygraph.errors import CheckUnavailable, DatasetMissing


@dataclass
class CheckReport:
    """What was found, which checks ran, and why one could not."""

    findings: list[Finding] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    unavailable: str = ""


def check_dataset(
    dataset: Path, ontology: Path, shapes: Path, content: Path, progress: Callable[[str], None] = lambda step: None
) -> CheckReport:
    """Run shapes, rules, the id ledger and OWL consistency; a check that cannot run is named in the report."""
    import pyoxigraph
    from rdflib import Dataset, Graph

    if not dataset.is_file():
        raise DatasetMissing(f"There is no dataset at {dataset}. Make it with: dutygraph build")
    report = CheckReport()
    progress("Loading the dataset")
    store = pyoxigraph.Store()
    store.bulk_load(path=str(dataset), format=pyoxigraph.RdfFormat.N_QUADS)
    quads = Dataset(default_union=True)
    quads.parse(dataset, format="nquads")
    graph = Graph()
    for subject, predicate, value, _ in quads.quads():
        graph.add((subject, predicate, value))

    progress("Content shapes (pySHACL)")
    report.findings += check_shapes(graph, shapes / "content")
    report.ran.append("content shapes")
    rules = read_rules(shapes / "rules")
    progress(f"{len(rules)} rules")
    report.findings += check_rules(store, rules)
    report.ran.append(f"{len(rules)} rules, SKOS integrity among them")
    progress("Published identifiers")
    report.findings += check_ledger(store, content / "ids.csv")
    report.ran.append("identifier ledger")
    progress("OWL consistency (HermiT)")
    try:
        report.findings += check_consistency(graph, ontology)
        report.ran.append("OWL consistency")
        progress("Situations as OWL classes (HermiT)")
        report.findings += check_situations(store)
        report.ran.append("situations that never hold, always hold or equal another")
    except CheckUnavailable as error:
        report.unavailable = str(error)
    report.findings.sort()
    return report
