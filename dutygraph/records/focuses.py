"""The parts of a release that shapes look at, each with what is known about the purchase there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dutygraph.records.facts import Purchase, Scope, find_facts
from dutygraph.records.findings import Finding
from dutygraph.records.happenings import find_change_happenings, find_happenings
from dutygraph.records.ocds import Part
from dutygraph.records.signs import awards_by_contract


@dataclass(frozen=True)
class Focus:
    """A part that a shape looks at, with everything that is known about the purchase there."""

    part: Part
    facts: Mapping[str, Finding]
    happenings: Mapping[str, Finding]

    @property
    def values(self) -> dict[str, object]:
        """The facts as the evaluation takes them."""
        return {name: finding.value for name, finding in self.facts.items()}

    @property
    def settled(self) -> dict[str, bool | None]:
        """The situations that the record settles, as the evaluation takes them."""
        return {name: bool(finding.value) for name, finding in self.happenings.items()}


def focus_on(part: Part, scope: Scope) -> Focus:
    """Gather what is known at a part.

    >>> release = Part({"tender": {"mainProcurementCategory": "goods"}}, "")
    >>> focus_on(release.at("tender"), Scope(Purchase(release))).values["contract-kind"]
    'goods'
    """
    facts = find_facts(scope)
    return Focus(part, facts, find_happenings(scope, facts))


def find_focuses(purchase: Purchase, target: str, percents: Mapping[str, Decimal]) -> Iterator[Focus]:
    """Yield the parts of a class (Tender, Award, Contract, Amendment, PerformanceFailure) with what is known there.

    `percents` are the sizes up to which a change of a contract is small: `works`, `other` and `term`.
    """
    release, tender = purchase.release, purchase.tender
    if target == "Tender" and isinstance(tender.value, dict) and tender.found:
        yield focus_on(tender, Scope(purchase))
    if target == "Award":
        for award in release.each("awards"):
            if isinstance(award.value, dict):
                yield focus_on(award, Scope(purchase, award))
    if target in ("Contract", "Amendment", "PerformanceFailure"):
        award_of = awards_by_contract(release)
        for contract in release.each("contracts"):
            if isinstance(contract.value, dict):
                focus = focus_on(contract, Scope(purchase, award_of.get(contract.pointer), contract))
                yield from [focus] if target == "Contract" else _within(target, focus, percents)


def _within(target: str, focus: Focus, percents: Mapping[str, Decimal]) -> Iterator[Focus]:
    """Yield the failures or the changes of a contract."""
    contract = focus.part
    if target == "PerformanceFailure":
        for failure in contract.each("implementation", "performanceFailures"):
            if isinstance(failure.value, dict):
                yield Focus(failure, focus.facts, focus.happenings)
        return
    for change in [part for key in ("proposedAmendments", "amendments") for part in contract.each(key)]:
        if isinstance(change.value, dict):
            size = find_change_happenings(contract, change, focus.facts["contract-kind"], percents)
            changed = Finding("yes", change.pointer, "the record gives a change of the contract")
            facts = {**focus.facts, "existing-contract-change": changed}
            yield Focus(change, facts, {**focus.happenings, **size})
