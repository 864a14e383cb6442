"""Facts, buyers, days and the mapping to RDF."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from rdflib import URIRef

from dutygraph.records.buyers import find_buyer, find_nation, is_council_name
from dutygraph.records.days import last_day, last_working_day, london_day, read_bank_holidays
from dutygraph.records.facts import ACT, EARLIER, OTHER_LAW, Purchase, Scope, find_facts, find_law, find_start
from dutygraph.records.happenings import find_happenings
from dutygraph.records.mapping import OCDS, RecordMapping, node
from dutygraph.records.ocds import Part

LOCAL_OR_OTHER = frozenset({"local-authority", "other-public-body"})


def buyer(name: str | None, scheme: str | None = None, code: str | None = None) -> Part:
    party: dict[str, Any] = {"id": "B", "name": name, "roles": ["buyer"]}
    if scheme:
        party["details"] = {"classifications": [{"scheme": scheme, "id": code}]}
    return Part({"buyer": {"id": "B"}, "parties": [{"id": "S", "roles": ["supplier"]}, party]}, "")


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        (buyer("Anytown City Council", "UK_CA_TYPE", "publicAuthoritySubCentralGovernment"), "local-authority"),
        (buyer("Fictional Facilities Ltd", "UK_CA_TYPE", "publicAuthoritySubCentralGovernment"), LOCAL_OR_OTHER),
        (buyer("Arts Council Anywhere", "UK_CA_TYPE", "publicAuthorityCentralGovernment"), "central-government"),
        (buyer("Anytown Water", "UK_CA_TYPE", "privateUtility"), "private-utility"),
        (buyer("Anytown Ports", "UK_CA_TYPE", "publicUndertaking"), "other-public-body"),
        (buyer("Police of Anyshire", "TED_CA_TYPE", "REGIONAL_AUTHORITY"), LOCAL_OR_OTHER),
        (buyer("Anyshire County Council", "TED_CA_TYPE", "REGIONAL_AUTHORITY"), "local-authority"),
        (buyer("Ministry of Examples", "TED_CA_TYPE", "MINISTRY"), "central-government"),
        (buyer("Anyshire County Council"), "local-authority"),
        (buyer("Anyshire Trust"), None),
        (buyer(None), None),
        (Part({}, ""), None),
        (Part({"buyer": "Anytown Council", "parties": "none"}, ""), None),
    ],
)
def test_the_classification_decides_who_buys_and_the_name_only_tells_a_council(release: Part, expected: Any) -> None:
    assert find_buyer(release).value == expected


@pytest.mark.parametrize(
    "name",
    ["Sampleton Town Council", "London Borough of Anywhere", "Anytown Council", "The Royal Borough of Anytown",
     "Anyshire Combined Authority", "ANYTOWN METROPOLITAN BOROUGH COUNCIL"],
)  # fmt: skip
def test_names_of_councils_are_known(name: str) -> None:
    assert is_council_name(name)


@pytest.mark.parametrize(
    "name",
    ["Arts Council England", "Medical Research Council", "British Council", "Nursing and Midwifery Council",
     "Anytown Housing Association", "Council Tax Solutions Ltd", "General Dental Council"],
)  # fmt: skip
def test_bodies_that_only_sound_like_councils_are_not(name: str) -> None:
    assert not is_council_name(name)


@pytest.mark.parametrize(
    ("scheme", "number", "expected"),
    [
        ("UKPGA", "2023/54", ACT),
        ("CELEX", "32014L0024", EARLIER),
        ("UKSI", "2015/102", EARLIER),
        ("UKSI", "2023/1348", OTHER_LAW),
        (None, None, None),
        ({}, [], None),
    ],
)
def test_the_legal_basis_names_the_law(scheme: Any, number: Any, expected: str | None) -> None:
    assert find_law(Part({"tender": {"legalBasis": {"scheme": scheme, "id": number}}}, "")).value == expected


@pytest.mark.parametrize(
    ("value", "expected", "words"),
    [
        ({"amount": 100, "amountGross": 120, "currency": "GBP"}, Decimal(120), "£120"),
        ({"amount": 100, "currency": "GBP"}, None, "without VAT only (£100)"),
        ({"amountGross": 120, "currency": "EUR"}, None, "in EUR"),
        ({"amountGross": "1e999999999"}, None, "no value"),
        ({"amountGross": True}, None, "no value"),
        ([], None, "no value"),
        ("a lot", None, "no value"),
    ],
)
def test_the_value_counts_only_in_pounds_and_with_vat(value: Any, expected: Decimal | None, words: str) -> None:
    found = find_facts(Scope(Purchase(Part({"tender": {"value": value}}, ""))))["value"]
    assert found.value == expected
    assert words in found.words


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ("Open procedure", "open"),
        ("Competitive flexible procedure", "competitive-flexible"),
        ("Direct award", "direct-award"),
        ("Award under framework", "framework-call-off"),
        ("Below threshold - open competition", "below-threshold"),
        ("Restricted procedure", None),
        (7, None),
        (None, None),
    ],
)
def test_the_words_for_the_procedure_give_the_route(details: Any, expected: str | None) -> None:
    assert (
        find_facts(Scope(Purchase(Part({"tender": {"procurementMethodDetails": details}}, ""))))["route"].value
        == expected
    )


def test_a_dynamic_market_is_its_own_route() -> None:
    tender = {
        "procurementMethodDetails": "Competitive flexible procedure",
        "techniques": {"hasDynamicPurchasingSystem": True},
    }
    assert find_facts(Scope(Purchase(Part({"tender": tender}, ""))))["route"].value == "dynamic-market"


def test_the_special_regime_counts_before_the_category() -> None:
    tender = {"mainProcurementCategory": "services", "specialRegime": ["lightTouch"]}
    assert find_facts(Scope(Purchase(Part({"tender": tender}, ""))))["contract-kind"].value == "light-touch"
    tender["specialRegime"] = ["lightTouch", "concession"]
    assert find_facts(Scope(Purchase(Part({"tender": tender}, ""))))["contract-kind"].value == {
        "light-touch",
        "concession",
    }


def test_an_award_release_does_not_show_when_the_procurement_began() -> None:
    release = {"date": "2025-09-01T00:00:00Z", "tag": ["award"], "awards": [{"date": "2025-08-01T00:00:00Z"}]}
    assert find_start(Part(release, "")).value is None
    assert find_start(Part({**release, "tag": ["tender"]}, "")).value == date(2025, 9, 1)
    assert find_start(Part({**release, "tag": ["tenderUpdate"]}, "")).value is None


def test_every_fact_has_the_pointer_of_what_it_was_read_from() -> None:
    release = {
        "tender": {"value": {"amountGross": 5}, "procurementMethodDetails": "Direct award"},
        "buyer": {"name": "X"},
    }
    facts = find_facts(Scope(Purchase(Part(release, "/releases/0"))))
    assert facts["value"].pointer == "/releases/0/tender/value/amountGross"
    assert facts["route"].pointer == "/releases/0/tender/procurementMethodDetails"


@pytest.mark.parametrize(
    ("party", "nation"),
    [
        ({"address": {"region": "UKM83"}}, "Scotland"),
        ({"address": {"region": "UKL18"}}, "Wales"),
        ({"address": {"countryName": "Northern Ireland"}}, "Northern Ireland"),
        ({"address": {"region": "UKE42"}}, None),
        (
            {"address": {"region": "UKL18"}, "details": {"classifications": [{"scheme": "UK_CA_TYPE", "id": "other"}]}},
            None,
        ),
        ({"details": {"classifications": [{"scheme": "UK_CA_DEVOLVED_REGULATIONS", "id": "GB-SCT"}]}}, "Scotland"),
    ],
)
def test_a_buyer_outside_england_is_noticed(party: dict[str, Any], nation: str | None) -> None:
    found = find_nation(Part({"parties": [{"roles": ["buyer"], **party}]}, ""))
    assert (found.value if found else None) == nation


def test_nothing_is_taken_for_granted_without_the_acts_own_legal_basis() -> None:
    scope = Scope(Purchase(Part({"tender": {"aboveThreshold": True}}, "")))
    assert find_happenings(scope, find_facts(scope)) == {}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-06-30", date(2025, 6, 30)),
        ("2025-06-30T23:30:00Z", date(2025, 7, 1)),
        ("2025-10-26T00:30:00Z", date(2025, 10, 26)),
        ("2025-12-30T23:30:00Z", date(2025, 12, 30)),
        ("2025-06-30T00:00:00", date(2025, 6, 30)),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("2025-02-30", None),
        ("", None),
        ("tomorrow", None),
    ],
)
def test_a_moment_falls_on_its_day_in_london(text: str, day: date | None) -> None:
    assert london_day(text) == day


def test_a_period_of_thirty_days_counts_its_first_day() -> None:
    assert last_day(date(2025, 4, 1), 30) == date(2025, 4, 30)
    assert last_day(date.max, 30) is None


def computed_holidays(year: int) -> set[date]:
    """Return the bank holidays that Schedule 1 to the Banking and Financial Dealings Act 1971 fixes, by its own rules."""
    golden, century = year % 19, year // 100
    shift = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = shift - (shift // 28) * (1 - (shift // 28) * (29 // (shift + 1)) * ((21 - golden) // 11))
    offset = moon - (year + year // 4 + moon + 2 - century + century // 4) % 7
    month = 3 + (offset + 40) // 44
    easter = date(year, month, offset + 28 - 31 * (month // 4))

    def first_monday(month: int) -> date:
        return next(date(year, month, day) for day in range(1, 8) if date(year, month, day).weekday() == 0)

    def last_monday(month: int) -> date:
        return max(date(year, month, day) for day in range(22, 32) if date(year, month, day).weekday() == 0)

    def unless_sunday(day: date, instead: date) -> date:
        return instead if day.weekday() == 6 else day

    andrew = date(year, 11, 30)
    fixed = {
        easter - timedelta(days=2), easter + timedelta(days=1), last_monday(5), last_monday(8), first_monday(5), first_monday(8),
        unless_sunday(date(year, 1, 1), date(year, 1, 3)), unless_sunday(date(year, 1, 2), date(year, 1, 3)),
        unless_sunday(date(year, 3, 17), date(year, 3, 18)), unless_sunday(date(year, 12, 25), date(year, 12, 26)),
        andrew + timedelta(days=(7 - andrew.weekday()) % 7 if andrew.weekday() >= 5 else 0),
    }  # fmt: skip
    if date(year, 12, 26).weekday() != 6:
        fixed.add(date(year, 12, 26))
    if 6 in (date(year, 12, 25).weekday(), date(year, 12, 26).weekday()):
        fixed.add(date(year, 12, 27))
    return fixed


def test_the_list_of_bank_holidays_is_what_the_schedule_gives() -> None:
    holidays = read_bank_holidays()
    assert holidays.years == {2025, 2026, 2027}
    for year in holidays.years:
        assert {day for day in holidays.fixed if day.year == year} == computed_holidays(year)


def test_every_proclaimed_holiday_falls_on_a_day_of_the_week() -> None:
    assert all(day.weekday() < 5 for day in read_bank_holidays().proclaimed)


def test_the_list_of_bank_holidays_says_where_and_why_each_holds() -> None:
    text = (files("dutygraph.records") / "bank_holidays.csv").read_text(encoding="utf-8")
    assert all(row["name"] and row["where"] for row in csv.DictReader(text.splitlines()))


@pytest.mark.parametrize(
    ("published", "earliest", "latest"),
    [
        (date(2025, 6, 10), date(2025, 6, 19), date(2025, 6, 19)),
        (date(2025, 6, 14), date(2025, 6, 25), date(2025, 6, 25)),
        (date(2025, 7, 7), date(2025, 7, 16), date(2025, 7, 17)),
        (date(2025, 12, 22), date(2026, 1, 6), date(2026, 1, 6)),
    ],
)
def test_eight_working_days_leave_out_weekends_and_every_bank_holiday_of_the_kingdom(
    published: date, earliest: date, latest: date
) -> None:
    end = last_working_day(published, 8, read_bank_holidays())
    assert end is not None
    assert (end.earliest, end.latest) == (earliest, latest)


def test_beyond_the_list_of_bank_holidays_nothing_is_counted() -> None:
    assert last_working_day(date(2027, 12, 29), 8, read_bank_holidays()) is None
    assert last_working_day(date(2019, 1, 7), 8, read_bank_holidays()) is None


def test_nodes_are_named_by_pointer_and_input_cannot_add_names_properties_or_contexts() -> None:
    release = {
        "@context": "https://example.org/remote.jsonld",
        "@id": "https://example.org/stolen",
        "http://example.org/property": "x",
        "pointer": "/forged",
        "tender": {"@type": "http://example.org/Class", "title": "A lift", "lots": [[{"id": 1}], None]},
    }
    graph = RecordMapping().graph(Part(release, "/releases/2"), 9)
    assert all(str(subject).startswith("urn:dutygraph:record:9#/releases/2") for subject in graph.subjects())
    assert not any("example.org" in str(term) for triple in graph for term in triple)
    pointers = set(graph.objects(None, URIRef("https://w3id.org/dutygraph/def/pointer")))
    assert {str(pointer) for pointer in pointers} == {
        "/releases/2",
        "/releases/2/tender",
        "/releases/2/tender/lots/0/0",
    }


def test_values_are_typed_only_where_they_are_what_they_claim_to_be() -> None:
    release = {
        "date": "2025-09-01",
        "contracts": [{"dateSigned": "soon", "value": {"amount": Decimal("1E+40"), "amountGross": 5}}],
    }
    graph = RecordMapping().graph(Part(release, ""), 1)
    contract = URIRef(node(1, "/contracts/0"))
    (day,) = graph.objects(URIRef(node(1, "")), URIRef(OCDS + "date"))
    (signed,) = graph.objects(contract, URIRef(OCDS + "dateSigned"))
    assert day.toPython() == date(2025, 9, 1)  # type: ignore[attr-defined]
    assert signed.datatype is None  # type: ignore[attr-defined]
    value = URIRef(node(1, "/contracts/0/value"))
    assert [v.toPython() for v in graph.objects(value, URIRef(OCDS + "amountGross"))] == [Decimal(5)]  # type: ignore[attr-defined]
    assert not list(graph.objects(value, URIRef(OCDS + "amount")))
