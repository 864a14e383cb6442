"""Every address of a thing of ours: choose between page and data, and the page by the thing's kind."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, request
from werkzeug import Response

from dutygraph import names
from dutygraph.answers.things import Thing, thing
from webapp.data import DATA_FORMATS, HTML, data_response, requested_media_type
from webapp.errors import error_response
from webapp.links import page
from webapp.pages.concepts import concept_page
from webapp.pages.documents import document_page
from webapp.pages.norms import norm_page
from webapp.pages.provisions import provision_page
from webapp.pages.terms import term_page
from webapp.site import Site
from webapp.words import anchor

_PAGES: dict[str, Callable[[Site, Thing], str]] = {
    "Document": document_page,
    "Provision": provision_page,
    "Norm": norm_page,
    "Term": term_page,
}
_PLACES: dict[str, Callable[[list[str]], tuple[str, str]]] = {  # where a thing without a page is shown: page and place
    "Edition": lambda parts: (names.thing(*parts[:1]), anchor(*parts[1:])),
    "Binding": lambda parts: (names.thing(*parts[:1]), "bodies"),
    "Replacement": lambda parts: (names.thing(*parts[:1]), ""),
    "Application": lambda parts: (names.thing(*parts[:3]), anchor("for", parts[-1])),
    "Sense": lambda parts: (names.thing(*parts[:2]), anchor("sense", parts[-1])),
    "SenseRelation": lambda parts: (names.term(parts[3]), anchor("between", "/".join(parts))),
    "Finding": lambda parts: (names.thing(*parts[:2]), anchor("finding", parts[-1])),
    "AmountValue": lambda parts: (names.thing(*parts[:2]), "values"),
}


def redirect_to_page(site: Site, path: str) -> Response:
    """Send a reader from a thing to what is written about it; the format is chosen there."""
    thing(site.store, names.ID + path)
    given = request.query_string.decode("ascii", "ignore")
    return redirect(names.page_of(names.ID + path) + (f"?{given}" if given else ""), 303)


def thing_page(site: Site, path: str) -> Response:
    """Show a thing as a page, or as data where that is asked for by Accept or by `format`."""
    found = thing(site.store, names.ID + path)
    chosen = requested_media_type()
    if chosen is None:
        fitting = ", ".join([HTML, *DATA_FORMATS.values()])
        return _varied(error_response(406, f"This address is answered as one of {fitting}.", site.config))
    if chosen != HTML:
        return _varied(data_response(found.triples, chosen))
    kinds = [names.local(kind) for kind in found.kinds if kind.startswith(names.DEF)]
    parts = path.split("/")
    for kind in kinds:
        if kind in _PLACES:
            return _varied(redirect(page(*_PLACES[kind](parts)), 303))
    view = next((_PAGES[kind] for kind in kinds if kind in _PAGES), concept_page)
    return _varied(Response(view(site, found), content_type="text/html; charset=utf-8"))


def _varied(response: Response) -> Response:
    response.vary.add("Accept")
    return response
