"""One provision: what it says, how that was verified, and what it leads to."""

from __future__ import annotations

from flask import render_template

from dutygraph import names
from dutygraph.answers.duties import duties
from dutygraph.answers.provisions import Reference, provision
from dutygraph.answers.research import findings
from dutygraph.answers.things import Thing
from webapp.days import moment
from webapp.norms import gather, shelve, split
from webapp.site import Site


def provision_page(site: Site, found: Thing) -> str:
    """Show one provision with its norms, senses and references."""
    document, _, locator = found.iri.removeprefix(names.ID).partition("/")
    answer = provision(site.store, document, locator)
    roles = site.vocabularies.get("role", {})
    holding, other_days = split(gather(answer.duties, roles), moment())
    pointing = duties(site.store, linked=found.iri, as_at=moment().day)
    released = gather([duty for duty in pointing if duty.provision != found.iri], roles)
    return render_template(
        "provisions/provision.html",
        thing=found,
        unit=answer.provision,
        cards=holding,
        other_days=other_days,
        wordings=[
            unit
            for unit in site.provisions.values()
            if (unit.document, unit.locator) == (answer.provision.document, answer.provision.locator)
            and unit.iri != found.iri
        ],
        released=shelve(released, {iri: unit.locator for iri, unit in site.provisions.items()}),
        senses=answer.senses,
        own_findings=[each for each in findings(site.store, document=document) if each.provision == found.iri],
        findings=findings(site.store, linked=found.iri),
        refers_to=_elsewhere(answer.refers_to),
        referred_from=_elsewhere(answer.referred_from),
    )


def _elsewhere(references: tuple[Reference, ...]) -> list[tuple[str, str]]:
    """Return each reference once, as its name and IRI."""
    return [
        (f"{reference.locator}, {reference.title}" if reference.locator else reference.title, reference.iri)
        for reference in references
    ]
