"""One norm: who must do what, when, and who says so."""

from __future__ import annotations

from flask import render_template

from dutygraph import names
from dutygraph.answers.duties import duties
from dutygraph.answers.research import findings
from dutygraph.answers.things import Thing
from webapp.data import values
from webapp.norms import gather
from webapp.site import Site

_QUERY = """\
PREFIX dg: <%s>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?summary ?locator ?bearer ?force ?from ?until ?source
WHERE {
  <%s>
    dg:summary ?summary ;
    dg:locator ?locator ;
    dg:validFrom ?from ;
    dg:sourceUrl ?source ;
    dg:hasApplication ?application .
  ?application dg:bearer/skos:prefLabel ?bearer ;
    dg:force/skos:prefLabel ?force .
  OPTIONAL { <%s> dg:validUntil ?until }
}
"""


def norm_page(site: Site, found: Thing) -> str:
    """Show everything that is stated about one norm."""
    (card,) = gather(duties(site.store, norms=[found.iri]), site.vocabularies.get("role", {}))
    return render_template(
        "norms/norm.html",
        thing=found,
        card=card,
        norm=card.norm,
        unit=site.provisions[card.norm.provision],
        no_evidence=" ".join(values(found.triples, found.iri, names.DEF + "noEvidence")),
        findings=findings(site.store, linked=found.iri),
        query=_QUERY % (names.DEF, found.iri, found.iri),
    )
