"""One provision: what it says, how that was verified, and what it leads to."""

from __future__ import annotations

from flask import render_template

from dutygraph import names
from dutygraph.answers.provisions import Reference, provision
from dutygraph.answers.things import Thing
from webapp.days import moment
from webapp.norms import gather, shelve, split
from webapp.site import Site


def provision_page(site: Site, found: Thing) -> str:
    """Show one provision with its norms, senses and references."""
    document, _, locator = found.iri.removeprefix(names.ID).partition("/")
    answer = provision(site.store, document, locator)
    cards = gather(answer.duties, site.vocabularies.get("role", {}))
    holding, other_days = split([card for card in cards if card.norm.provision == found.iri], moment())
    released, _ = split([card for card in cards if card.norm.provision != found.iri], moment())
    return render_template(
        "provisions/provision.html",
        thing=found,
        unit=answer.provision,
        cards=holding,
        other_days=other_days,
        released=shelve(released, {iri: unit.locator for iri, unit in site.provisions.items()}),
        senses=answer.senses,
        refers_to=_elsewhere(answer.refers_to),
        referred_from=_elsewhere(answer.referred_from),
    )


def _elsewhere(references: tuple[Reference, ...]) -> list[tuple[str, str]]:
    """Return each reference once, as its name and IRI."""
    return [
        (f"{reference.locator}, {reference.title}" if reference.locator else reference.title, reference.iri)
        for reference in references
    ]
