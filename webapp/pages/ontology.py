"""The ontology, as a page and as data."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, render_template
from werkzeug import Response

from dutygraph import names
from dutygraph.answers.things import thing
from webapp.data import DATA_FORMATS, HTML, data_response, requested_media_type
from webapp.errors import error_response
from webapp.links import page
from webapp.site import Site

_FITTING = f"The ontology is given as one of {', '.join([HTML, *DATA_FORMATS.values()])}."
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Word:
    """A class or property of the ontology; the last three are IRIs."""

    name: str
    label: str
    comment: str
    above: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]


def ontology_page(site: Site) -> Response:
    """Show the ontology."""
    chosen = requested_media_type()
    if chosen is None:
        response: Response = error_response(406, _FITTING, site.config)
    elif chosen == HTML:
        sections = [
            ("Classes", _words(site, "Class")),
            ("Properties that link things", _words(site, "ObjectProperty")),
            ("Properties that hold a value", _words(site, "DatatypeProperty")),
        ]
        response = Response(
            render_template("ontology/ontology.html", sections=sections), content_type="text/html; charset=utf-8"
        )
    else:
        response = data_response(site.ontology_triples, chosen)
    response.vary.add("Accept")
    return response


def ontology_term(site: Site, name: str) -> Response:
    """Show one class or property: its place on the page, or its own statements as data."""
    found = thing(site.store, names.DEF + name)
    chosen = requested_media_type()
    if chosen is None:
        response: Response = error_response(406, _FITTING, site.config)
    elif chosen == HTML:
        response = redirect(page(found.iri), 303)
    else:
        response = data_response(found.triples, chosen)
    response.vary.add("Accept")
    return response


def _words(site: Site, kind: str) -> list[Word]:
    from rdflib import URIRef

    graph = site.ontology

    def given(subject: str, prop: str) -> tuple[str, ...]:
        return tuple(sorted(str(value) for value in graph.objects(URIRef(subject), URIRef(prop))))

    found = [str(subject) for subject in graph.subjects(URIRef(_RDF_TYPE), URIRef(_OWL + kind))]
    return [
        Word(
            name=iri.removeprefix(names.DEF),
            label=" ".join(given(iri, _RDFS + "label")),
            comment=" ".join(given(iri, _RDFS + "comment")),
            above=given(iri, _RDFS + "subClassOf") + given(iri, _RDFS + "subPropertyOf"),
            domain=given(iri, _RDFS + "domain"),
            range=given(iri, _RDFS + "range"),
        )
        for iri in sorted(found)
        if iri.startswith(names.DEF)
    ]
