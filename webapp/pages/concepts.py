"""Whatever else has a name of its own: acts, situations, stages, roles, evidence, remedies, facts, amounts, codes, lists."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask import render_template

from dutygraph import names
from dutygraph.answers.duties import Duty, duties
from dutygraph.answers.things import Thing, members, statements, thing_uses
from webapp.data import graph_of, values
from webapp.days import moment
from webapp.formulas import read_formula
from webapp.norms import gather, shelve, split
from webapp.site import Site
from webapp.words import figure

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_NOUNS = {
    "Action": "Act that norms ask for",
    "EvidenceType": "Kind of evidence",
    "Remedy": "Enforcement and redress",
    "Role": "Kind of body",
    "Stage": "Stage of the buying roadmap",
    "Situation": "Situation",
    "Fact": "Question about a purchase",
    "DatedAmount": "Figure fixed by law",
    "TermGroup": "Group of words",
    "OutsideWork": "Work that is referred to and not encoded here",
    "Code": "Word of a closed list",
}
_USERS = {
    "usesFact": "Situations that turn on this question",
    "usesAmount": "Situations that compare with this figure",
    "usesSituation": "Situations built on this one",
    "broader": "Narrower",
    "refersTo": "Provisions that refer to it",
}
_SAID_ELSEWHERE = {
    *("type", "prefLabel", "definition", "formula", "position", "topConceptOf", "member", "notation"),
    *("usesFact", "usesAmount", "usesSituation", "unit"),
}


@dataclass(frozen=True, slots=True)
class AmountValue:
    """The figure with its unit on certain days, as ISO days, with where it comes from."""

    figure: str
    valid_from: str
    valid_until: str
    source: str
    verified: str


def concept_page(site: Site, found: Thing) -> str:
    """Show a thing that has no page of its own kind: what it is, what it is built of, and what points at it."""
    kind = next((names.local(kind) for kind in found.kinds if names.local(kind) in _NOUNS), "")
    path = found.iri.removeprefix(names.ID)
    scheme, _, code = path.partition("/")
    uses = thing_uses(site.store, found.iri)
    holding, other_days = split(gather(_norms(site, found, scheme, code), site.vocabularies.get("role", {})), moment())
    return render_template(
        "concepts/concept.html",
        thing=found,
        noun=_NOUNS.get(kind, "List"),
        formula=read_formula(found.formula, site) if found.formula else None,
        statements=_statements(site, found),
        amounts=_amounts(site, found, [use.iri for use in uses if names.local(use.property) == "valueOf"]),
        users=[
            (heading, [(site.name_of(use.iri), use.iri) for use in uses if names.local(use.property) == name])
            for name, heading in _USERS.items()
        ],
        members=_members(site, found, kind),
        shelves=shelve(holding, {iri: unit.locator for iri, unit in site.provisions.items()}),
        number=len(holding),
        other_days=other_days,
    )


def _norms(site: Site, found: Thing, scheme: str, code: str) -> list[Duty]:
    if scheme == "role":
        return duties(site.store, bearer=code)
    if scheme == "force":
        return duties(site.store, force=code)
    return duties(site.store, linked=found.iri) if code else []


def _members(site: Site, found: Thing, kind: str) -> list[tuple[str, str]]:
    """Return what belongs to a list, a group of words or a code, as names and IRIs."""
    scheme, _, code = found.iri.removeprefix(names.ID).partition("/")
    if kind == "TermGroup":
        return [(term.label, term.iri) for term in site.terms.values() if term.group == found.label]
    if scheme == "left-out-reason":
        return [(site.name_of(unit.iri), unit.iri) for unit in site.provisions.values() if unit.left_out == code]
    if scheme in ("document-kind", "document-set", "binding", "verification-grade"):
        return [(work.title, work.iri) for work in site.documents.values() if _is_of(site, work.document, scheme, code)]
    if _SKOS + "ConceptScheme" in found.kinds:
        return [(member.label, member.iri) for member in members(site.store, found.iri)]
    return []


def _is_of(site: Site, document: str, scheme: str, code: str) -> bool:
    work = site.documents[document]
    return {
        "document-kind": lambda: work.kind == code,
        "document-set": lambda: work.set == code,
        "binding": lambda: any(binding.how == code for binding in work.bindings),
        "verification-grade": lambda: any(
            unit.verified == code for unit in site.provisions.values() if unit.document == document
        ),
    }[scheme]()


def _amounts(site: Site, found: Thing, value_iris: list[str]) -> list[AmountValue]:
    from rdflib import URIRef

    unit = " ".join(values(found.triples, found.iri, names.DEF + "unit"))
    graph = graph_of(statements(site.store, value_iris))

    def given(iri: str, name: str) -> str:
        return " ".join(str(value) for value in graph.objects(URIRef(iri), URIRef(names.DEF + name)))

    return [
        AmountValue(
            figure=figure(given(iri, "amount"), unit),
            valid_from=given(iri, "validFrom"),
            valid_until=given(iri, "validUntil"),
            source=given(iri, "validitySource"),
            verified=names.local(given(iri, "verificationGrade")),
        )
        for iri in sorted(value_iris)
    ]


def _statements(site: Site, found: Thing) -> list[tuple[str, str, str]]:
    """Return whatever else is stated about a thing: the property in words, the value, and the IRI it leads to or ""."""
    from rdflib import RDFS, Literal, URIRef

    rows = []
    for prop, value in graph_of(found.triples).predicate_objects(URIRef(found.iri)):
        name = str(prop).rpartition("#")[2] if "#" in str(prop) else names.local(str(prop))
        if name in _SAID_ELSEWHERE:
            continue
        label: Any = site.ontology.value(URIRef(str(prop)), RDFS.label)
        words = _in_words(name) or (str(label) if label else name)
        if isinstance(value, Literal):
            text = _answers(str(value)) if name == "answerValues" else str(value)
            leads = site.source_of(str(value)) if name == "validitySource" else ""
            if name == "sourceUrl":
                leads = str(value)
            rows.append((words, site.name_of(leads) if leads.startswith(names.ID) else text, leads))
        else:
            rows.append((words, site.name_of(str(value)), str(value)))
    return sorted(set(rows))


def _in_words(name: str) -> str:
    return {
        "inScheme": "belongs to the list",
        "scopeNote": "note",
        "broader": "is a kind of",
        "validitySource": "source",
        "answerValues": "allowed answers",
    }.get(name, "")


def _answers(allowed: str) -> str:
    return "; ".join(json.loads(allowed).values())
