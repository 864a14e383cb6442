"""The real content: how much there is, and what a lawyer would check first."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from dutygraph.answers.dataset import Answers
from dutygraph.answers.documents import documents
from dutygraph.answers.duties import LADDER, Duty, duties
from dutygraph.answers.provisions import provision, provisions
from dutygraph.answers.terms import term
from dutygraph.content.records import Corpus

ACT = "procurement-act-2023"
FLOORS = {  # document: provisions, norms
    ACT: (170, 240),
    "procurement-regulations-2024": (50, 40),
    "equality-act-2010": (60, 25),
    "equality-act-specific-duties-regulations-2017": (9, 4),
    "social-value-act-2012": (4, 5),
    "uk-gdpr": (75, 150),
    "data-protection-act-2018": (200, 220),
    "data-use-and-access-act-2025": (45, 3),
    "human-rights-act-1998": (35, 6),
    "freedom-of-information-act-2000": (80, 55),
    "local-government-act-1999": (28, 18),
    "local-government-act-1988": (10, 14),
    "modern-slavery-act-2015": (6, 7),
    "local-government-transparency-code-2015": (10, 12),
    "national-procurement-policy-statement": (12, 10),
    "best-value-guidance-2024": (9, 12),
    "public-contracts-regulations-2015": (30, 70),
}
LAW = {"act", "regulations", "assimilated-law"}
TODAY = date(2026, 11, 21)


def of_council(answers: Answers, day: str, document: str | None = None) -> dict[str, Duty]:
    """Return the norms that bear on a council on a day, by id."""
    found = duties(answers.store, bearer="local-authority", as_at=date.fromisoformat(day), document=document)
    return {duty.norm: duty for duty in found}


def test_each_statute_is_there_with_its_floor_of_provisions_and_norms(corpus_answers: Answers) -> None:
    counts = {work.document: (work.provisions, work.norms) for work in documents(corpus_answers.store)}
    for document, (least_provisions, least_norms) in FLOORS.items():
        assert counts[document][0] >= least_provisions, document
        assert counts[document][1] >= least_norms, document
    assert sum(count[0] for count in counts.values()) >= 1000
    assert sum(count[1] for count in counts.values()) >= 1000


def test_every_section_of_the_procurement_act_is_encoded_or_left_out_with_a_reason(corpus_answers: Answers) -> None:
    printed = {unit.locator for unit in provisions(corpus_answers.store, document=ACT)}
    missing = [f"s. {number}" for number in range(1, 129) if f"s. {number}" not in printed]
    assert missing == []


@pytest.mark.parametrize(
    "locator",
    ["s. 12", "s. 13", "s. 15", "s. 16", "s. 17", "s. 19", "s. 20", "s. 21", "s. 23", "s. 41", "s. 44", "s. 45", "s. 50",
     "s. 51", "s. 52", "s. 53", "s. 67", "s. 68", "s. 69", "s. 70", "s. 71", "s. 74", "s. 75", "s. 78", "s. 80", "s. 81",
     "s. 83", "s. 85", "s. 87", "s. 93", "s. 98", "s. 100"],
)  # fmt: skip
def test_a_section_that_a_council_meets_has_norms(corpus_answers: Answers, locator: str) -> None:
    assert provision(corpus_answers.store, ACT, locator).duties


def test_every_provision_says_how_it_was_verified_and_almost_all_law_was_read(corpus_answers: Answers) -> None:
    every = provisions(corpus_answers.store)
    assert all(unit.verified and unit.verified_where and unit.verified_on for unit in every)
    laws = {work.document for work in documents(corpus_answers.store) if work.kind in LAW}
    of_law = [unit for unit in every if unit.document in laws]
    read = [unit for unit in of_law if unit.verified == "text"]
    assert len(read) / len(of_law) >= 0.85
    assert not [unit for unit in every if unit.verified == "none" and not unit.left_out]


def test_have_regard_is_never_folded_into_must(corpus_answers: Answers) -> None:
    act = of_council(corpus_answers, "2026-11-21", ACT)
    objectives = [duty for duty in act.values() if duty.locator.startswith("s. 12(1)")]
    assert len(objectives) >= 4
    assert {duty.force for duty in objectives} == {"must-have-regard"}
    statement = [duty for duty in act.values() if duty.locator.startswith("s. 13(9)")]
    assert statement
    assert {duty.force for duty in statement} == {"must-have-regard"}


def test_treating_suppliers_the_same_is_a_must_and_barriers_to_small_firms_are_not(corpus_answers: Answers) -> None:
    act = of_council(corpus_answers, "2026-11-21", ACT)
    same = [duty for duty in act.values() if duty.locator.startswith("s. 12(2)")]
    small = {duty.locator: duty.force for duty in act.values() if duty.locator.startswith("s. 12(4)")}
    assert {duty.force for duty in same} == {"must"}
    assert small == {"s. 12(4)(a)": "must-have-regard", "s. 12(4)(b)": "must-consider"}


def test_social_value_must_be_considered_and_not_scored(corpus_answers: Answers) -> None:
    act = of_council(corpus_answers, "2026-11-21", "social-value-act-2012")
    considered = [duty for duty in act.values() if duty.locator.startswith("s. 1(3)")]
    assert considered
    assert {duty.force for duty in considered} == {"must-consider"}


def test_the_equality_duty_is_due_regard_and_binds_a_supplier_only_in_public_functions(corpus_answers: Answers) -> None:
    found = duties(corpus_answers.store, document="equality-act-2010", as_at=TODAY)
    public = [duty for duty in found if duty.locator.startswith("s. 149(1)")]
    assert {duty.bearer for duty in public} >= {"local-authority", "central-government"}
    assert {duty.force for duty in public} == {"must-have-regard"}
    private = [duty for duty in found if duty.locator.startswith("s. 149(2)") and duty.bearer == "supplier"]
    assert private
    assert all(duty.when for duty in private)


@pytest.mark.parametrize(
    ("section", "before", "after"),
    [
        ("s. 21", "2025-02-23", "2025-02-24"),
        ("s. 12", "2025-02-23", "2025-02-24"),
        ("s. 69", "2025-12-31", "2026-01-01"),
        ("s. 71", "2025-12-31", "2026-01-01"),
        ("s. 70", "2026-03-31", "2026-04-01"),
    ],
)
def test_a_section_binds_a_council_from_its_first_day(
    corpus_answers: Answers, section: str, before: str, after: str
) -> None:
    def norms_on(day: str) -> list[str]:
        found = of_council(corpus_answers, day, ACT).values()
        return [duty.norm for duty in found if re.match(rf"{re.escape(section)}(\D|$)", duty.locator)]

    assert norms_on(after)
    assert len(norms_on(after)) > len(norms_on(before))


def test_the_three_days_of_the_design_give_three_different_answers(corpus_answers: Answers) -> None:
    before, early, now = (set(of_council(corpus_answers, day)) for day in ("2024-11-14", "2025-06-01", "2026-11-21"))
    assert len(before) < len(early) < len(now)
    begun = {duty.locator.partition("(")[0] for duty in of_council(corpus_answers, "2024-11-14", ACT).values()}
    assert begun == {"s. 13", "s. 14"}, "only the duties to weigh a policy statement were in force by then"
    assert len(early - before) > 200
    assert len(now - early) >= 10


def test_each_statute_has_its_force_for_council_department_and_supplier(corpus_answers: Answers) -> None:
    for work in documents(corpus_answers.store):
        assert {binding.bearer for binding in work.bindings} >= {"local-authority", "central-government", "supplier"}


def test_every_force_is_on_the_ladder_and_fits_its_kind(corpus_answers: Answers) -> None:
    found = duties(corpus_answers.store)
    assert len(found) >= 400
    assert {duty.force for duty in found} <= set(LADDER)


def test_every_must_on_a_council_names_evidence_or_why_there_is_none(corpus: Corpus) -> None:
    looked_at = 0
    for document in corpus.documents:
        for part in document.parts:
            for unit in part.provisions:
                for norm in unit.norms:
                    if any(a.bearer == "local-authority" and a.force == "must" for a in norm.applies_to):
                        looked_at += 1
                        assert norm.evidenced_by or norm.no_evidence, norm.id
    assert looked_at >= 80


def test_money_and_time_limits_are_dated_and_sourced(corpus: Corpus) -> None:
    assert len(corpus.amounts) >= 15
    for name, amount in corpus.amounts.items():
        for value in amount.values:
            assert value.source, name
            assert value.grade in {"text", "quotation", "secondary"}, name


def test_the_goods_and_services_threshold_of_a_council_changed_on_new_years_day_2026(corpus: Corpus) -> None:
    values = {
        value.since.isoformat(): int(value.amount)
        for value in corpus.amounts["threshold-goods-services-sub-central"].values
    }
    assert values == {"2025-02-24": 214904, "2026-01-01": 207720}


def test_public_benefit_is_used_by_the_act_and_not_defined(corpus_answers: Answers) -> None:
    senses = term(corpus_answers.store, "public benefit").senses
    assert senses
    assert {sense.status for sense in senses if sense.locator.startswith("s. 12")} == {"used-undefined"}


def test_every_law_links_to_the_official_text_at_its_section(corpus_answers: Answers) -> None:
    laws = {work.document for work in documents(corpus_answers.store) if work.kind in LAW}
    found = [duty for duty in duties(corpus_answers.store) if duty.document in laws]
    assert len(laws) >= 20
    assert [duty.iri for duty in found if "legislation.gov.uk/" not in duty.source_url] == []
    kpi = next(duty for duty in found if duty.document == ACT and duty.locator == "s. 52(1)")
    assert kpi.source_url == "https://www.legislation.gov.uk/ukpga/2023/54/section/52/1"


def test_summaries_are_our_own_sentences_of_readable_length(corpus_answers: Answers) -> None:
    found = {duty.iri: duty for duty in duties(corpus_answers.store)}
    assert [iri for iri, duty in found.items() if len(duty.summary.split()) > 130] == []
    said = Counter((duty.document, duty.edition, duty.summary) for duty in found.values())
    assert [key for key, times in said.items() if times > 1] == [], "two norms of one edition have the same summary"
