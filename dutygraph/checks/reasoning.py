"""Ask the HermiT reasoner, through owlready2, whether the dataset contradicts the axioms."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from rdflib import OWL, RDF, BNode, Graph, URIRef
from rdflib.collection import Collection

from dutygraph import names
from dutygraph.checks.findings import Finding
from dutygraph.errors import CheckUnavailable

CODE = URIRef(names.DEF + "Code")


def check_consistency(graph: Graph, ontology: Path) -> list[Finding]:
    """Return one finding where the dataset and `axioms.ttl` cannot both be true, else none.

    Only links between things matter to the axioms, so texts, dates and labels are left out. Members of code lists are
    taken to differ from one another. Raises CheckUnavailable where there is no Java to run HermiT.
    """
    if shutil.which("java") is None:
        raise CheckUnavailable(
            "The OWL check needs Java, which was not found. Install a Java runtime (on Debian: default-jre-headless) "
            "and run the check again; all other checks were run."
        )
    import owlready2

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reasoning.nt"
        _reasoning_graph(graph, ontology).serialize(path, format="nt", encoding="utf-8")
        world = owlready2.World()
        try:
            loaded = world.get_ontology(path.as_uri()).load()
            with loaded:
                owlready2.sync_reasoner_hermit(world, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return [Finding("owl-inconsistent", names.DEF, _explain(graph))]
        finally:
            world.close()
    return []


def _reasoning_graph(graph: Graph, ontology: Path) -> Graph:
    result = Graph()
    for name in ("core.ttl", "axioms.ttl"):
        result.parse(ontology / name)
    for prop in set(result.subjects(RDF.type, OWL.DatatypeProperty)):
        result.remove((prop, None, None))
    ours = names.DEF
    for subject, predicate, value in graph:
        if not isinstance(value, URIRef) or not str(subject).startswith(names.ID):
            continue
        if str(predicate).startswith(ours) or (predicate == RDF.type and str(value).startswith(ours)):
            result.add((subject, predicate, value))
    different = BNode()
    members = sorted(set(graph.subjects(RDF.type, CODE)), key=str)
    if len(members) > 1:
        result.add((different, RDF.type, OWL.AllDifferent))
        head = BNode()
        Collection(result, head, list(members))
        result.add((different, OWL.distinctMembers, head))
    result.remove((None, OWL.imports, None))
    return result


def _explain(graph: Graph) -> str:
    """Name things of two kinds at once, the usual cause."""
    kinds: dict[str, set[str]] = {}
    for subject, value in graph.subject_objects(RDF.type):
        if str(value).startswith(names.DEF):
            kinds.setdefault(str(subject), set()).add(str(value).removeprefix(names.DEF))
    two = [f"{thing} is {' and '.join(sorted(k))}" for thing, k in sorted(kinds.items()) if len(k - {"Norm"}) > 1]
    cause = "; ".join(two[:3]) if two else "a norm's kind and force, or two values of a property that takes one"
    return f"the dataset contradicts ontology/axioms.ttl. Look at: {cause}."
