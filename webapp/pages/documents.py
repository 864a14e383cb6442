"""The documents, and what one of them holds."""

from __future__ import annotations

from flask import render_template

from dutygraph.answers.documents import document
from dutygraph.answers.duties import duties
from dutygraph.answers.research import findings
from dutygraph.answers.things import Thing
from webapp.days import moment
from webapp.site import Site


def documents_page(site: Site) -> str:
    """List every document with what it is to each kind of body."""
    return render_template("documents/list.html", documents=list(site.documents.values()))


def document_page(site: Site, found: Thing) -> str:
    """Show one document: bindings, editions, provisions as printed, and what was left out."""
    answer = document(site.store, found.iri.rsplit("/", 1)[-1])
    norms: dict[str, set[str]] = {}
    for duty in duties(site.store, document=answer.summary.document, as_at=moment().day):
        norms.setdefault(duty.provision, set()).add(duty.iri)
    encoded = [unit for unit in answer.provisions if not unit.left_out]
    return render_template(
        "documents/document.html",
        thing=found,
        summary=answer.summary,
        editions=answer.editions,
        encoded=encoded,
        not_read=answer.not_read,
        own_findings=findings(site.store, document=answer.summary.document),
        findings=findings(site.store, linked=found.iri),
        left_out=[unit for unit in answer.provisions if unit.left_out],
        not_holding=sum(not moment().holds(unit.valid_from, unit.valid_until) for unit in encoded),
        norms={iri: len(own) for iri, own in norms.items()},
        number=sum(len(own) for own in norms.values()),
    )
