"""How the meanings that documents give a term stand to each other: what differs, in what, and why we say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dutygraph import names
from dutygraph.answers.duties import Link
from dutygraph.answers.questions import day, fill, iri, question
from dutygraph.answers.senses import senses
from dutygraph.answers.store import Store


@dataclass(frozen=True, slots=True)
class SenseRelation:
    """What one provision means by a term, compared with what another means; ours, with its reason.

    Read it as: the word in `document`, `locator` `relation` the word in `other_document`, `other_locator`.
    """

    term: str
    document: str
    title: str
    locator: str
    relation: str
    relation_label: str
    other_document: str
    other_title: str
    other_locator: str
    turns_on: tuple[Link, ...]
    why: str
    sense: str
    other_sense: str
    iri: str


def sense_relations(store: Store, *, term: str | None = None, as_at: date | None = None) -> list[SenseRelation]:
    """Return the relations between senses that both hold on the day, by term and document; `term` is an id.

    >>> from dutygraph.answers.store import LocalStore
    >>> sense_relations(LocalStore())
    []
    """
    chosen = [iri(names.term(term))] if term else None
    rows = store.select(
        fill(question("sense_relations"), asAt=[day(as_at.isoformat())] if as_at else None, term=chosen)
    )
    if not rows:
        return []
    by_iri = {sense.iri: sense for sense in senses(store, term=term)}
    aspects: dict[str, list[tuple[int, Link]]] = {}
    for made, aspect, named, position in store.select(fill(question("sense_aspects"), term=chosen)):
        link = Link(names.local(aspect or ""), named or "", aspect or "")
        aspects.setdefault(made or "", []).append((int(position or 0), link))
    found = []
    for made, of, relation, label, why, one, other in ((cell or "" for cell in row) for row in rows):
        left, right = by_iri[one], by_iri[other]
        found.append(
            SenseRelation(
                term=names.local(of),
                document=left.document,
                title=left.title,
                locator=left.locator,
                relation=names.local(relation),
                relation_label=label,
                other_document=right.document,
                other_title=right.title,
                other_locator=right.locator,
                turns_on=tuple(link for _, link in sorted(aspects.get(made, []))),
                why=why,
                sense=one,
                other_sense=other,
                iri=made,
            )
        )
    return sorted(found, key=lambda each: (each.term, each.title, each.other_title, each.iri))
