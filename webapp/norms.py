"""Norms as pages show them: one card a norm, with its force for each bearer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dutygraph.answers.duties import Duty
from webapp.days import Moment


@dataclass(frozen=True, slots=True)
class Force:
    """How strongly a norm bears on one kind of body, both as ids."""

    bearer: str
    force: str


@dataclass(frozen=True, slots=True)
class Card:
    """A norm with its force for each bearer that was asked about; `norm` is any of its duties, for what they share."""

    norm: Duty
    forces: tuple[Force, ...]

    @property
    def shared_force(self) -> str:
        """The force, where it is the same for every bearer; else ""."""
        found = {force.force for force in self.forces}
        return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cards of one provision of one document, in printed order."""

    document: str
    title: str
    locator: str
    heading: str
    provision: str
    verified: str
    cards: tuple[Card, ...]


def gather(duties: Iterable[Duty], bearers: Iterable[str]) -> list[Card]:
    """Put duties that are one norm onto one card; `bearers` are all ids of bearers in their order."""
    rank = {bearer: place for place, bearer in enumerate(bearers)}
    by_norm: dict[str, list[Duty]] = {}
    for duty in duties:
        by_norm.setdefault(duty.iri, []).append(duty)
    return [
        Card(
            found[0],
            tuple(
                Force(duty.bearer, duty.force)
                for duty in sorted(found, key=lambda duty: rank.get(duty.bearer, len(rank)))
            ),
        )
        for found in by_norm.values()
    ]


def shelve(cards: Iterable[Card], locator_of: dict[str, str]) -> dict[str, list[Shelf]]:
    """Group cards by document title and provision; `locator_of` gives the printed locator of a provision's IRI."""
    by_provision: dict[str, list[Card]] = {}
    for card in cards:
        by_provision.setdefault(card.norm.provision, []).append(card)
    shelves: dict[str, list[Shelf]] = {}
    for provision, found in by_provision.items():
        norm = found[0].norm
        shelf = Shelf(
            document=norm.document,
            title=norm.title,
            locator=locator_of.get(provision, norm.locator),
            heading=norm.heading,
            provision=provision,
            verified=norm.verified,
            cards=tuple(found),
        )
        shelves.setdefault(norm.title, []).append(shelf)
    return shelves


def split(cards: Iterable[Card], moment: Moment) -> tuple[list[Card], list[Card]]:
    """Part cards into those that hold on the day and those that do not."""
    holding: list[Card] = []
    others: list[Card] = []
    for card in cards:
        (holding if moment.holds(card.norm.valid_from, card.norm.valid_until) else others).append(card)
    return holding, others
