"""Search over terms, documents, provisions, duties and senses."""

from __future__ import annotations

from flask import render_template, request

from dutygraph import names
from dutygraph.answers.search import Found
from webapp.days import moment
from webapp.site import Site

_KINDS = {
    "term": "Words",
    "document": "Documents",
    "duty": "Duties",
    "provision": "Provisions",
    "sense": "What documents mean by a word",
}


def search_page(site: Site) -> str:
    """Show what was found, by kind; what holds only on other days stands apart."""
    typed = request.args.get("q", "").strip()
    asked = typed[: site.config.search_characters]
    limit = site.config.search_results
    found = site.answers.index.search(asked, limit=limit, as_at=moment().day) if asked else []
    found = [result for result in found if _holds(site, result)]
    shown = {(result.kind, result.id) for result in found}
    whenever = site.answers.index.search(asked, limit=limit) if asked else []
    others = [result for result in whenever if (result.kind, result.id) not in shown]
    return render_template(
        "search/results.html",
        asked=asked,
        cut=len(typed) > len(asked),
        groups=_by_kind(found),
        others=_by_kind(others) if len(whenever) < limit else [],
        number=len(found),
        full=len(found) >= limit,
        place=lambda result: _place(site, result),
        target=_target,
    )


def _by_kind(found: list[Found]) -> list[tuple[str, str, list[Found]]]:
    grouped = [(kind, heading, [result for result in found if result.kind == kind]) for kind, heading in _KINDS.items()]
    return [group for group in grouped if group[2]]


def _holds(site: Site, result: Found) -> bool:
    """Whether the provision that a result lies in holds on the day; a word or a document always stands."""
    unit = site.provision_of(names.ID + result.id)
    return unit is None or moment().holds(unit.valid_from, unit.valid_until)


def _target(result: Found) -> tuple[str, str]:
    """Return the IRI to link to and the place on its page."""
    iri = names.ID + result.url.removeprefix("/doc/")
    return iri, f"sense-{result.id.rsplit('/', 1)[-1]}" if result.kind == "sense" else ""


def _place(site: Site, result: Found) -> dict[str, str]:
    """Return the document title, official text and verification grade of a result that lies in a provision."""
    if not result.locator:
        return {}
    unit = site.provision_of(names.ID + result.id)
    if unit is None:
        return {}
    return {"title": unit.title, "verified": unit.verified, "source_url": unit.source_url, "provision": unit.iri}
