"""The notices that a record shows: which, when published, where in the record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dutygraph.records.ocds import Part

# Document types that stand for one notice only; an award notice may be a UK5 or a UK6, so that it needs its notice type.
NOTICE_OF_DOCUMENT_TYPE = {
    "marketEngagementNotice": "UK2",
    "tenderNotice": "UK4",
    "contractTerminationNotice": "UK11",
    "tenderCancellationNotice": "UK12",
    "implementationNotice": "UK9",
}


@dataclass(frozen=True)
class Notice:
    """A notice of the Procurement Act 2023: its number in the service (UK1 to UK17), its day if given, its place."""

    kind: str
    day: date | None
    pointer: str


def notices_in(parts: Iterable[Part]) -> Iterator[Notice]:
    """Yield the notices among the documents of some parts of a record, and of the implementation of contracts.

    >>> part = Part({"documents": [{"noticeType": "UK7", "datePublished": "2025-05-02"}]}, "/contracts/0")
    >>> list(notices_in([part]))
    [Notice(kind='UK7', day=datetime.date(2025, 5, 2), pointer='/contracts/0/documents/0')]
    """
    for part in parts:
        for document in [*part.each("documents"), *part.each("implementation", "documents")]:
            kind = document.at("noticeType").text or NOTICE_OF_DOCUMENT_TYPE.get(document.at("documentType").text or "")
            if kind:
                yield Notice(kind.upper(), document.at("datePublished").day, document.pointer)


def first_notice(kinds: Collection[str], parts: Iterable[Part]) -> Notice | None:
    """Return the earliest notice of some kinds; one without a date only where none has a date."""
    found = [notice for notice in notices_in(parts) if notice.kind in kinds]
    return min(found, key=lambda notice: (notice.day or date.max, notice.pointer), default=None)


def is_update(release: Part) -> bool:
    """Say whether a release updates an earlier one, so that the dates of its notices need not be the first ones.

    A contract amendment is a step of its own, announced by a contract change notice, and no update.
    """
    tags = {tag.text or "" for tag in release.each("tag")}
    return any(
        tag.endswith("Update") or tag in ("tenderAmendment", "planningAmendment", "awardAmendment") for tag in tags
    )


def indicators_of(contract: Part, award: Part | None) -> list[Part]:
    """Return the key performance indicators (agreed metrics) of a contract, or of its award where it has none itself.

    Only objects with something in them are indicators; a stray text or number is none.
    """
    for part in (contract, award):
        members = [] if part is None else part.each("agreedMetrics")
        found = [member for member in members if isinstance(member.value, dict) and member.found]
        if found:
            return found
    return []
