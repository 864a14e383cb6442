"""State how the senses of a term stand to each other, in the graph of what we judge."""

from __future__ import annotations

from dutygraph import names
from dutygraph.content.records import Corpus
from dutygraph.graph.statements import DG, RDF, SKOS, Statements, english


def state_relations(statements: Statements, corpus: Corpus) -> None:
    """State every relation, and the SKOS match that it comes to."""
    graph, say = names.judgements_graph(), statements.say
    matches = {row["code"]: row["match"] for row in corpus.codes["sense-relations"]}
    for term, relations in corpus.relations.items():
        for relation in relations:
            iri = names.sense_relation(relation.one, relation.other, term)
            one, other = (names.sense(names.thing(home), term) for home in (relation.one, relation.other))
            say(graph, iri, RDF.type, DG.SenseRelation)
            say(graph, iri, DG.oneSense, one)
            say(graph, iri, DG.otherSense, other)
            say(graph, iri, DG.relation, names.concept("sense-relation", relation.relation))
            say(graph, iri, DG.turnsOn, *[names.concept("sense-aspect", aspect) for aspect in relation.turns_on])
            say(graph, iri, DG.why, english(relation.why))
            say(graph, one, SKOS[matches[relation.relation]], other)
