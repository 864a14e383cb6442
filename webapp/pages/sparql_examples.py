"""Queries to begin with."""

from __future__ import annotations

_PREFIXES = """\
PREFIX dg: <https://w3id.org/dutygraph/def/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

EXAMPLES: tuple[tuple[str, str], ...] = (
    (
        "What must a local authority do, and where is that written?",
        _PREFIXES
        + """\
SELECT ?act ?summary ?locator ?source
WHERE {
  ?norm dg:hasApplication ?application ;
        dg:act/skos:prefLabel ?act ;
        dg:summary ?summary ;
        dg:locator ?locator ;
        dg:sourceUrl ?source .
  ?application dg:bearer <https://w3id.org/dutygraph/id/role/local-authority> ;
               dg:force <https://w3id.org/dutygraph/id/force/must> .
}
ORDER BY ?act ?locator
LIMIT 50
""",
    ),
    (
        "Which words are used without being defined?",
        _PREFIXES
        + """\
SELECT ?term ?labelUsed ?document ?locator
WHERE {
  ?sense dg:status <https://w3id.org/dutygraph/id/sense-status/used-undefined> ;
         dg:senseOf/skos:prefLabel ?term ;
         dg:labelUsed ?labelUsed ;
         dg:locator ?locator ;
         dg:statedBy ?provision .
  ?work dg:hasProvision ?provision ;
        dcterms:title ?document .
}
ORDER BY ?term ?document
""",
    ),
    (
        "How many norms does each document have, by force?",
        _PREFIXES
        + """\
SELECT ?document ?force (COUNT(DISTINCT ?norm) AS ?norms)
WHERE {
  ?work dg:hasProvision ?provision ;
        dcterms:title ?document .
  ?norm dg:statedBy ?provision ;
        dg:hasApplication/dg:force/skos:prefLabel ?force .
}
GROUP BY ?document ?force
ORDER BY ?document ?force
""",
    ),
    (
        "Everything about the stages of the buying roadmap, as Turtle",
        _PREFIXES
        + """\
CONSTRUCT { ?stage ?property ?value }
WHERE {
  ?stage a dg:Stage ;
         ?property ?value .
}
""",
    ),
)
