"""What is stated about one thing, what leans on it, and the members of our vocabularies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dutygraph import names
from dutygraph.answers.questions import fill, iri, question
from dutygraph.answers.store import Store
from dutygraph.errors import BadRequest, NotFound

_TITLES = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://purl.org/dc/terms/title",
    "http://www.w3.org/2000/01/rdf-schema#label",
    names.DEF + "heading",
)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of ours. `kinds` are IRIs, `formula` is the JSON of a situation or "", `triples` are N-Triples."""

    iri: str
    kinds: tuple[str, ...]
    label: str
    definition: str
    formula: str
    triples: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a vocabulary: `id` as content files write it, `position` its place or None where order is free."""

    id: str
    label: str
    definition: str
    position: int | None
    iri: str


@dataclass(frozen=True, slots=True)
class Use:
    """Something that leans on a thing, with the IRI of the property that says how."""

    iri: str
    property: str
    label: str


def thing(store: Store, thing_iri: str) -> Thing:
    """Return what is stated about one thing; NotFound where the graph says nothing of it.

    >>> from dutygraph.answers.store import LocalStore
    >>> store = LocalStore.of_text(f'<{names.ID}a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{names.DEF}Term> .')
    >>> thing(store, names.ID + "a").kinds
    ('https://w3id.org/dutygraph/def/Term',)
    """
    try:
        named = iri(thing_iri)
    except BadRequest as error:
        raise NotFound(f"There is nothing of the name {thing_iri!r}.") from error
    rows = store.select(fill(question("thing_kinds"), thing=[named]))
    if not rows:
        raise NotFound(f"There is nothing of the name {thing_iri}.")
    triples = statements(store, [thing_iri])
    return Thing(
        iri=thing_iri,
        kinds=tuple(sorted({row[0] or "" for row in rows})),
        label=rows[0][1] or _title(thing_iri, triples),
        definition=rows[0][2] or "",
        formula=rows[0][3] or "",
        triples=triples,
    )


def statements(store: Store, things: Iterable[str]) -> str:
    """Return what is stated about things (IRIs), their applications and bindings, as N-Triples in sorted lines."""
    named = [iri(one) for one in things]
    if not named:
        return ""
    return _sorted_lines(store.construct(fill(question("thing"), thing=named)))


def vocabulary(store: Store, scheme: str | None = None) -> list[Member]:
    """Return the members of a vocabulary such as "force", in their order; without a scheme, of every vocabulary.

    >>> from dutygraph.answers.store import LocalStore
    >>> vocabulary(LocalStore(), "force")
    []
    """
    chosen = None if scheme is None else [iri(names.thing("scheme", scheme))]
    return _members(store, chosen)


def members(store: Store, scheme_iri: str) -> list[Member]:
    """Return the members of any concept scheme by its IRI, such as the senses of one document."""
    return _members(store, [iri(scheme_iri)])


def thing_uses(store: Store, thing_iri: str) -> list[Use]:
    """Return the situations, amount values, narrower concepts and provisions that lean on a thing; norms are not among them."""
    rows = store.select(fill(question("thing_uses"), thing=[iri(thing_iri)]))
    found = [Use(user or "", prop or "", label or names.local(user or "")) for user, prop, label in rows]
    return sorted(found, key=lambda use: (use.property, use.label, use.iri))


def ontology(store: Store) -> str:
    """Return what the ontology states, as N-Triples in sorted lines."""
    return _sorted_lines(store.construct(question("ontology")))


def _members(store: Store, schemes: list[str] | None) -> list[Member]:
    found = {
        member: Member(names.local(member), label or "", definition or "", int(position) if position else None, member)
        for member, label, definition, position in store.select(fill(question("vocabulary"), scheme=schemes))
        if member
    }
    return sorted(found.values(), key=_order)


def _order(member: Member) -> tuple[bool, int, str, str]:
    return (member.position is None, member.position or 0, member.label.casefold(), member.iri)


def _sorted_lines(triples: str) -> str:
    lines = sorted({line for line in triples.splitlines() if line.strip()})
    return "".join(line + "\n" for line in lines)


def _title(thing_iri: str, triples: str) -> str:
    import pyoxigraph

    titles = {
        triple.predicate.value: triple.object.value
        for triple in pyoxigraph.parse(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
        if isinstance(triple.object, pyoxigraph.Literal)
        and isinstance(triple.subject, pyoxigraph.NamedNode)
        and triple.subject.value == thing_iri
    }
    return next((titles[prop] for prop in _TITLES if prop in titles), names.local(thing_iri))
