"""Where aims pull apart: which source, if any, ranks them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dutygraph import names
from dutygraph.answers.duties import Link
from dutygraph.answers.questions import day, fill, question
from dutygraph.answers.store import Store


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one provision says of the rank of aims, in our words."""

    document: str
    title: str
    locator: str
    says: str
    verified: str
    source_url: str
    provision: str


@dataclass(frozen=True, slots=True)
class TradeOff:
    """Aims (terms) that can pull apart, the question that a buyer then faces, and what sources say; often none does."""

    id: str
    between: tuple[Link, ...]
    question: str
    rankings: tuple[Ranking, ...]


def trade_offs(store: Store, *, as_at: date | None = None) -> list[TradeOff]:
    """Return every trade-off, with the rankings whose provisions hold on the day.

    >>> from dutygraph.answers.store import LocalStore
    >>> trade_offs(LocalStore())
    []
    """
    between: dict[str, set[Link]] = {}
    asked: dict[str, str] = {}
    for thing, words, term, label in store.select(question("trade_offs")):
        between.setdefault(thing or "", set()).add(Link(names.local(term or ""), label or "", term or ""))
        asked[thing or ""] = words or ""
    rankings: dict[str, list[Ranking]] = {}
    if between:
        at = [day(as_at.isoformat())] if as_at else None
        for row in store.select(fill(question("rankings"), asAt=at)):
            thing, document, title, locator, says, verified, url, provision = (cell or "" for cell in row)
            made = Ranking(document, title, locator, says, names.local(verified), url, provision)
            rankings.setdefault(thing, []).append(made)
    return [
        TradeOff(
            names.local(thing),
            tuple(sorted(terms, key=lambda link: link.label)),
            asked[thing],
            tuple(sorted(rankings.get(thing, ()), key=lambda ranking: (ranking.title, ranking.locator))),
        )
        for thing, terms in sorted(between.items())
    ]


def competing(every: Iterable[TradeOff], leaned_on: Iterable[str]) -> list[TradeOff]:
    """Return the trade-offs of which at least two aims are among the terms (ids) that some duties lean on."""
    terms = set(leaned_on)
    return [one for one in every if len({link.id for link in one.between} & terms) >= 2]
