"""Signs: the days and counts that a record's shapes compare, worked out from the record and from the law's own figures.

Calendar arithmetic stands here and nowhere else; what must come before what stands in the shapes. Every figure comes from
the dated amounts of the graph. A sign that cannot be worked out is left out, and no shape fails for want of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from dutygraph import names
from dutygraph.records.days import BankHolidays, last_day, last_working_day
from dutygraph.records.facts import Purchase, Scope, find_kind
from dutygraph.records.mapping import node
from dutygraph.records.notices import Notice, first_notice, indicators_of, is_update, notices_in
from dutygraph.records.ocds import Part

if TYPE_CHECKING:
    from rdflib import Graph

SIGN = names.DEF + "sign/"
Value = date | int | bool
Figures = Callable[[str], Decimal | None]


@dataclass(frozen=True)
class Sign:
    """One sign: a day, a count or a yes or no, and the place of what it was read or worked out from."""

    value: Value
    pointer: str


@dataclass
class Signs:
    """The signs of a record, by the pointer of the part they are about and by name."""

    by_part: dict[str, dict[str, Sign]] = field(default_factory=dict)

    def of(self, part: Part) -> Mapping[str, Sign]:
        """Return the signs of a part."""
        return self.by_part.get(part.pointer, {})

    def add(self, part: Part, name: str, value: Value | None, pointer: str) -> None:
        """Note a sign; None is no sign."""
        if value is not None:
            self.by_part.setdefault(part.pointer, {})[name] = Sign(value, pointer)

    def state(self, graph: Graph, number: int) -> None:
        """State the signs in the graph of the record with that number."""
        from rdflib import Literal, URIRef

        for pointer, signs in self.by_part.items():
            for name, sign in signs.items():
                graph.add((URIRef(node(number, pointer)), URIRef(SIGN + name), Literal(sign.value)))


def find_signs(purchase: Purchase, figures: Figures, holidays: BankHolidays) -> Signs:
    """Work out the signs of a purchase. `figures` gives the figure of a dated amount for this purchase, or None.

    >>> from dutygraph.records.days import read_bank_holidays
    >>> release = Part({"contracts": [{"dateSigned": "2025-05-01"}]}, "")
    >>> signs = find_signs(Purchase(release), lambda amount: Decimal(30), read_bank_holidays())
    >>> signs.by_part["/contracts/0"]["detailsNoticeDue"].value
    datetime.date(2025, 5, 30)
    """
    return _SignFinder(purchase, figures, holidays).find()


class _SignFinder:
    def __init__(self, purchase: Purchase, figures: Figures, holidays: BankHolidays):
        release = purchase.release
        self.purchase = purchase
        self.release = release
        self.tender = purchase.tender
        self.planning = release.at("planning")
        self.awards = release.each("awards")
        self.contracts = release.each("contracts")
        self.figures = figures
        self.holidays = holidays
        self.signs = Signs()
        self.award_of = awards_by_contract(release)
        self.signed: dict[str, list[Part]] = {}
        for contract in self.contracts:
            if contract.pointer in self.award_of:
                self.signed.setdefault(self.award_of[contract.pointer].pointer, []).append(contract.at("dateSigned"))

    def find(self) -> Signs:
        if self.tender.found:
            self._tender()
        for award in self.awards:
            self._award(award)
        for contract in self.contracts:
            self._contract(contract)
        for part in [self.tender, *self.awards, *self.contracts]:
            if part.found:
                self._update(part)
        return self.signs

    def _update(self, part: Part) -> None:
        self.signs.add(part, "update", is_update(self.release), self.release.at("tag").pointer)

    def _notice(self, part: Part, name: str, notice: Notice | None) -> date | None:
        if notice is None:
            return None
        self.signs.add(part, name, notice.day, notice.pointer)
        return notice.day

    def _whole_number(self, amount: str) -> int | None:
        figure = self.figures(amount)
        return None if figure is None else int(figure)

    def _due(self, first: date | None, amount: str) -> date | None:
        days = self._whole_number(amount)
        return last_day(first, days) if first and days else None

    def _tender(self) -> None:
        tender, signs = self.tender, self.signs
        self._notice(tender, "engagementNoticeOn", first_notice(("UK2",), [self.planning, tender]))
        notice = first_notice(("UK4",), [tender])
        published = self._notice(tender, "tenderNoticeOn", notice)
        if notice:
            signs.add(tender, "tenderNoticeShown", True, notice.pointer)
        self._notice(tender, "transparencyNoticeOn", first_notice(("UK5",), [tender, *self.awards]))
        award_notice = first_notice(("UK6",), [tender, *self.awards])
        self._notice(tender, "awardNoticeOn", award_notice)
        signed = [contract.at("dateSigned") for contract in self.contracts]
        self._earliest(tender, "signedOn", signed)
        deadline, asked = tender.at("tenderPeriod", "endDate"), tender.at("expressionOfInterestDeadline")
        signs.add(tender, "deadlineOn", deadline.day, deadline.pointer)
        signs.add(tender, "participationDeadlineOn", asked.day, asked.pointer)
        if published and deadline.day and not asked.found:
            signs.add(tender, "tenderingDays", (deadline.day - published).days, deadline.pointer)
            signs.add(tender, "leastTenderingDays", self._whole_number("tendering-period-shortened"), deadline.pointer)
            signs.add(tender, "sureTenderingDays", self._whole_number(self._sure_period()), deadline.pointer)
        if published and asked.day:
            signs.add(tender, "participationDays", (asked.day - published).days, asked.pointer)
            signs.add(
                tender, "leastParticipationDays", self._whole_number("participation-period-urgent"), asked.pointer
            )
            signs.add(tender, "sureParticipationDays", self._whole_number("participation-period"), asked.pointer)
        self._framework_term()

    def _sure_period(self) -> str:
        """Return the amount that is long enough for certain; a record does not show whether all documents came together."""
        electronic = self.tender.at("submissionTerms", "electronicSubmissionPolicy").text in ("allowed", "required")
        return "tendering-period-one-shortfall" if electronic else "tendering-period-both-shortfalls"

    def _earliest(self, part: Part, name: str, dates: Iterable[Part]) -> None:
        found = [(day.day, day.pointer) for day in dates if day.day is not None]
        if found:
            self.signs.add(part, name, *min(found))

    def _framework_term(self) -> None:
        """Note the term of a framework, from the lot that goes furthest beyond the limit or stays least within it."""
        defence = self.purchase.regimes & {"defence", "utilities"}
        years = self._whole_number(
            "framework-longest-term-defence-or-utilities" if defence else "framework-longest-term"
        )
        if not years or not self.tender.at("techniques", "hasFrameworkAgreement").flag:
            return
        periods = [part.at("contractPeriod") for part in (self.tender, *self.tender.each("lots"), *self.awards)]
        periods.append(self.tender.at("techniques", "frameworkAgreement", "period"))
        terms: list[tuple[bool, int, date, date, date, str]] = []
        for period in periods:
            start, end = period.at("startDate").day, period.at("endDate").day
            limit = _years_later(start, years) if start else None
            if end and limit:
                latest = max(end, period.at("maxExtentDate").day or end)
                terms.append((end > limit, (latest - limit).days, end, latest, limit, period.pointer))
        if not terms:
            return
        _, _, end, latest, limit, pointer = max(terms)
        self.signs.add(self.tender, "frameworkEndsOn", end, pointer)
        self.signs.add(self.tender, "frameworkEndsAtLatestOn", latest, pointer)
        self.signs.add(self.tender, "frameworkMustEndBy", limit, pointer)

    def _award(self, award: Part) -> None:
        signs = self.signs
        published = self._notice(award, "awardNoticeOn", first_notice(("UK6",), [award]))
        self._notice(award, "transparencyNoticeOn", first_notice(("UK5",), [award, self.tender]))
        self._earliest(award, "signedOn", self.signed.get(award.pointer, []))
        sent = award.at("assessmentSummariesDateSent")
        signs.add(award, "summariesSentOn", sent.day, sent.pointer)
        ends = award.at("standstillPeriod", "endDate")
        signs.add(award, "standstillEndsOn", ends.day, ends.pointer)
        least = self._standstill(published, "award-standstill-period")
        if least:
            signs.add(award, "leastStandstillEnd", least[0], ends.pointer)
            signs.add(award, "sureStandstillEnd", least[1], ends.pointer)

    def _standstill(self, published: date | None, amount: str) -> tuple[date, date] | None:
        """Return the last day of a standstill, counted without and with the holidays that rest on a proclamation."""
        days = self._whole_number(amount)
        if published is None or not days:
            return None
        end = last_working_day(published, days, self.holidays)
        return (end.earliest, end.latest) if end else None

    def _contract(self, contract: Part) -> None:
        signs = self.signs
        award = self.award_of.get(contract.pointer)
        nearby = [contract] if award is None else [contract, award]
        alone = [self.tender, self.planning] if len(self.contracts) == 1 else []
        found = find_kind(Scope(self.purchase, award, contract)).value
        light = "light-touch" in (found if isinstance(found, frozenset) else {found})
        kind = "-light-touch" if light else ""
        signed = contract.at("dateSigned")
        signs.add(contract, "signedOn", signed.day, signed.pointer)
        self._notice(contract, "detailsNoticeOn", first_notice(("UK7",), nearby + alone))
        signs.add(
            contract, "detailsNoticeDue", self._due(signed.day, f"contract-details-notice-period{kind}"), signed.pointer
        )
        copies = [
            doc.at("datePublished")
            for doc in contract.each("documents")
            if doc.at("documentType").text == "contractSigned"
        ]
        self._earliest(contract, "copyOn", copies)
        signs.add(contract, "copyDue", self._due(signed.day, f"published-contract-period{kind}"), signed.pointer)
        notice_on = self._notice(contract, "awardNoticeOn", first_notice(("UK6",), nearby + alone))
        self._notice(contract, "transparencyNoticeOn", first_notice(("UK5",), nearby + alone))
        self._standstill_end(contract, award, notice_on)
        indicators = indicators_of(contract, award)
        if indicators:
            signs.add(contract, "indicators", len(indicators), indicators[0].pointer)
            signs.add(contract, "leastIndicators", self._whole_number("kpi-minimum-number"), indicators[0].pointer)
        ended = contract.at("implementation", "endDate")
        signs.add(contract, "endedOn", ended.day, ended.pointer)
        self._notice(contract, "terminationNoticeOn", first_notice(("UK11",), [contract]))
        signs.add(
            contract, "terminationNoticeDue", self._due(ended.day, "contract-termination-notice-period"), ended.pointer
        )
        self._changes(contract)
        self._failures(contract)

    def _standstill_end(self, contract: Part, award: Part | None, notice_on: date | None) -> None:
        least = self._standstill(notice_on, "award-standstill-period")
        stated = (
            award.at("standstillPeriod", "endDate") if award is not None else contract.at("standstillPeriod", "endDate")
        )
        if stated.day:
            self.signs.add(contract, "statedStandstillEnd", stated.day, stated.pointer)
        if least:
            earliest, latest = (max(end, stated.day) if stated.day else end for end in least)
            self.signs.add(contract, "leastStandstillEnd", earliest, contract.pointer)
            self.signs.add(contract, "sureStandstillEnd", latest, contract.pointer)

    def _changes(self, contract: Part) -> None:
        """Tie a change to its notice only where there is one of each, as nothing in the record links them."""
        changes = [change for key in ("proposedAmendments", "amendments") for change in contract.each(key)]
        notices = [notice for notice in notices_in([contract]) if notice.kind == "UK10"]
        for change in changes:
            day = change.at("date")
            self.signs.add(change, "changeOn", day.day, day.pointer)
            self._update(change)
            if len(changes) == 1 and len(notices) == 1:
                published = self._notice(change, "changeNoticeOn", notices[0])
                least = self._standstill(published, "change-standstill-period")
                if least:
                    self.signs.add(change, "leastStandstillEnd", least[0], day.pointer)
                    self.signs.add(change, "sureStandstillEnd", least[1], day.pointer)

    def _failures(self, contract: Part) -> None:
        failures = contract.each("implementation", "performanceFailures")
        notices = [notice for notice in notices_in([contract]) if notice.kind == "UK9"]
        for failure in failures:
            self._earliest(failure, "failureOn", [failure.at("decisionDate"), failure.at("penaltyDate")])
            self._update(failure)
            sign = self.signs.of(failure).get("failureOn")
            if sign is None or not isinstance(sign.value, date):
                continue
            due = self._due(sign.value, "performance-failure-information-period")
            self.signs.add(failure, "failureNoticeDue", due, sign.pointer)
            own = first_notice(("UK9",), [failure]) or (notices[0] if len(notices) == 1 else None)
            self._notice(failure, "failureNoticeOn", own)


def awards_by_contract(release: Part) -> dict[str, Part]:
    """Return the award that each contract names, or the only award where it names none, by the contract's pointer.

    >>> release = Part({"awards": [{"id": "A"}, {"id": "B"}], "contracts": [{"awardID": "B"}, {}]}, "")
    >>> {contract: award.pointer for contract, award in awards_by_contract(release).items()}
    {'/contracts/0': '/awards/1'}
    """
    awards = release.each("awards")
    by_id = {award.at("id").text: award for award in reversed(awards)}
    found: dict[str, Part] = {}
    for contract in release.each("contracts"):
        wanted = contract.at("awardID").text
        award = by_id.get(wanted) if wanted is not None else awards[0] if len(awards) == 1 else None
        if award is not None:
            found[contract.pointer] = award
    return found


def _years_later(day: date, years: int) -> date | None:
    """Return the last day of a term of so many years that begins with a day; None beyond the calendar."""
    if day.year + years > date.max.year:
        return None
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day) - timedelta(days=0 if leap_day else 1)
