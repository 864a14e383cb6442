"""What a provision says, how it was verified, and what it refers to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dutygraph import names
from dutygraph.answers.duties import Duty, duties
from dutygraph.answers.nearest import nearest
from dutygraph.answers.questions import day, fill, iri, question, text
from dutygraph.answers.senses import Sense, senses
from dutygraph.answers.store import Store
from dutygraph.errors import NotFound


@dataclass(frozen=True, slots=True)
class Provision:
    """A printed unit of a document. `left_out` is the label of the reason why nothing was encoded, or ""."""

    document: str
    title: str
    edition: str
    locator: str
    heading: str
    summary: str
    verified: str
    verified_where: str
    verified_on: str
    left_out: str
    left_out_label: str
    left_out_note: str
    source_url: str
    valid_from: str
    valid_until: str
    validity_source: str
    iri: str
    position: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A provision, or a whole work outside the corpus (then `locator` is "")."""

    iri: str
    title: str
    locator: str


@dataclass(frozen=True, slots=True)
class ProvisionAnswer:
    """A provision with its norms, its senses and what it refers to and is referred to by."""

    provision: Provision
    duties: tuple[Duty, ...]
    senses: tuple[Sense, ...]
    refers_to: tuple[Reference, ...]
    referred_from: tuple[Reference, ...]


def provisions(
    store: Store, *, document: str | None = None, provision: str | None = None, as_at: date | None = None
) -> list[Provision]:
    """Return provisions as printed, of one document or all; `provision` is an IRI."""
    rows = store.select(
        fill(
            question("provisions"),
            asAt=[day(as_at.isoformat())] if as_at else None,
            document=[text(document)] if document else None,
            provision=[iri(provision)] if provision else None,
        )
    )
    return sorted((_provision(row) for row in rows), key=lambda found: (found.title, found.position))


def provision(store: Store, document_id: str, locator: str, *, as_at: date | None = None) -> ProvisionAnswer:
    """Return one provision from its document's id and its locator, printed ("s. 52") or as a slug ("s-52").

    A pinpoint inside a provision ("s. 52(1)") gives the provision. NotFound names the nearest.
    """
    known = {names.local(found.iri): found for found in provisions(store, document=document_id)}
    if not known:
        raise NotFound(f'There is no document "{document_id}".')
    found = known.get(locator) or _enclosing(known, names.slug(locator))
    if found is None:
        hint = nearest(names.slug(locator), known)
        raise NotFound(f'{document_id} has no provision "{locator}".{hint}')
    if as_at:
        found = next(
            (other for other in known.values() if other.locator == found.locator and _holds(other, as_at)), found
        )
    return ProvisionAnswer(
        provision=found,
        duties=tuple(duties(store, provision=found.iri, as_at=as_at)),
        senses=tuple(senses(store, provision=found.iri)),
        refers_to=_references(store, found.iri, outward=True),
        referred_from=_references(store, found.iri, outward=False),
    )


def _enclosing(known: dict[str, Provision], wanted: str) -> Provision | None:
    while wanted and wanted not in known:
        wanted = wanted.rpartition("-")[0]
    return known.get(wanted)


def _holds(unit: Provision, day: date) -> bool:
    return unit.valid_from <= day.isoformat() and (not unit.valid_until or day.isoformat() <= unit.valid_until)


def _provision(row: tuple[str | None, ...]) -> Provision:
    (thing, document, title, edition, locator, heading, summary, verified, where, on, left_out, left_out_label, note,
     url, valid_from, valid_until, source, position) = (cell or "" for cell in row)  # fmt: skip
    return Provision(
        document=document,
        title=title,
        edition=edition,
        locator=locator,
        heading=heading,
        summary=summary,
        verified=names.local(verified),
        verified_where=where,
        verified_on=on,
        left_out=names.local(left_out) if left_out else "",
        left_out_label=left_out_label,
        left_out_note=note,
        source_url=url,
        valid_from=valid_from,
        valid_until=valid_until,
        validity_source=source,
        iri=thing,
        position=int(position),
    )


def _references(store: Store, provision_iri: str, *, outward: bool) -> tuple[Reference, ...]:
    nothing = [iri(names.ID + "nothing")]
    wanted = [iri(provision_iri)]
    query = fill(
        question("references"), **{"from": wanted if outward else nothing, "to": nothing if outward else wanted}
    )
    found = set()
    for from_iri, from_locator, from_title, to_iri, to_locator, to_title in store.select(query):
        if outward:
            found.add(Reference(to_iri or "", to_title or "", to_locator or ""))
        else:
            found.add(Reference(from_iri or "", from_title or "", from_locator or ""))
    return tuple(sorted(found, key=lambda reference: (reference.title, reference.locator)))
