"""Which norms bear on whom, and how strongly, on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dutygraph import names
from dutygraph.answers.questions import day, fill, iri, question
from dutygraph.answers.store import Store

LADDER = ("must", "must-not", "must-have-regard", "must-consider", "should", "should-not", "may", "aims")


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Something a norm points at: `id` as content files write it, `label` as people read it."""

    id: str
    label: str
    iri: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A norm as it bears on one kind of body. Dates are ISO days; `valid_until` is the last day, "" if no end is known.

    `evidence_places` says for each kind of evidence where it stands, "" where that is not recorded.
    """

    document: str
    title: str
    edition: str
    locator: str
    heading: str
    norm: str
    kind: str
    bearer: str
    force: str
    act: str
    act_label: str
    summary: str
    stages: tuple[Link, ...]
    when: tuple[Link, ...]
    unless: tuple[Link, ...]
    terms: tuple[Link, ...]
    evidence: tuple[Link, ...]
    evidence_places: tuple[str, ...]
    enforced_by: tuple[Link, ...]
    valid_from: str
    valid_until: str
    validity_source: str
    verified: str
    source_url: str
    iri: str
    provision: str
    position: int


def duties(
    store: Store,
    *,
    as_at: date | None = None,
    bearer: str | None = None,
    force: str | None = None,
    stage: str | None = None,
    document: str | None = None,
    provision: str | None = None,
    linked: str | None = None,
    norms: Iterable[str] | None = None,
) -> list[Duty]:
    """Return norms with their force for each bearer, in the order of documents as printed.

    `bearer`, `force`, `stage` and `document` are ids as the content writes them; `provision` is the IRI of
    the one that states the norm, `linked` of anything a norm points at (a term, an act, a situation); `norms` are IRIs. Without `as_at`, dates do not matter.

    >>> from dutygraph.answers.store import LocalStore
    >>> duties(LocalStore())
    []
    """
    rows = store.select(
        fill(
            question("duties"),
            asAt=_one(day(as_at.isoformat()) if as_at else None),
            norm=None if norms is None else [iri(norm) for norm in norms],
            bearer=_concept("role", bearer),
            force=_concept("force", force),
            stage=_concept("stage", stage),
            work=_one(iri(names.document(document)) if document else None),
            provision=_one(iri(provision) if provision else None),
            linked=_one(iri(linked) if linked else None),
        )
    )
    links = _links(store, {str(row[0]) for row in rows})
    once = dict.fromkeys(rows)  # a norm that points twice at the same thing is found twice
    places = {thing or "": place or "" for thing, place in store.select(question("evidence_places"))} if rows else {}
    return sorted((_duty(row, links.get(str(row[0]), {}), places) for row in once), key=_printed_order)


def _one(value: str | None) -> list[str] | None:
    return None if value is None else [value]


def _concept(scheme: str, code: str | None) -> list[str] | None:
    return None if code is None else [iri(names.concept(scheme, code))]


def _links(store: Store, norms: set[str]) -> dict[str, dict[str, list[Link]]]:
    if not norms:
        return {}
    # Naming over a hundred norms costs the store more than giving the links of all of them (measured: 49 against 14 ms).
    named = None if len(norms) > 100 else [iri(norm) for norm in sorted(norms)]
    filled = fill(question("duty_links"), norm=named)
    made: dict[str | None, tuple[int, str, Link]] = {}
    found: dict[str, dict[str, list[tuple[int, str, Link]]]] = {}
    for norm, prop, value, label, locator, position in store.select(filled):
        assert norm and prop and value
        if value not in made:
            link_id = value.removeprefix(names.ID) if locator else names.local(value)
            made[value] = (int(position or 0), link_id, Link(link_id, label or locator or link_id, value))
        found.setdefault(norm, {}).setdefault(prop, []).append(made[value])
    return {
        norm: {names.local(prop): [link for *_, link in sorted(links)] for prop, links in each.items()}
        for norm, each in found.items()
    }


def _duty(row: tuple[str | None, ...], links: dict[str, list[Link]], places: dict[str, str]) -> Duty:
    (norm, document, title, edition, locator, kind, bearer, force, act, act_label, summary, valid_from, valid_until,
     validity_source, verified, source_url, provision, heading, position) = (cell or "" for cell in row)  # fmt: skip
    return Duty(
        document=document,
        title=title,
        edition=edition,
        locator=locator,
        heading=heading,
        norm=names.local(norm),
        kind=names.local(kind),
        bearer=names.local(bearer),
        force=names.local(force),
        act=names.local(act),
        act_label=act_label,
        summary=summary,
        stages=tuple(links.get("stage", ())),
        when=tuple(links.get("when", ())),
        unless=tuple(links.get("unless", ())),
        terms=tuple(links.get("about", ())),
        evidence=tuple(links.get("evidencedBy", ())),
        evidence_places=tuple(places.get(link.iri, "") for link in links.get("evidencedBy", ())),
        enforced_by=tuple(links.get("enforcedBy", ())),
        valid_from=valid_from,
        valid_until=valid_until,
        validity_source=validity_source,
        verified=names.local(verified),
        source_url=source_url,
        iri=norm,
        provision=provision,
        position=int(position),
    )


def _printed_order(duty: Duty) -> tuple[str, int, str, str, str]:
    return (duty.title, duty.position, duty.locator, duty.norm, duty.bearer)
