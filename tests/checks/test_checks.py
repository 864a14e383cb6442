"""Each check finds what it is for, and finds nothing in a sound world."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Graph

from dutygraph import names, places
from dutygraph.checks.ledger import COLUMNS, check_ledger, publish
from dutygraph.checks.reasoning import check_consistency
from dutygraph.checks.rules import check_rules, read_rules
from dutygraph.checks.run import check_dataset
from dutygraph.checks.shapes import check_shapes
from dutygraph.errors import CheckUnavailable, DutyGraphError

RULES = places.shapes() / "rules"
needs_java = pytest.mark.skipif(
    shutil.which("java") is None and os.environ.get("CI") != "true", reason="HermiT needs Java, which is not installed"
)


def union(*turtle: str, dataset: Path | None = None) -> Graph:
    """Return the triples of a dataset, with some more."""
    graph = Graph()
    if dataset is not None:
        store = pyoxigraph.Store()
        store.bulk_load(path=str(dataset), format=pyoxigraph.RdfFormat.N_QUADS)
        triples = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", use_default_graph_as_union=True)
        assert isinstance(triples, pyoxigraph.QueryTriples)
        graph.parse(data=triples.serialize(format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt")
    for text in turtle:
        graph.parse(data=PREFIXES + text, format="turtle")
    return graph


PREFIXES = """
@prefix dg: <https://w3id.org/dutygraph/def/> .
@prefix id: <https://w3id.org/dutygraph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

PLANTED = {
    "concept-is-a-scheme": "id:a a skos:Concept, skos:ConceptScheme .",
    "label-in-two-roles": 'id:a skos:prefLabel "x"@en ; skos:altLabel "x"@en .',
    "two-preferred-labels": 'id:a skos:prefLabel "x"@en, "y"@en .',
    "related-and-broader": "id:a skos:related id:b ; skos:broader id:c . id:c skos:broader id:b .",
    "collection-is-a-concept": "id:a a skos:Collection, skos:Concept .",
    "exact-and-looser-match": "id:a skos:exactMatch id:b ; skos:relatedMatch id:b .",
    "broader-cycle": "id:a skos:broader id:b . id:b skos:broader id:a .",
    "shared-label": 'id:a a dg:Term ; skos:prefLabel "Worth"@en . id:b a dg:Term ; skos:altLabel "worth"@en .',
    "dangling-link": "id:a dg:about <https://w3id.org/dutygraph/id/term/nowhere> .",
    "must-without-evidence": (
        "id:a dg:hasApplication id:b . id:b dg:bearer <https://w3id.org/dutygraph/id/role/local-authority> ; "
        "dg:force <https://w3id.org/dutygraph/id/force/must> ."
    ),
    "norm-before-provision": (
        'id:a a dg:Norm ; dg:statedBy id:p ; dg:validFrom "2019-01-01"^^xsd:date . '
        'id:p dg:locator "s. 1" ; dg:validFrom "2020-01-01"^^xsd:date .'
    ),
    "unused-word": "id:a a dg:Term .",
    "unused-situation": "id:a a dg:Situation .",
    "unused-act": "id:a a dg:Action .",
    "unenforced-duty": "id:a a dg:Obligation .",
    "silent-provision": "id:a a dg:Provision .",
    "orphan-term": "id:a a dg:Term .",
    "undefined-concept": "id:a a dg:Term .",
    "compared-without-meaning": (
        "id:a dg:oneSense id:s . id:s dg:status <https://w3id.org/dutygraph/id/sense-status/used-undefined> ."
    ),
    "uncompared-meanings": (
        "id:s dg:senseOf id:a ; dg:status <https://w3id.org/dutygraph/id/sense-status/defined> ; dg:statedBy id:p . "
        "id:r dg:senseOf id:a ; dg:status <https://w3id.org/dutygraph/id/sense-status/described> ; dg:statedBy id:q . "
        "id:one dg:hasProvision id:p . id:two dg:hasProvision id:q ."
    ),
    "must-resting-on-nothing-read": (
        "id:a dg:statedBy id:p ; dg:hasApplication id:b . id:b dg:force <https://w3id.org/dutygraph/id/force/must> . "
        "id:p dg:verificationGrade <https://w3id.org/dutygraph/id/verification-grade/none> ."
    ),
}


def found_by(rule_name: str, turtle: str) -> list[str]:
    store = pyoxigraph.Store()
    store.load((PREFIXES + turtle).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    rules = [rule for rule in read_rules(RULES) if rule.name == rule_name]
    assert len(rules) == 1
    return [finding.thing for finding in check_rules(store, rules)]


@pytest.mark.parametrize("rule_name", sorted(PLANTED))
def test_a_rule_finds_the_fault_it_is_named_for(rule_name: str) -> None:
    assert names.ID + "a" in found_by(rule_name, PLANTED[rule_name]) or rule_name == "dangling-link"
    if rule_name == "dangling-link":
        assert found_by(rule_name, PLANTED[rule_name]) == [names.term("nowhere")]


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule.name for rule in read_rules(RULES)} == set(PLANTED)
    assert len(PLANTED) >= 21


