"""Facts about a purchase, read from a release: each with its JSON pointer, each unknown unless the record shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dutygraph.records.buyers import find_buyer, find_nation
from dutygraph.records.days import in_words
from dutygraph.records.findings import Finding, pounds
from dutygraph.records.notices import Notice, first_notice, is_update
from dutygraph.records.ocds import Part

ACT, EARLIER, OTHER_LAW = "procurement-act-2023", "earlier-law", "other-law"
# Regulations and directives that the Procurement Act 2023 replaced for new procurements.
_EARLIER_LAW = {
    ("CELEX", "32014L0023"), ("CELEX", "32014L0024"), ("CELEX", "32014L0025"), ("CELEX", "32009L0081"),
    ("CELEX", "32004L0018"), ("CELEX", "32004L0017"), ("UKSI", "2015/102"), ("UKSI", "2016/273"), ("UKSI", "2016/274"),
    ("UKSI", "2011/1848"),
}  # fmt: skip
_ROUTES = (
    ("below threshold", "below-threshold"),
    ("award under framework", "framework-call-off"),
    ("call-off", "framework-call-off"),
    ("call off", "framework-call-off"),
    ("direct award", "direct-award"),
    ("competitive flexible", "competitive-flexible"),
    ("open procedure", "open"),
)


class Purchase:
    """A release, with what is read once for all its awards and contracts."""

    def __init__(self, release: Part):
        self.release = release
        self.tender = release.at("tender")

    @cached_property
    def buyer(self) -> Finding:
        """What kind of body buys."""
        return find_buyer(self.release)

    @cached_property
    def nation(self) -> Finding | None:
        """The nation outside England whose rules may govern the buyer."""
        return find_nation(self.release)

    @cached_property
    def law(self) -> Finding:
        """The law that the record names as its basis."""
        return find_law(self.release)

    @cached_property
    def start(self) -> Finding:
        """The day on which the procurement began."""
        return find_start(self.release)

    @cached_property
    def latest_start(self) -> Finding:
        """The earliest day that the record mentions."""
        return find_latest_start(self.release)

    @cached_property
    def route(self) -> Finding:
        """How the contract is bought."""
        return find_route(self.release)

    @cached_property
    def regimes(self) -> set[str]:
        """The special regimes that the record names."""
        return special_regimes(self.release)

    @cached_property
    def transparency_notice(self) -> Notice | None:
        """The first transparency notice."""
        return first_notice(("UK5",), [self.tender, *self.release.each("awards")])

    @cached_property
    def change_notice(self) -> Notice | None:
        """The first contract change notice."""
        return first_notice(("UK10",), self.release.each("contracts"))

    @cached_property
    def market_notice(self) -> Notice | None:
        """The first tender or transparency notice."""
        return first_notice(("UK4", "UK5"), [self.tender, *self.release.each("awards")])


@dataclass(frozen=True)
class Scope:
    """What of a purchase a question is about: all of it, or one award, or one contract with its award."""

    purchase: Purchase
    award: Part | None = None
    contract: Part | None = None

    @property
    def release(self) -> Part:
        """The release."""
        return self.purchase.release

    @property
    def tender(self) -> Part:
        """The tender of the release."""
        return self.purchase.tender

    @property
    def parts(self) -> list[Part]:
        """The parts that may speak for this scope, the nearest first."""
        return [part for part in (self.contract, self.award, self.tender) if part is not None]


def find_facts(scope: Scope) -> Mapping[str, Finding]:
    """Return the facts of a scope by fact id; a fact that the record does not show is there with the value None.

    >>> facts = find_facts(Scope(Purchase(Part({"tender": {"value": {"amount": 100}}}, ""))))
    >>> facts["value"].value is None, facts["value"].words
    (True, 'the value is given without VAT only (£100)')
    """
    return {
        "buyer": scope.purchase.buyer,
        "value": find_value(scope),
        "started-on": scope.purchase.start,
        "contract-kind": find_kind(scope),
        "route": scope.purchase.route,
        "existing-contract-change": _find_change(scope),
    }


def find_law(release: Part) -> Finding:
    """Return the law that the record itself names as its basis: one of ACT, EARLIER, OTHER_LAW, or None."""
    basis = release.at("tender", "legalBasis")
    scheme, number = (basis.at("scheme").text or "").upper(), (basis.at("id").text or "").upper()
    label = " ".join(part for part in (scheme, number) if part)
    if (scheme, number) == ("UKPGA", "2023/54"):
        return Finding(ACT, basis.pointer, "it names the Procurement Act 2023 as its legal basis")
    if (scheme, number) in _EARLIER_LAW:
        return Finding(EARLIER, basis.pointer, f"it names the earlier procurement law as its legal basis ({label})")
    if label:
        return Finding(OTHER_LAW, basis.pointer, f"it names another law as its legal basis ({label})")
    return Finding(None, basis.pointer, "it names no legal basis")


def find_start(release: Part) -> Finding:
    """Return the day on which the procurement began: the first tender or transparency notice, else the first tender release.

    A contract or award release does not show it; engagement and planning come before the procurement begins.
    """
    notice = first_notice(("UK4", "UK5"), [release.at("tender"), *release.each("awards")])
    if notice and notice.day and not is_update(release):
        return Finding(notice.day, notice.pointer, f"its first notice to the market is of {in_words(notice.day)}")
    tags = {tag.text for tag in release.each("tag")}
    for part in (release.at("tender", "datePublished"), release.at("tender", "tenderPeriod", "startDate")):
        if part.day and not is_update(release):
            return Finding(part.day, part.pointer, f"the tender was published on {in_words(part.day)}")
    published = release.at("date")
    if tags == {"tender"} and published.day:
        return Finding(published.day, published.pointer, f"the tender was published on {in_words(published.day)}")
    return Finding(None, published.pointer, "it does not say when the procurement began")


def find_latest_start(release: Part) -> Finding:
    """Return the earliest day of the process that the record mentions: the procurement began on that day or before."""
    tender = release.at("tender")
    parts = [
        release.at("date"),
        tender.at("datePublished"),
        tender.at("tenderPeriod", "startDate"),
        tender.at("tenderPeriod", "endDate"),
    ]
    for award in release.each("awards"):
        parts += [award.at("date"), award.at("datePublished")]
    parts += [contract.at("dateSigned") for contract in release.each("contracts")]
    days = [(part.day, part.pointer) for part in parts if part.day is not None]
    if not days:
        return Finding(None, release.pointer, "it gives no date")
    day, pointer = min(days)
    return Finding(day, pointer, f"the earliest day in it is {in_words(day)}")


def find_value(scope: Scope) -> Finding:
    """Return the value in pounds with VAT. An award or contract answers for itself and never with the tender's value."""
    parts = [part for part in (scope.contract, scope.award) if part is not None] or _only_values(scope.release)
    for part in parts:
        value = part.at("value")
        currency = (value.at("currency").text or "GBP").upper()
        gross, net = value.at("amountGross"), value.at("amount")
        if currency != "GBP" and (gross.found or net.found):
            return Finding(None, value.pointer, f"the value is given in {currency} and not in pounds")
        if gross.number is not None:
            return Finding(gross.number, gross.pointer, f"the value with VAT is {pounds(gross.number)}")
        if net.number is not None:
            return Finding(None, net.pointer, f"the value is given without VAT only ({pounds(net.number)})")
    pointer = parts[0].at("value").pointer if parts else scope.release.pointer
    return Finding(None, pointer, "no value is given")


