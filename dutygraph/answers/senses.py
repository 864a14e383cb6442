"""What each document means by a term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dutygraph import names
from dutygraph.answers.questions import day, fill, iri, question
from dutygraph.answers.store import Store


@dataclass(frozen=True, slots=True)
class Sense:
    """What one provision means by a term, on the days when the provision holds (ISO days, "" where no end is known).

    `status` is defined, defined-by-reference, described or used-undefined.
    """

    document: str
    title: str
    edition: str
    locator: str
    term: str
    label_used: str
    status: str
    summary: str
    verified: str
    source_url: str
    valid_from: str
    valid_until: str
    iri: str
    provision: str
    position: int


def senses(
    store: Store, *, term: str | None = None, provision: str | None = None, as_at: date | None = None
) -> list[Sense]:
    """Return senses by document as printed; `term` is an id, `provision` an IRI."""
    rows = store.select(
        fill(
            question("senses"),
            asAt=[day(as_at.isoformat())] if as_at else None,
            term=[iri(names.term(term))] if term else None,
            provision=[iri(provision)] if provision else None,
        )
    )
    found = [_sense(row) for row in rows]
    return sorted(found, key=lambda sense: (sense.title, sense.position, sense.term))


def _sense(row: tuple[str | None, ...]) -> Sense:
    (
        thing,
        document,
        title,
        edition,
        locator,
        term,
        label,
        status,
        summary,
        verified,
        url,
        provision,
        position,
        valid_from,
        valid_until,
    ) = (cell or "" for cell in row)
    return Sense(
        document=document,
        title=title,
        edition=edition,
        locator=locator,
        term=names.local(term),
        label_used=label,
        status=names.local(status),
        summary=summary,
        verified=names.local(verified),
        source_url=url,
        valid_from=valid_from,
        valid_until=valid_until,
        iri=thing,
        provision=provision,
        position=int(position),
    )