def test_a_rule_file_with_another_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "oops.rq").write_text("# x\nSELECT ?thing { }")
    with pytest.raises(DutyGraphError, match="a rule is named"):
        read_rules(tmp_path)


def test_the_world_breaks_no_shape(world_dataset: Path) -> None:
    assert check_shapes(union(dataset=world_dataset), places.shapes() / "content") == []


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("<https://w3id.org/dutygraph/id/n> a dg:Norm .", "A norm asks for one act"),
        ("<https://w3id.org/dutygraph/id/n> a dg:Norm .", "A norm bears on someone"),
        ("<https://w3id.org/dutygraph/id/p> a dg:Provision .", "A provision says how it was verified"),
        ("<https://w3id.org/dutygraph/id/d> a dg:Document .", "A document has one title"),
        ("<https://w3id.org/dutygraph/id/e> a dg:Edition .", "An edition says when it was made"),
        ("<https://w3id.org/dutygraph/id/a> a dg:Application .", "An application has one force"),
        ("<https://w3id.org/dutygraph/id/s> a dg:Sense .", "A sense is of one term"),
        ("<https://w3id.org/dutygraph/id/t> a dg:Term .", "A term has a scope note"),
        ("<https://w3id.org/dutygraph/id/v> a dg:AmountValue .", "An amount says where it comes from"),
    ],
)
def test_a_shape_finds_what_is_missing(turtle: str, message: str) -> None:
    findings = check_shapes(union(turtle), places.shapes() / "content")
    assert any(message in finding.message for finding in findings)


@needs_java
def test_a_sound_world_is_consistent(world_dataset: Path) -> None:
    assert check_consistency(union(dataset=world_dataset), places.ontology()) == []


@needs_java
@pytest.mark.parametrize(
    "turtle",
    [
        "id:x a dg:Norm, dg:Term .",
        "id:x a dg:Obligation, dg:Prohibition .",
        "id:sample-act-2020 a dg:Provision .",
        (
            "<https://w3id.org/dutygraph/id/sample-act-2020/s-7/keep-decision-record/for/local-authority> "
            "dg:force <https://w3id.org/dutygraph/id/force/may> ."
        ),
        (
            "id:x a dg:Permission ; dg:hasApplication id:y . "
            "id:y dg:force <https://w3id.org/dutygraph/id/force/must-not> ."
        ),
        "id:x dg:about id:y . id:y a dg:Provision .",
    ],
)
def test_the_reasoner_finds_a_planted_contradiction(world_dataset: Path, turtle: str) -> None:
    findings = check_consistency(union(turtle, dataset=world_dataset), places.ontology())
    assert [finding.check for finding in findings] == ["owl-inconsistent"]


def test_without_java_the_owl_check_says_so(world_dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CheckUnavailable, match="needs Java"):
        check_consistency(union(dataset=world_dataset), places.ontology())


def test_the_ledger_grows_and_finds_what_is_lost(world_dataset: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ids.csv"
    added = publish(world_dataset, ledger)
    assert added >= 20
    assert publish(world_dataset, ledger) == 0
    store = pyoxigraph.Store()
    store.bulk_load(path=str(world_dataset), format=pyoxigraph.RdfFormat.N_QUADS)
    assert check_ledger(store, ledger) == []
    with ledger.open("a") as file:
        file.write(
            "term/gone,Term,,\nterm/renamed,Term,2026-11-21,term/common-good\nterm/old,Term,2026-11-21,term/no\n"
        )
    lost = check_ledger(store, ledger)
    assert [finding.thing for finding in lost] == [names.ID + "term/gone", names.ID + "term/old"]


def test_an_id_that_is_not_in_the_ledger_is_named_with_the_command_that_adds_it(
    world_dataset: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "ids.csv"
    ledger.write_text(",".join(COLUMNS) + "\n")
    store = pyoxigraph.Store()
    store.bulk_load(path=str(world_dataset), format=pyoxigraph.RdfFormat.N_QUADS)
    findings = check_ledger(store, ledger)
    assert findings
    assert all("dutygraph build --publish" in finding.message for finding in findings)


def test_a_report_names_what_ran_and_what_could_not(
    world_dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(world_dataset, tmp_path / "ids.csv")
    monkeypatch.setenv("PATH", "")
    report = check_dataset(world_dataset, places.ontology(), places.shapes(), tmp_path)
    assert report.unavailable
    assert [finding for finding in report.findings if finding.check not in ("unused-situation", "unused-act")] == []
    assert len(report.ran) == 3
