"""Which documents there are, and what one of them is to each kind of body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dutygraph import names
from dutygraph.answers.provisions import Provision, provisions
from dutygraph.answers.questions import fill, question, text
from dutygraph.answers.store import Store
from dutygraph.errors import NotFound


@dataclass(frozen=True, slots=True)
class Binding:
    """What a document is to one kind of body, and why."""

    bearer: str
    bearer_label: str
    how: str
    how_label: str
    why: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A dated state of a document's text. Dates are ISO days."""

    edition: str
    title: str
    made: str
    in_force_from: str
    in_force_until: str
    source: str
    text_as_of: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A document that took another's place, or whose place was taken, from a day on; `document` is its id."""

    document: str
    title: str
    on: str
    why: str
    iri: str


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document in a list, with how many provisions and norms are encoded from it.

    `words_sought` says where every hub term was looked for: in the "whole" text, in the "part" encoded, or "" nowhere.
    """

    document: str
    title: str
    citation: str
    publisher: str
    kind: str
    is_law: bool
    set: str
    source_url: str
    licence: str
    provisions: int
    norms: int
    words_sought: str
    iri: str
    bindings: tuple[Binding, ...]
    replaced_by: tuple[Replacement, ...]
    replaces: tuple[Replacement, ...]


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """A document with its editions and provisions, and the printed parts that nobody read."""

    summary: DocumentSummary
    editions: tuple[Edition, ...]
    provisions: tuple[Provision, ...]
    not_read: tuple[str, ...]


def documents(store: Store, document_id: str | None = None) -> list[DocumentSummary]:
    """Return every document (or the one with this id), by title."""
    chosen = None if document_id is None else [text(document_id)]
    bindings: dict[str, list[tuple[int, Binding]]] = {}
    for work, bearer, bearer_label, how, how_label, why, position in store.select(
        fill(question("bindings"), document=chosen)
    ):
        binding = Binding(
            names.local(bearer or ""), bearer_label or "", names.local(how or ""), how_label or "", why or ""
        )
        bindings.setdefault(work or "", []).append((int(position or 0), binding))
    replaced_by, replaces = _replacements(store)
    found = []
    for row in store.select(fill(question("documents"), document=chosen)):
        iri, doc, title, citation, publisher, kind, group, url, licence, sought, law, count, norms = (
            cell or "" for cell in row
        )
        ordered = tuple(binding for _, binding in sorted(bindings.get(doc, []), key=lambda pair: pair[0]))
        found.append(
            DocumentSummary(
                document=doc,
                title=title,
                citation=citation,
                publisher=publisher,
                kind=names.local(kind),
                is_law=law == "true",
                set=names.local(group),
                source_url=url,
                licence=licence,
                provisions=int(count),
                norms=int(norms),
                words_sought=sought,
                iri=iri,
                bindings=ordered,
                replaced_by=tuple(replaced_by.get(iri, ())),
                replaces=tuple(replaces.get(iri, ())),
            )
        )
    return sorted(found, key=lambda summary: summary.title)


def _replacements(store: Store) -> tuple[dict[str, list[Replacement]], dict[str, list[Replacement]]]:
    """Return what replaced each document, and what each replaced, by IRI."""
    newer: dict[str, list[Replacement]] = {}
    older: dict[str, list[Replacement]] = {}
    for row in store.select(question("replacements")):
        old, old_title, new, new_title, on, why = (cell or "" for cell in row)
        newer.setdefault(old, []).append(Replacement(names.local(new), new_title, on, why, new))
        older.setdefault(new, []).append(Replacement(names.local(old), old_title, on, why, old))
    for each in (*newer.values(), *older.values()):
        each.sort(key=lambda replacement: (replacement.on, replacement.title))
    return newer, older


def document(store: Store, document_id: str, *, as_at: date | None = None) -> DocumentAnswer:
    """Return one document; NotFound names the nearest where there is none of that id.

    `document_id` may also be a title or citation as printed, in any case.
    """
    every = documents(store)
    wanted = document_id.strip().casefold()
    chosen = next((d for d in every if wanted in (d.document, d.title.casefold(), d.citation.casefold())), None)
    if chosen is None:
        from dutygraph.answers.nearest import nearest

        known = [d.document for d in every]
        raise NotFound(
            f'There is no document "{document_id}".{nearest(document_id, known)} Documents: {", ".join(known)}.'
        )
    editions = sorted(
        (
            Edition(*(cell or "" for cell in row[1:]))
            for row in store.select(fill(question("editions"), document=[text(chosen.document)]))
        ),
        key=lambda edition: edition.edition,
    )
    unread = store.select(fill(question("unread"), document=[text(chosen.document)]))
    return DocumentAnswer(
        chosen,
        tuple(editions),
        tuple(provisions(store, document=chosen.document, as_at=as_at)),
        tuple(sorted(part or "" for _, part in unread)),
    )
