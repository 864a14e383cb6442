"""What the law asked of a council on each side of the days on which it changed, as sentences a lawyer can check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dutygraph.answers.dataset import Answers
from dutygraph.answers.duties import Duty, duties
from dutygraph.answers.terms import term

Council = Callable[..., list[Duty]]


@pytest.fixture(scope="module")
def council(corpus_answers: Answers) -> Council:
    """Return a function that gives a council's duties on a day, of a document, at a locator."""
    seen: dict[str, list[Duty]] = {}

    def on(day: str, document: str, locator: str = "") -> list[Duty]:
        if day not in seen:
            seen[day] = duties(corpus_answers.store, bearer="local-authority", as_at=date.fromisoformat(day))
        return [
            duty
            for duty in seen[day]
            if duty.document == document
            and (not locator or duty.locator == locator or duty.locator.startswith((f"{locator}(", f"{locator} ")))
        ]

    return on


# 24 February 2025: the Procurement Act 2023


def test_until_23_february_2025_no_tender_notice_was_asked_for_by_the_2023_act(council: Council) -> None:
    assert council("2025-02-23", "procurement-act-2023", "s. 21") == []
    assert council("2024-11-14", "procurement-act-2023", "s. 12") == []


def test_from_24_february_2025_the_objectives_of_the_2023_act_are_to_be_regarded(council: Council) -> None:
    objectives = council("2025-02-24", "procurement-act-2023", "s. 12")
    assert {duty.force for duty in objectives if duty.locator.startswith("s. 12(1)")} == {"must-have-regard"}


def test_the_older_regulations_go_on_for_procurements_begun_under_them(council: Council) -> None:
    for day in ("2024-11-14", "2025-02-24", "2026-11-21"):
        changes = council(day, "public-contracts-regulations-2015", "reg. 72")
        assert changes
        for duty in changes:
            assert {link.id for link in duty.when} & {
                "begun-under-public-contracts-regulations-2015",
                "within-part-2-of-2015-regulations",
            }


def test_the_social_value_duty_stood_before_and_after_in_different_words(council: Council) -> None:
    before = council("2025-02-23", "social-value-act-2012", "s. 1")
    after = council("2025-02-24", "social-value-act-2012", "s. 1")
    assert {duty.act for duty in before} == {duty.act for duty in after}
    assert {duty.edition for duty in before} == {"2016-04-18"}
    assert {duty.edition for duty in after} == {"2025-02-24"}
    assert {duty.summary for duty in before}.isdisjoint({duty.summary for duty in after})


def test_the_policy_statement_of_2025_is_to_be_weighed_from_24_february_2025(council: Council) -> None:
    assert council("2025-02-23", "national-procurement-policy-statement") == []
    assert council("2025-02-24", "national-procurement-policy-statement")


# 1 January 2026: payments and performance, and the new thresholds


def test_payment_and_performance_notices_begin_on_new_years_day_2026(council: Council) -> None:
    for section in ("s. 69", "s. 71"):
        assert council("2025-12-31", "procurement-act-2023", section) == []
        assert council("2026-01-01", "procurement-act-2023", section)


def test_the_amounts_that_decide_what_is_covered_changed_on_new_years_day_2026(corpus_answers: Answers) -> None:
    query = """
        PREFIX dg: <https://w3id.org/dutygraph/def/>
        SELECT ?from ?figure WHERE {
          ?value dg:valueOf <https://w3id.org/dutygraph/id/amount/threshold-goods-services-sub-central> ;
                 dg:validFrom ?from ; dg:amount ?figure .
        } ORDER BY ?from"""
    rows = [(day, int(float(figure or 0))) for day, figure in corpus_answers.store.select(query)]
    assert rows == [("2025-02-24", 214904), ("2026-01-01", 207720)]


# 4 and 5 February 2026: reservation by place, and automated decisions


def test_contracts_may_be_reserved_by_place_from_4_february_2026(council: Council) -> None:
    order = "exclusion-of-non-commercial-considerations-order-2026"
    assert council("2026-02-03", order) == []
    assert council("2026-02-04", order)


def test_until_4_february_2026_article_22_governs_solely_automated_decisions(council: Council) -> None:
    assert council("2026-02-04", "uk-gdpr", "Art. 22")
    for article in ("Art. 22A", "Art. 22B", "Art. 22C"):
        assert council("2026-02-04", "uk-gdpr", article) == []


def test_from_5_february_2026_articles_22b_and_22c_govern_significant_automated_decisions(council: Council) -> None:
    assert council("2026-02-05", "uk-gdpr", "Art. 22") == []
    assert council("2026-02-05", "uk-gdpr", "Art. 22B")
    assert council("2026-02-05", "uk-gdpr", "Art. 22C")


def test_section_14_of_the_2018_act_ends_with_the_old_article_22(council: Council) -> None:
    assert council("2024-11-14", "data-protection-act-2018", "s. 14")
    assert council("2026-02-04", "data-protection-act-2018", "s. 14")
    assert council("2026-02-05", "data-protection-act-2018", "s. 14") == []


def test_significant_decision_is_defined_only_since_february_2026(corpus_answers: Answers) -> None:
    now = term(corpus_answers.store, "significant decision", as_at=date(2026, 2, 5)).senses
    then = term(corpus_answers.store, "significant decision", as_at=date(2026, 2, 4)).senses
    assert "defined" in {sense.status for sense in now if sense.document == "uk-gdpr"}
    assert "defined" not in {sense.status for sense in then if sense.document == "uk-gdpr"}


# 1 April 2026: payments over 30,000 pounds, and what is asked below the threshold


def test_payments_under_contracts_are_published_from_1_april_2026(council: Council) -> None:
    assert council("2026-03-31", "procurement-act-2023", "s. 70") == []
    assert council("2026-04-01", "procurement-act-2023", "s. 70")
    assert council("2026-03-31", "procurement-regulations-2024", "reg. 36A") == []
    assert council("2026-04-01", "procurement-regulations-2024", "reg. 36A")


# What did not change


@pytest.mark.parametrize("day", ["2024-11-14", "2025-02-24", "2026-01-01", "2026-02-05", "2026-04-01", "2026-11-21"])
def test_equality_information_rights_and_best_value_duties_stand_on_every_one_of_these_days(
    council: Council, day: str
) -> None:
    assert council(day, "equality-act-2010", "s. 149")
    assert council(day, "freedom-of-information-act-2000", "s. 1")
    assert council(day, "human-rights-act-1998", "s. 6")
    assert council(day, "local-government-act-1999", "s. 3")
    assert council(day, "uk-gdpr", "Art. 5")
    assert council(day, "uk-gdpr", "Art. 35")
