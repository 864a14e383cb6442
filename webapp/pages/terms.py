"""The words that documents share, and what each makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from flask import render_template

from dutygraph import names
from dutygraph.answers.duties import duties
from dutygraph.answers.relations import sense_relations
from dutygraph.answers.research import findings
from dutygraph.answers.senses import Sense, senses
from dutygraph.answers.terms import MEANING
from dutygraph.answers.things import Thing
from webapp.days import moment
from webapp.norms import gather, shelve, split
from webapp.site import Site


def terms_page(site: Site) -> str:
    """List every word by group."""
    grouped = groupby(site.terms.values(), key=lambda term: term.group)
    return render_template("terms/list.html", groups=[(group, list(found)) for group, found in grouped])


def term_page(site: Site, found: Thing) -> str:
    """Show one word: its senses side by side, and the duties that lean on it."""
    term = site.terms[names.local(found.iri)]
    every = senses(site.store, term=term.term)
    holding = {sense.iri for sense in senses(site.store, term=term.term, as_at=moment().day)}
    cards = gather(duties(site.store, linked=found.iri), site.vocabularies.get("role", {}))
    on_the_day, other_days = split(cards, moment())
    locators = {iri: unit.locator for iri, unit in site.provisions.items()}
    columns = [sense for sense in every if sense.iri in holding]
    return render_template(
        "terms/term.html",
        thing=found,
        term=term,
        columns=_by_document(columns),
        relations=sense_relations(site.store, term=term.term, as_at=moment().day),
        history=sorted(every, key=lambda sense: (sense.valid_from, sense.title, sense.position)),
        findings=findings(site.store, linked=found.iri),
        undefined=bool(on_the_day) and not any(sense.status in MEANING for sense in columns),
        other_senses=[sense for sense in every if sense.iri not in holding],
        shelves=shelve(on_the_day, locators),
        number=len(on_the_day),
        other_days=other_days,
        broader=[site.terms[name] for name in term.broader if name in site.terms],
        narrower=[other for other in site.terms.values() if term.term in other.broader],
        related=[site.terms[name] for name in term.related if name in site.terms],
    )


def _by_document(found: Iterable[Sense]) -> list[tuple[str, list[Sense]]]:
    return [(title, list(own)) for title, own in groupby(found, key=lambda sense: sense.title)]
