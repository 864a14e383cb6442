"""Find a hub term by any of its names, and say what the documents make of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dutygraph import names
from dutygraph.answers.duties import Duty, duties
from dutygraph.answers.nearest import nearest
from dutygraph.answers.questions import fill, question
from dutygraph.answers.relations import SenseRelation, sense_relations
from dutygraph.answers.research import Finding, findings
from dutygraph.answers.senses import Sense, senses
from dutygraph.answers.store import Store
from dutygraph.errors import NotFound

MEANING = ("defined", "defined-by-reference", "described")


@dataclass(frozen=True, slots=True)
class Mapping:
    """A concept of another vocabulary; `match` is exact, close, broad, narrow or related, as in SKOS."""

    match: str
    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Term:
    """A hub term with its names and how many documents and norms use it."""

    term: str
    label: str
    group: str
    scope_note: str
    synonyms: tuple[str, ...]
    hidden: tuple[str, ...]
    broader: tuple[str, ...]
    related: tuple[str, ...]
    mappings: tuple[Mapping, ...]
    documents: int
    norms: int
    iri: str


@dataclass(frozen=True, slots=True)
class TermAnswer:
    """A term with its senses, how they stand to each other, the duties that lean on it, and what research found of it.

    `undefined` is true where duties lean on the word and no document says what it means, on the day.
    """

    term: Term
    senses: tuple[Sense, ...]
    relations: tuple[SenseRelation, ...]
    undefined: bool
    duties: tuple[Duty, ...]
    findings: tuple[Finding, ...]


def terms(store: Store) -> list[Term]:
    """Return every hub term, by group and label."""
    labels: dict[str, dict[str, list[str]]] = {}
    for thing, prop, value in store.select(fill(question("term_labels"), term=None)):
        kind = (prop or "").rpartition("#")[2]
        labels.setdefault(thing or "", {}).setdefault(kind, []).append(value or "")
    mappings: dict[str, list[Mapping]] = {}
    for thing, match, other, label in store.select(question("term_mappings")):
        kind = (match or "").rpartition("#")[2].removesuffix("Match")
        mappings.setdefault(thing or "", []).append(Mapping(kind, other or "", label or ""))
    found = []
    for row in store.select(question("terms")):
        thing, label, group, scope_note, documents, norms = (cell or "" for cell in row)
        named = {kind: sorted(values) for kind, values in labels.get(thing, {}).items()}
        found.append(
            Term(
                term=names.local(thing),
                label=label,
                group=group,
                scope_note=scope_note,
                synonyms=tuple(named.get("altLabel", ())),
                hidden=tuple(named.get("hiddenLabel", ())),
                broader=tuple(names.local(other) for other in named.get("broader", ())),
                related=tuple(names.local(other) for other in named.get("related", ())),
                mappings=tuple(sorted(mappings.get(thing, ()), key=lambda mapping: (mapping.label, mapping.iri))),
                documents=int(documents),
                norms=int(norms),
                iri=thing,
            )
        )
    return sorted(found, key=lambda term: (term.group, term.label))


def term(store: Store, name: str, *, as_at: date | None = None) -> TermAnswer:
    """Return the term with this id or any of these names, in any case; NotFound names the nearest.

    Senses and duties are those that hold on `as_at`; without it, all.
    """
    every = terms(store)
    by_name = {
        spelled.casefold(): found
        for found in every
        for spelled in (*found.hidden, *found.synonyms, found.label, found.term)
    }
    chosen = by_name.get(" ".join(name.split()).casefold())
    if chosen is None:
        raise NotFound(f'There is no term "{name}".{nearest(name, by_name)} List them with: dutygraph export terms')
    meant = senses(store, term=chosen.term, as_at=as_at)
    leaning = duties(store, linked=chosen.iri, as_at=as_at)
    return TermAnswer(
        chosen,
        tuple(meant),
        tuple(sense_relations(store, term=chosen.term, as_at=as_at)),
        bool(leaning) and not any(sense.status in MEANING for sense in meant),
        tuple(leaning),
        tuple(findings(store, linked=chosen.iri)),
    )