def _only_values(release: Part) -> list[Part]:
    """Return what gives the value of a whole release: the tender, else its one contract or one award."""
    if release.at("tender", "value").found:
        return [release.at("tender")]
    for members in (release.each("contracts"), release.each("awards")):
        if len(members) == 1:
            return members
    return [release.at("tender")]


def find_kind(scope: Scope) -> Finding:
    """Return the kind of contract; the special regime counts before goods, services and works."""
    regimes = scope.purchase.regimes
    named = frozenset(
        kind for code, kind in (("lighttouch", "light-touch"), ("concession", "concession")) if code in regimes
    )
    pointer = scope.tender.at("specialRegime").pointer
    if named:
        kinds = " and ".join(sorted(named))
        return Finding(named if len(named) > 1 else next(iter(named)), pointer, f"the special regime is {kinds}")
    for part in scope.parts:
        category = part.at("mainProcurementCategory")
        if category.text in ("goods", "services", "works"):
            return Finding(category.text, category.pointer, f"the main category is {category.text}")
    return Finding(
        None, scope.tender.at("mainProcurementCategory").pointer, "it does not say what kind of contract it is"
    )


def special_regimes(release: Part) -> set[str]:
    """Return the special regimes that the record names, in lower case without hyphens."""
    parts = [release.at("tender"), *release.each("awards"), *release.each("contracts")]
    return {
        (regime.text or "").lower().replace("-", "").replace(" ", "")
        for part in parts
        for regime in part.each("specialRegime")
    }


def find_route(release: Part) -> Finding:
    """Return how the contract is bought, from the words that Find a Tender uses for the procedure."""
    tender = release.at("tender")
    details = tender.at("procurementMethodDetails")
    words = (details.text or "").lower()
    for phrase, route in _ROUTES:
        if phrase in words:
            if route in ("competitive-flexible", "open") and tender.at("techniques", "hasDynamicPurchasingSystem").flag:
                return Finding("dynamic-market", details.pointer, "the contract is bought through a dynamic market")
            return Finding(route, details.pointer, f'the procedure is "{details.text}"')
    if details.text:
        return Finding(
            None, details.pointer, f'the procedure is "{details.text}", which does not settle how it was bought'
        )
    return Finding(None, details.pointer, "it does not say by which procedure the contract is bought")


def _find_change(scope: Scope) -> Finding:
    own = scope.contract
    notice = scope.purchase.change_notice if own is None else first_notice(("UK10",), [own])
    if notice:
        return Finding("yes", notice.pointer, "there is a contract change notice")
    tags = {tag.text for tag in scope.release.each("tag")}
    pointer = scope.release.at("tag").pointer
    if tags and tags <= {"planning", "planningUpdate", "tender", "tenderUpdate"}:
        return Finding("no", pointer, "no contract has been awarded yet")
    return Finding(None, pointer, "it does not say whether a running contract is changed")


def find_record_day(release: Part) -> date | None:
    """Return the day of the record, that is of its release."""
    return release.at("date").day
