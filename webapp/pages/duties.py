"""Find the duties that bear on someone."""

from __future__ import annotations

from collections.abc import Iterable

from flask import render_template, request

from dutygraph.answers.duties import duties
from dutygraph.answers.nearest import nearest
from dutygraph.errors import BadRequest
from webapp.days import moment
from webapp.norms import gather, shelve
from webapp.site import Site

DEFAULT_BEARER = "local-authority"


def duties_page(site: Site) -> str:
    """Show the norms that pass the filters, by document and provision."""
    roles = site.vocabularies.get("role", {})
    default = DEFAULT_BEARER if DEFAULT_BEARER in roles else ""
    bearer = _chosen("bearer", roles, default)
    stage = _chosen("stage", site.vocabularies.get("stage", {}))
    force = _chosen("force", site.vocabularies.get("force", {}))
    document = _chosen("document", site.documents)
    found = duties(
        site.store,
        as_at=moment().day,
        bearer=bearer or None,
        stage=stage or None,
        force=force or None,
        document=document or None,
    )
    cards = gather(found, roles)
    return render_template(
        "duties/list.html",
        chosen={"bearer": bearer, "stage": stage, "force": force, "document": document},
        number=len(cards),
        shelves=shelve(cards, {iri: unit.locator for iri, unit in site.provisions.items()}),
    )


def _chosen(name: str, allowed: Iterable[str], default: str = "") -> str:
    """Return the value of a filter, "" for any; BadRequest names the allowed ones."""
    value = request.args.get(name, default).strip()
    known = list(allowed)
    if value and value not in known:
        raise BadRequest(f'There is no {name} "{value}".{nearest(value, known)} Write one of: {", ".join(known)}.')
    return value
