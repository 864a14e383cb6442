"""Situations that a record shows outright: happenings, and conditions that the buyer itself states in a notice.

Absence proves something only where the law or the notice form makes the buyer state the matter; each such reading is given
with its reason in docs/checking-records.md. Everything else stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from dutygraph.records.buyers import CENTRAL, LOCAL
from dutygraph.records.facts import ACT, Scope
from dutygraph.records.findings import Finding
from dutygraph.records.notices import first_notice, indicators_of
from dutygraph.records.ocds import Part

Settled = Iterator[tuple[str, Finding]]
_JUSTIFICATIONS = (
    ("extreme-and-unavoidable-urgency", ("urgency", "urgent")),
    ("user-choice-conditions-met", ("user choice", "userchoice")),
    ("direct-award-regulations-apply", ("protect life", "protectlife")),
)


def find_happenings(scope: Scope, facts: Mapping[str, Finding]) -> dict[str, Finding]:
    """Return what the record settles, by situation id; each value is True or False.

    Most of it holds only for a record that names the Procurement Act 2023 as its legal basis: there the notices are of
    known form and the buyer itself treats the purchase as under the Act.

    >>> from dutygraph.records.facts import Purchase
    >>> release = Part({"tender": {"legalBasis": {"scheme": "UKPGA", "id": "2023/54"}, "aboveThreshold": True}}, "")
    >>> sorted(name for name, finding in find_happenings(Scope(Purchase(release)), {}).items() if finding.value)
    ['above-threshold', 'begun-under-procurement-act-2023']
    """
    law = scope.purchase.law
    found: dict[str, Finding] = {}
    if law.value is not None:
        found["begun-under-procurement-act-2023"] = Finding(law.value == ACT, law.pointer, law.words)
    if law.value != ACT:
        return found
    for group in (
        _regime(scope, law, facts),
        _engagement(scope),
        _procedure(scope, facts),
        _contract(scope, law, facts),
    ):
        for situation, finding in group:
            found[situation] = finding
    return found


def _regime(scope: Scope, law: Finding, facts: Mapping[str, Finding]) -> Settled:
    yield "exempted-contract", Finding(False, law.pointer, "the buyer published it as a procurement under the Act")
    for part in scope.parts:
        flag = part.at("aboveThreshold")
        if flag.flag is not None:
            words = f"the notice says that the value is {'above' if flag.flag else 'below'} the threshold"
            yield "above-threshold", Finding(flag.flag, flag.pointer, words)
            break
    else:
        route = facts.get("route")
        if route is not None and route.value == "below-threshold":
            yield "above-threshold", Finding(False, route.pointer, route.words)
    regimes = scope.purchase.regimes
    pointer = scope.tender.at("specialRegime").pointer
    utilities, defence = "utilities" in regimes, "defence" in regimes
    words = f"the special regime is {', '.join(sorted(regimes))}" if regimes else "the notice names no special regime"
    yield "utilities-contract", Finding(utilities, pointer, words)
    yield "defence-and-security-contract", Finding(defence, pointer, words)
    if not defence:
        yield "defence-framework-call-off", Finding(False, pointer, words)
    if not utilities:
        yield "utilities-market-with-qualifying-notice", Finding(False, pointer, words)
    yield from _framework(scope, facts)
    yield from _arrangements(scope, facts)


def _framework(scope: Scope, facts: Mapping[str, Finding]) -> Settled:
    techniques = scope.tender.at("techniques")
    has_framework = techniques.at("hasFrameworkAgreement")
    route = facts.get("route")
    if route is not None and route.value == "framework-call-off":
        if not has_framework.flag:
            yield "framework-contract", Finding(False, route.pointer, route.words)
        return
    if not scope.tender.found:
        return
    if not has_framework.flag:
        yield "framework-contract", Finding(False, has_framework.pointer, "the notice does not set up a framework")
        return
    yield "framework-contract", Finding(True, has_framework.pointer, "the notice sets up a framework")
    scheme = techniques.at("frameworkAgreement", "isOpenFrameworkScheme")
    words = f"the notice {'speaks' if scheme.flag else 'does not speak'} of an open framework"
    yield "framework-in-open-framework", Finding(bool(scheme.flag), scheme.pointer, words)
    reasons = techniques.at("frameworkAgreement", "periodRationale")
    notice = scope.purchase.market_notice
    if reasons.found:
        yield (
            "longer-framework-term-needed",
            Finding(True, reasons.pointer, "the notice gives reasons for a longer term"),
        )
    elif notice:
        words = "the notice that would have to give reasons for a longer term gives none"
        yield "longer-framework-term-needed", Finding(False, notice.pointer, words)


def _arrangements(scope: Scope, facts: Mapping[str, Finding]) -> Settled:
    """Settle that no devolved arrangement is used, where the buyer is not devolved and uses no arrangement at all."""
    route = facts.get("route")
    own = route is not None and route.value in ("open", "competitive-flexible", "direct-award", "below-threshold")
    if scope.purchase.nation is None and own and route is not None:
        words = f"{route.words} and the buyer is not classed as devolved"
        for situation in (
            "devolved-welsh-procurement-arrangement",
            "transferred-northern-ireland-procurement-arrangement",
            "devolved-procurement-arrangement",
        ):
            yield situation, Finding(False, route.pointer, words)
    buyer = facts.get("buyer")
    prose = " ".join(scope.tender.at(key).text or "" for key in ("title", "description")).lower()
    if buyer is not None and buyer.value in (LOCAL, CENTRAL) and "pupil referral" not in prose:
        yield "contract-awarded-by-school", Finding(False, buyer.pointer, buyer.words)


def _engagement(scope: Scope) -> Settled:
    planning = scope.release.at("planning")
    reasons = planning.at("noEngagementNoticeRationale")
    notice = first_notice(("UK2",), [planning, scope.tender])
    if notice:
        words = "there is a preliminary market engagement notice"
        yield "market-engagement-took-place", Finding(True, notice.pointer, words)
        if not reasons.found:
            yield "no-engagement-notice-explained", Finding(False, notice.pointer, words)
    if reasons.found:
        words = "the tender notice says why there was no engagement notice"
        yield "market-engagement-took-place", Finding(True, reasons.pointer, words)
        yield "no-engagement-notice-explained", Finding(True, reasons.pointer, words)


def _procedure(scope: Scope, facts: Mapping[str, Finding]) -> Settled:
    above, notice = scope.tender.at("aboveThreshold"), first_notice(("UK4",), [scope.tender])
    if notice and above.flag is False:
        words = "there is a tender notice, and it says that the value is below the threshold"
        yield "below-threshold-tender-notice-published", Finding(True, notice.pointer, words)
    elif above.flag:
        words = "the notice says that the value is above the threshold"
        yield "below-threshold-tender-notice-published", Finding(False, above.pointer, words)
    route = facts.get("route")
    asked = scope.tender.at("expressionOfInterestDeadline")
    if asked.day:
        yield (
            "requests-to-participate-invited",
            Finding(True, asked.pointer, "there is a deadline for requests to take part"),
        )
    elif route is not None and route.value == "open":
        yield "requests-to-participate-invited", Finding(False, route.pointer, route.words)
    if route is not None and route.value == "open":
        yield "negotiated-tendering-period", Finding(False, route.pointer, route.words)
    if route is not None and route.value == "direct-award":
        yield from _justifications(scope)


def _justifications(scope: Scope) -> Settled:
    """Settle which of the grounds that release from duties the notice relies on; nothing where it names no ground."""
    grounds = scope.tender.each("procurementMethodRationaleClassifications")
    words = " ".join(
        f"{ground.at('id').text or ''} {ground.at('description').text or ''}".lower() for ground in grounds
    )
    if not words.strip():
        notice = scope.purchase.transparency_notice
        if notice:
            said = "there is a transparency notice, which an award by user choice does not need"
            yield "user-choice-conditions-met", Finding(False, notice.pointer, said)
        return
    for situation, phrases in _JUSTIFICATIONS:
        named = any(phrase in words for phrase in phrases)
        said = "the notice names this ground for the direct award" if named else "the notice names another ground"
        yield situation, Finding(named, grounds[0].pointer, said)


def _contract(scope: Scope, law: Finding, facts: Mapping[str, Finding]) -> Settled:
    if scope.award is not None or scope.contract is not None:
        yield "awarded-under-procurement-act-2023", Finding(True, law.pointer, law.words)
    if scope.award is not None:
        standstill = scope.award.at("standstillPeriod", "endDate")
        if standstill.day:
            words = "the award notice gives a standstill period"
            yield "voluntary-standstill-announced", Finding(True, standstill.pointer, words)
    contract = scope.contract
    if contract is None:
        return
    explained = contract.at("noAgreedMetricsRationale")
    indicators = indicators_of(contract, scope.award)
    if explained.found:
        words = "the notice says why there are no key performance indicators"
        yield "indicators-unsuitable", Finding(True, explained.pointer, words)
    elif indicators:
        words = "the notice gives key performance indicators"
        yield "indicators-unsuitable", Finding(False, indicators[0].pointer, words)
    ended = contract.at("implementation", "endDate")
    notice = first_notice(("UK11",), [contract])
    if ended.day or notice:
        pointer = ended.pointer if ended.day else notice.pointer if notice else contract.pointer
        yield "contract-ended", Finding(True, pointer, "the contract has ended")
    for failure in contract.each("implementation", "performanceFailures"):
        if failure.at("penaltyDate").day:
            words = "a breach led to a penalty or partial termination"
            yield "supplier-breach-with-consequence", Finding(True, failure.pointer, words)
        if failure.at("decisionDate").day:
            words = "the buyer decided that the supplier failed to improve"
            yield "supplier-failed-to-improve", Finding(True, failure.pointer, words)


def find_change_happenings(
    contract: Part, amendment: Part, kind: Finding, percents: Mapping[str, Decimal]
) -> dict[str, Finding]:
    """Return what an amendment shows of the size of the change, and of a standstill before it.

    `percents` holds `works`, `other` and `term`: the sizes up to which a change is small (s. 75(2)).
    """
    found: dict[str, Finding] = {}
    standstill = amendment.at("standstill")
    if standstill.flag is not None:
        words = f"the change notice {'sets' if standstill.flag else 'sets no'} standstill"
        found["standstill-in-change-notice"] = Finding(standstill.flag, standstill.pointer, words)
    before, after = contract.at("value", "amountGross"), amendment.at("value", "amountGross")
    limit = percents.get("works" if kind.value == "works" else "other")
    if (
        before.number
        and after.number is not None
        and limit is not None
        and kind.value in ("works", "goods", "services")
    ):
        percent = abs(after.number - before.number) / abs(before.number) * 100
        words = f"the change alters the value by {percent:.1f} per cent"
        found["small-change-of-value"] = Finding(percent <= limit, after.pointer, words)
    length, change = _length(contract), _change_of_term(contract, amendment)
    if length and change is not None and "term" in percents:
        share = Decimal(abs(change)) / Decimal(length) * 100
        words = f"the change alters the length by {share:.1f} per cent"
        found["small-change-of-term"] = Finding(share <= percents["term"], amendment.at("period").pointer, words)
    if amendment.each("suppliersRemoved"):
        words = "the change replaces a supplier"
        found["transfer-on-restructuring"] = Finding(True, amendment.at("suppliersRemoved").pointer, words)
    return found


def _longest_end(period: Part) -> date | None:
    return period.at("maxExtentDate").day or period.at("endDate").day


def _length(contract: Part) -> int | None:
    """Return the longest term of a contract in days."""
    start, end = contract.at("period", "startDate").day, _longest_end(contract.at("period"))
    return (end - start).days if start and end and end > start else None


def _change_of_term(contract: Part, amendment: Part) -> int | None:
    old, new = _longest_end(contract.at("period")), _longest_end(amendment.at("period"))
    return (new - old).days if old and new else None
