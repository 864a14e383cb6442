"""Write the dataset and its manifest: the wall between what we write and what we answer."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rdflib import RDF, Graph, URIRef

import dutygraph
from dutygraph import names
from dutygraph.content.read import read_corpus
from dutygraph.content.records import Corpus
from dutygraph.graph.documents import state_documents
from dutygraph.graph.relations import state_relations, state_trade_offs
from dutygraph.graph.statements import DG, Statements
from dutygraph.graph.vocabulary import state_vocabularies

ONTOLOGY_FILES = ("core.ttl", "alignments.ttl")
COUNTED = (
    "Document",
    "Edition",
    "Provision",
    "Norm",
    "Application",
    "Term",
    "Sense",
    "SenseRelation",
    "Finding",
    "Situation",
    "Action",
)


def build(
    content: Path, ontology: Path, out: Path, progress: Callable[[str], None] = lambda step: None
) -> dict[str, Any]:
    """Read content and ontology and write `out/dutygraph.nq` and `out/manifest.json`; return the manifest.

    The same input gives the same bytes. Nothing is written when the content has faults (ContentFaults).
    """
    progress("Reading content")
    corpus = read_corpus(content, ontology / "codes")
    progress("Stating the graph")
    statements = state(corpus, ontology)
    progress("Writing the dataset")
    lines = statements.lines()
    text = "\n".join(lines) + "\n"
    manifest = {
        "dataset": "dutygraph.nq",
        "version": dutygraph.__version__,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "quads": len(lines),
        "counts": _counts(statements),
        "graphs": sorted({str(context.identifier) for context in statements.dataset.graphs() if len(context)}),
    }
    out.mkdir(parents=True, exist_ok=True)
    write_whole(out / "dutygraph.nq", text)
    write_whole(out / "manifest.json", json.dumps(manifest, indent=2, sort_keys=True) + "\n")
    return manifest


def state(corpus: Corpus, ontology: Path) -> Statements:
    """Return everything that the corpus and the ontology state."""
    statements = Statements()
    for name in ONTOLOGY_FILES:
        for subject, predicate, value in Graph().parse(ontology / name):
            statements.say(names.ontology_graph(), str(subject), URIRef(str(predicate)), value)
    state_vocabularies(statements, corpus)
    state_documents(statements, corpus)
    state_relations(statements, corpus)
    state_trade_offs(statements, corpus)
    return statements


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new one and never a part."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _counts(statements: Statements) -> dict[str, int]:
    found: dict[str, set[str]] = {name: set() for name in COUNTED}
    for name in COUNTED:
        for subject, _, _, _ in statements.dataset.quads((None, RDF.type, DG[name], None)):
            found[name].add(str(subject))
    return {_plural(name): len(subjects) for name, subjects in found.items()}


def _plural(name: str) -> str:
    """Return how the manifest names a class: small words joined by hyphens, in the plural.

    >>> _plural("SenseRelation")
    'sense-relations'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower() + "s"
