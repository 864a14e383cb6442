"""State what we judge: how the senses of a term stand to each other, and which provisions rank competing aims."""

from __future__ import annotations

from dutygraph import names
from dutygraph.content.records import Corpus
from dutygraph.graph.statements import DG, RDF, SKOS, Statements, english

GRAPH = names.judgements_graph()


def state_relations(statements: Statements, corpus: Corpus) -> None:
    """State every relation between senses, and the SKOS match that it comes to."""
    say = statements.say
    matches = {row["code"]: row["match"] for row in corpus.codes["sense-relations"]}
    for term, relations in corpus.relations.items():
        for relation in relations:
            iri = names.sense_relation(relation.one, relation.other, term)
            one, other = (names.sense(names.thing(home), term) for home in (relation.one, relation.other))
            say(GRAPH, iri, RDF.type, DG.SenseRelation)
            say(GRAPH, iri, DG.oneSense, one)
            say(GRAPH, iri, DG.otherSense, other)
            say(GRAPH, iri, DG.relation, names.concept("sense-relation", relation.relation))
            say(GRAPH, iri, DG.turnsOn, *[names.concept("sense-aspect", aspect) for aspect in relation.turns_on])
            say(GRAPH, iri, DG.why, english(relation.why))
            say(GRAPH, one, SKOS[matches[relation.relation]], other)


def state_trade_offs(statements: Statements, corpus: Corpus) -> None:
    """State every trade-off, and each provision that ranks its aims."""
    say = statements.say
    for trade_off_id, trade_off in corpus.tradeoffs.items():
        iri = names.thing("trade-off", trade_off_id)
        say(GRAPH, iri, RDF.type, DG.TradeOff)
        say(GRAPH, iri, SKOS.prefLabel, english(trade_off.question))
        say(GRAPH, iri, DG.between, *[names.term(term) for term in trade_off.between])
        for ranking in trade_off.ranked_by:
            ranking_iri = f"{iri}/by/{ranking.provision}"
            say(GRAPH, ranking_iri, RDF.type, DG.Ranking)
            say(GRAPH, ranking_iri, DG.rankingOf, iri)
            say(GRAPH, ranking_iri, DG.rankedBy, names.thing(ranking.provision))
            say(GRAPH, ranking_iri, DG.summary, english(ranking.says))
