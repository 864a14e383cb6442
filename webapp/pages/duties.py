"""Find the duties that bear on someone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from flask import render_template, request

from dutygraph.answers.duties import Duty, duties
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
    too_many = len(cards) > site.config.listed_duties and not document and request.args.get("all") != "yes"
    return render_template(
        "duties/list.html",
        chosen={"bearer": bearer, "stage": stage, "force": force, "document": document},
        number=len(cards),
        counts=_counts(found) if too_many else {},
        forces=[code for code in site.vocabularies.get("force", {}) if any(duty.force == code for duty in found)],
        shelves=[] if too_many else shelve(cards, {iri: unit.locator for iri, unit in site.provisions.items()}),
    )


def _counts(found: list[Duty]) -> dict[str, Counter[str]]:
    """Count the norms of each document by force."""
    counted: dict[str, Counter[str]] = {}
    for document, _, force in {(duty.document, duty.iri, duty.force) for duty in found}:
        counted.setdefault(document, Counter())[force] += 1
    return counted


def _chosen(name: str, allowed: Iterable[str], default: str = "") -> str:
    """Return the value of a filter, "" for any; BadRequest names the allowed ones."""
    value = request.args.get(name, default).strip()
    known = list(allowed)
    if value and value not in known:
        raise BadRequest(f'There is no {name} "{value}".{nearest(value, known)} Write one of: {", ".join(known)}.')
    return value
