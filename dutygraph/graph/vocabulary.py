"""State the vocabularies: codes, actions, evidence, remedies, roles, stages, facts, situations, amounts, terms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rdflib import Literal, URIRef

from dutygraph import names
from dutygraph.content.formulas import situations_in
from dutygraph.content.records import Corpus
from dutygraph.content.vocabularies import Entry, Evidence, Situation, Term
from dutygraph.graph.statements import DG, RDF, RDFS, SKOS, XSD, Statements, english

GRAPH = names.vocabulary_graph()
SCHEME_OF_CODE_LIST = {
    "norm-kinds": "norm-kind",
    "forces": "force",
    "sense-statuses": "sense-status",
    "verification-grades": "verification-grade",
    "left-out-reasons": "left-out-reason",
    "document-kinds": "document-kind",
    "document-sets": "document-set",
    "bindings": "binding",
    "finding-kinds": "finding-kind",
    "borne-out": "borne-out",
    "sense-relations": "sense-relation",
    "sense-aspects": "sense-aspect",
}


def state_vocabularies(statements: Statements, corpus: Corpus) -> None:
    """State every vocabulary of the corpus in the vocabulary graph."""
    for code_list, rows in corpus.codes.items():
        for position, row in enumerate(rows):
            iri = statements.concept(GRAPH, SCHEME_OF_CODE_LIST[code_list], row["code"], DG.Code, row["label"])
            statements.say(GRAPH, iri, SKOS.definition, english(row["definition"]))
            statements.say(GRAPH, iri, SKOS.notation, row["code"])
            statements.say(GRAPH, iri, DG.position, position)
    _state_entries(statements, "action", DG.Action, corpus.actions)
    _state_entries(statements, "evidence", DG.EvidenceType, corpus.evidence)
    _state_entries(statements, "remedy", DG.Remedy, corpus.remedies)
    _state_entries(statements, "role", DG.Role, corpus.roles)
    _state_entries(statements, "stage", DG.Stage, corpus.stages)
    _state_entries(statements, "theme", DG.Theme, corpus.themes)
    _state_facts(statements, corpus)
    for rule_id, rule in corpus.contradictions.items():
        iri = names.thing("contradiction", rule_id)
        statements.say(GRAPH, iri, RDF.type, DG.Contradiction)
        statements.say(GRAPH, iri, DG.formula, json.dumps(rule.test, sort_keys=True))
        statements.say(GRAPH, iri, SKOS.definition, english(rule.summary))
        statements.say(GRAPH, iri, RDFS.label, english(rule_id.replace("-", " ")))
        if rule.source:
            statements.say(GRAPH, iri, DG.validitySource, rule.source)
    _state_amounts(statements, corpus)
    for situation_id, situation in corpus.situations.items():
        _state_situation(statements, corpus, situation_id, situation)
    for group_id, group in corpus.groups.items():
        group_iri = names.thing("term-group", group_id)
        statements.say(GRAPH, group_iri, RDF.type, DG.TermGroup, SKOS.Collection)
        statements.say(GRAPH, group_iri, SKOS.prefLabel, english(group.group))
        for term_id, term in group.terms.items():
            _state_term(statements, group_iri, term_id, term)
    for work_id, work in corpus.outside.items():
        iri = names.document(work_id)
        statements.say(GRAPH, iri, RDF.type, DG.OutsideWork)
        statements.say(GRAPH, iri, SKOS.prefLabel, english(work.label))
        statements.say(GRAPH, iri, DG.sourceUrl, _address(work.canonical))


def _address(text: str) -> Literal:
    return Literal(text, datatype=XSD.anyURI)


def _state_entries(statements: Statements, scheme: str, kind: URIRef, entries: Mapping[str, Entry]) -> None:
    for position, (entry_id, entry) in enumerate(entries.items()):
        iri = statements.concept(GRAPH, scheme, entry_id, kind, entry.label)
        statements.say(GRAPH, iri, DG.position, position)
        if entry.summary:
            statements.say(GRAPH, iri, SKOS.definition, english(entry.summary))
        if entry.broader:
            statements.say(GRAPH, iri, SKOS.broader, names.concept(scheme, entry.broader))
        if entry.source:
            statements.say(GRAPH, iri, DG.validitySource, entry.source)
        if isinstance(entry, Evidence):
            statements.say(GRAPH, iri, DG.shownIn, entry.shown_in)


def _state_facts(statements: Statements, corpus: Corpus) -> None:
    for position, (fact_id, fact) in enumerate(corpus.facts.items()):
        iri = statements.concept(GRAPH, "fact", fact_id, DG.Fact, fact.question)
        statements.say(GRAPH, iri, DG.position, position)
        statements.say(GRAPH, iri, DG.answerType, fact.answer)
        statements.say(GRAPH, iri, DG.ocdsPath, fact.ocds)
        if fact.values:
            statements.say(GRAPH, iri, DG.answerValues, json.dumps(fact.values))
        statements.say(GRAPH, iri, DG.several, fact.several or None)
        statements.say(GRAPH, iri, SKOS.scopeNote, english(fact.why))
        statements.say(GRAPH, iri, SKOS.example, english(fact.example))
        statements.say(GRAPH, iri, DG.theme, names.concept("theme", fact.theme))
        statements.say(GRAPH, iri, SKOS.notation, *[Literal(name) for name in fact.also])


def _state_amounts(statements: Statements, corpus: Corpus) -> None:
    for amount_id, amount in corpus.amounts.items():
        iri = statements.concept(GRAPH, "amount", amount_id, DG.DatedAmount, amount.label)
        statements.say(GRAPH, iri, DG.unit, amount.unit)
        for value in amount.values:
            value_iri = f"{iri}/{value.since.isoformat()}"
            statements.say(GRAPH, value_iri, RDF.type, DG.AmountValue)
            statements.say(GRAPH, value_iri, DG.valueOf, iri)
            statements.say(GRAPH, value_iri, DG.amount, value.amount)
            statements.say(GRAPH, value_iri, DG.validFrom, value.since)
            statements.say(GRAPH, value_iri, DG.validUntil, value.until)
            statements.say(GRAPH, value_iri, DG.validitySource, value.source)
            statements.say(GRAPH, value_iri, DG.verificationGrade, names.concept("verification-grade", value.grade))


def _state_situation(statements: Statements, corpus: Corpus, situation_id: str, situation: Situation) -> None:
    iri = statements.concept(GRAPH, "situation", situation_id, DG.Situation, situation.label)
    statements.say(GRAPH, iri, DG.formula, json.dumps(situation.test, sort_keys=True))
    if situation.summary:
        statements.say(GRAPH, iri, SKOS.definition, english(situation.summary))
    if situation.source:
        statements.say(GRAPH, iri, DG.validitySource, situation.source)
    for other in situations_in(situation.test):
        statements.say(GRAPH, iri, DG.usesSituation, names.concept("situation", other))
    for fact_id, value in _comparisons(situation.test):
        statements.say(GRAPH, iri, DG.usesFact, names.concept("fact", fact_id))
        if value in corpus.amounts:
            statements.say(GRAPH, iri, DG.usesAmount, names.concept("amount", value))


def _comparisons(test: Any) -> list[tuple[str, str]]:
    if isinstance(test, list):
        return [found for part in test for found in _comparisons(part)]
    if not isinstance(test, dict):
        return []
    if "fact" in test:
        return [(test["fact"], value) for key, value in test.items() if key != "fact"]
    return [found for value in test.values() for found in _comparisons(value)]


def _state_term(statements: Statements, group_iri: str, term_id: str, term: Term) -> None:
    iri, scheme = names.term(term_id), names.thing("scheme", "terms")
    statements.say(GRAPH, scheme, RDF.type, SKOS.ConceptScheme)
    statements.say(GRAPH, scheme, SKOS.prefLabel, english("Terms of social benefit and value"))
    statements.say(GRAPH, iri, RDF.type, DG.Term, SKOS.Concept)
    statements.say(GRAPH, iri, SKOS.inScheme, scheme)
    statements.say(GRAPH, iri, SKOS.prefLabel, english(term.label))
    statements.say(GRAPH, iri, SKOS.scopeNote, english(term.scope_note))
    statements.say(GRAPH, iri, SKOS.altLabel, *[english(label) for label in [*term.synonyms, *term.older_names]])
    statements.say(GRAPH, iri, SKOS.hiddenLabel, *[english(label) for label in term.hidden])
    for other in term.related:  # the relation holds both ways
        statements.say(GRAPH, iri, SKOS.related, names.term(other))
        statements.say(GRAPH, names.term(other), SKOS.related, iri)
    for mapping in term.mappings:
        statements.say(GRAPH, iri, SKOS[f"{mapping.match}Match"], mapping.to)
        statements.say(GRAPH, mapping.to, RDFS.label, english(mapping.label))
    if term.broader:
        statements.say(GRAPH, iri, SKOS.broader, names.term(term.broader))
    else:
        statements.say(GRAPH, iri, SKOS.topConceptOf, scheme)
    statements.say(GRAPH, iri, DG.inGroup, group_iri)
    statements.say(GRAPH, group_iri, SKOS.member, iri)
