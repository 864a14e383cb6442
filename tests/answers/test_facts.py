"""Answers as people write them, and answers that cannot be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dutygraph.answers.facts import Questionnaire, read_money, read_questionnaire
from dutygraph.answers.store import Store
from dutygraph.errors import BadRequest


@pytest.fixture
def questionnaire(store: Store) -> Questionnaire:
    return read_questionnaire(store)


def test_questions_come_with_everything_that_helps_to_answer_them(questionnaire: Questionnaire) -> None:
    assert list(questionnaire.questions) == ["value", "buyer", "pilot"]
    buyer = questionnaire.questions["buyer"]
    assert (buyer.question, buyer.answer, buyer.theme_label) == ("Who buys?", "choice", "The purchase")
    assert buyer.values == {"local-authority": "A town", "central-government": "A department"}
    assert (buyer.why, buyer.example) == ("The note binds departments alone.", "A town")
    assert questionnaire.questions["pilot"].also == ("is-a-trial",)


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("250000", "250000"),
        ("£250,000", "250000"),
        ("250 000", "250000"),
        ("£1.2m", "1200000"),
        ("1.2 million", "1200000"),
        ("30k", "30000"),
        ("2bn", "2000000000"),
        ("GBP 5,000.50", "5000.50"),
        ("12 pounds", "12"),
        ("0", "0"),
    ],
)
def test_money_is_read_as_people_write_it(text: str, pounds: str) -> None:
    assert read_money("value", text) == Decimal(pounds)


@pytest.mark.parametrize(
    "text", ["", "lots", "-5", "1,2", "25,00", "1.2.3", "£", "5 quid", "1e9", "9999bn", "NaN", "inf"]
)
def test_what_is_no_sum_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(BadRequest, match=r'"value" is (a sum in pounds|more than)'):
        read_money("value", text)


@pytest.mark.parametrize(
    ("fact", "text", "answer"),
    [
        ("buyer", "A town", "local-authority"),
        ("buyer", "central government", "central-government"),
        ("pilot", "Y", "yes"),
        ("pilot", "FALSE", "no"),
        ("Is A Trial", "yes", "yes"),
        ("complaint-made", "yes", "yes"),
    ],
)
def test_answers_are_read_by_id_or_label(questionnaire: Questionnaire, fact: str, text: str, answer: str) -> None:
    assert list(questionnaire.read([(fact, text)]).values()) == [answer]


@pytest.mark.parametrize("text", ["", "unknown", "I don't know yet", "dont-know", "?"])
def test_unknown_leaves_a_fact_open(questionnaire: Questionnaire, text: str) -> None:
    assert questionnaire.read([("pilot", text)]) == {}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([("pilto", "yes")], r'There is no fact "pilto"\. Did you mean "pilot"\?'),
        ([("pilot", "maybe")], r'"pilot" is answered yes, no or unknown, not "maybe"'),
        ([("buyer", "local-autority")], r'"buyer" has no value .* Did you mean "local-authority"\?'),
        ([("pilot", "yes"), ("is-a-trial", "no")], r'"pilot" has one answer and was given two: yes and no\.'),
        (
            [("pilot", "yes"), ("value", "2m")],
            r"cannot all be true: pilot=yes and value=2000000\. A pilot never costs .* \(sample-act-2020/s-7\)",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    questionnaire: Questionnaire, given: list[tuple[str, str]], says: str
) -> None:
    with pytest.raises(BadRequest, match=says):
        questionnaire.read(given)


def test_the_same_answer_twice_is_no_contradiction(questionnaire: Questionnaire) -> None:
    assert questionnaire.read([("pilot", "yes"), ("is-a-trial", "yes")]) == {"pilot": "yes"}


@pytest.mark.parametrize("text", ["2026-03-02", "2 March 2026", "02/03/2026", "2 Mar 2026", "2.3.2026"])
def test_days_are_read_as_people_write_them(corpus_questionnaire: Questionnaire, text: str) -> None:
    assert corpus_questionnaire.read([("started-on", text)]) == {"started-on": date(2026, 3, 2)}


@pytest.mark.parametrize("text", ["2026-02-30", "31 June 2026", "1026-03-02", "9026-03-02", "soon", "2026"])
def test_impossible_days_are_refused(corpus_questionnaire: Questionnaire, text: str) -> None:
    with pytest.raises(BadRequest, match='"started-on"'):
        corpus_questionnaire.read([("started-on", text)])


def test_one_contract_may_be_a_call_off_and_below_the_threshold(corpus_questionnaire: Questionnaire) -> None:
    given = [("route", "framework-call-off"), ("route", "below-threshold")]
    assert corpus_questionnaire.read(given) == {"route": ("framework-call-off", "below-threshold")}
    assert corpus_questionnaire.read([("route", "framework-call-off, below-threshold")])["route"] == (
        "framework-call-off",
        "below-threshold",
    )


def test_one_contract_is_never_of_two_kinds(corpus_questionnaire: Questionnaire) -> None:
    with pytest.raises(
        BadRequest,
        match=r"given two: goods and services\. .*counts as one kind: as works by its main purpose \(Procurement Act Sch\. 1",
    ):
        corpus_questionnaire.read([("contract-kind", "goods"), ("contract-kind", "services")])


CONTRADICTIONS = {
    "special-category-without-personal-data": {"personal-data": "no", "special-category-data": "yes"},
    "criminal-offence-data-without-personal-data": {"personal-data": "no", "criminal-offence-data": "yes"},
    "processor-without-personal-data": {"personal-data": "no", "supplier-is-processor": "yes"},
    "transfer-without-personal-data": {"personal-data": "no", "transfer-abroad": "yes"},
    "law-enforcement-without-personal-data": {"personal-data": "no", "law-enforcement": "yes"},
    "effect-without-decisions": {"automated-decision": "none", "significant-effect": "yes"},
    "call-off-before-framework": {"started-on": "2026-03-01", "arrangement-set-up-on": "2026-04-01"},
    "none-and-some-ground-for-direct-award": {"direct-award-ground": "none,urgency"},
    "none-and-some-basis-for-decision": {"decision-basis": "none,law"},
    "two-competitive-procedures": {"route": "open,competitive-flexible"},
    "competition-and-direct-award": {"route": "open,direct-award"},
    "change-as-route-and-no-change": {"route": "contract-change", "existing-contract-change": "no"},
}


def test_every_contradiction_is_found_and_names_its_rule_and_source(corpus_questionnaire: Questionnaire) -> None:
    assert {rule.id for rule in corpus_questionnaire.contradictions} == set(CONTRADICTIONS)
    for rule in corpus_questionnaire.contradictions:
        with pytest.raises(BadRequest) as refused:
            corpus_questionnaire.read(CONTRADICTIONS[rule.id].items())
        assert rule.summary in str(refused.value)
        assert f"({rule.source})" in str(refused.value)


def test_every_question_has_a_reason_an_example_and_can_be_answered_by_it(corpus_questionnaire: Questionnaire) -> None:
    questions = corpus_questionnaire.questions
    assert 30 <= len(questions) <= 50
    for fact, asked in questions.items():
        assert asked.why and asked.example and asked.theme, fact
        assert fact in corpus_questionnaire.read([(fact, asked.example)]), fact


def test_the_facts_that_others_rely_on_are_there(corpus_questionnaire: Questionnaire) -> None:
    assert set(corpus_questionnaire.questions) >= set(
        "buyer value started-on contract-kind route personal-data special-category-data children automated-decision"
        " significant-effect law-enforcement generative-ai public-facing supplier-is-processor pilot"
        " existing-contract-change".split()
    )
    assert corpus_questionnaire.named("processes-personal-data") == "personal-data"
