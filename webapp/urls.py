"""Which address is answered by which page."""

from __future__ import annotations

from functools import partial

from flask import Flask

from webapp.pages import documents, duties, find, home, matrix, ontology, search, sparql, terms, things
from webapp.site import Site


def register_urls(app: Flask, site: Site) -> None:
    """Bind every address to its page, each handed the site."""
    for rule, name, view, methods in (
        ("/", "home", home.home, ["GET"]),
        ("/search", "search", search.search_page, ["GET"]),
        ("/terms", "terms", terms.terms_page, ["GET"]),
        ("/matrix", "matrix", matrix.matrix_page, ["GET"]),
        ("/duties", "duties", duties.duties_page, ["GET"]),
        ("/find", "find", find.find_start, ["GET"]),
        ("/find/question", "find-question", find.find_question, ["GET"]),
        ("/find/duties", "find-duties", find.find_duties, ["GET"]),
        ("/find/changes", "find-changes", find.find_changes, ["GET"]),
        ("/documents", "documents", documents.documents_page, ["GET"]),
        ("/sparql", "sparql", sparql.sparql_page, ["GET", "POST"]),
        ("/id/<path:path>", "id", things.redirect_to_page, ["GET"]),
        ("/doc/<path:path>", "thing", things.thing_page, ["GET"]),
        ("/def/", "ontology", ontology.ontology_page, ["GET"]),
        ("/def/<name>", "ontology-term", ontology.ontology_term, ["GET"]),
    ):
        app.add_url_rule(rule, name, partial(view, site), methods=methods)
