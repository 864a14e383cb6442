"""Which duties apply to a purchase: the fictional world by hand, the real corpus by properties."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutygraph.answers.facts import Answer
from dutygraph.answers.finder import APPLIES, ASIDE, OPEN, Finder, Found, compare
from dutygraph.answers.store import Store
from dutygraph.answers.tradeoffs import competing, trade_offs
from dutygraph.errors import BadRequest

TODAY = date(2026, 11, 22)


@pytest.fixture
def finder(store: Store) -> Finder:
    return Finder.of(store)


def statuses(found: Found) -> dict[str, str]:
    return {each.duty.norm: each.applies for each in found.duties}


def test_a_duty_applies_may_apply_or_does_not(finder: Finder) -> None:
    answers = finder.questionnaire.read([("value", "500"), ("pilot", "no")])
    assert statuses(finder.find(answers, as_at=date(2023, 1, 1)))["keep-decision-record"] == ASIDE
    found = finder.find({}, as_at=date(2023, 1, 1))
    assert statuses(found) == {"keep-decision-record": OPEN, "hide-no-decision": APPLIES}
    (open_duty,) = [each for each in found.duties if each.applies == OPEN]
    assert open_duty.settled_by == ("pilot", "sample-act-2020/s-3", "value")  # a provision, too, may release from it
    assert found.counts[APPLIES] == 1
    assert found.settled == 1


def test_what_applies_says_why_with_the_answers_and_the_source(finder: Finder) -> None:
    answers = finder.questionnaire.read([("value", "500")])
    found = finder.find(answers, as_at=date(2023, 1, 1))
    (aside,) = [each for each in found.duties if each.applies == ASIDE]
    (reason,) = aside.because
    assert (reason.situation, reason.holds) == ("valuable-purchase", False)
    assert reason.facts == (("value", "£500"),)
    (applies,) = [each for each in found.duties if each.applies == APPLIES]
    (reason,) = applies.because
    assert reason.situation == ""
    assert reason.facts == (("buyer", "A town"),)
    assert reason.source.startswith("sample-act-2020/s-7")


def test_only_what_is_in_force_is_judged(finder: Finder) -> None:
    assert "hide-no-decision" not in statuses(finder.find({}, as_at=date(2025, 1, 1)))
    assert statuses(finder.find({}, as_at=date(2019, 1, 1))) == {}


def test_duties_are_those_of_the_buyer_or_of_the_role_asked_for(finder: Finder) -> None:
    answers = finder.questionnaire.read([("buyer", "A department")])
    assert "consider-common-good" in statuses(finder.find(answers, as_at=TODAY))
    assert set(statuses(finder.find({}, as_at=date(2023, 1, 1), bearer="supplier"))) == {"hide-no-decision"}
    with pytest.raises(BadRequest, match="The buyer is central-government and the duties asked for are those of"):
        finder.find(answers, as_at=TODAY, bearer="local-authority")
    with pytest.raises(BadRequest, match=r'There is no role "suplier"\. Did you mean "supplier"\?'):
        finder.find({}, as_at=TODAY, bearer="suplier")


def test_stage_and_force_narrow_the_list(finder: Finder) -> None:
    department = finder.questionnaire.read([("buyer", "A department")])
    assert set(statuses(finder.find(department, as_at=TODAY, stage="plan"))) == {"consider-common-good"}
    assert set(statuses(finder.find(department, as_at=TODAY, force="should"))) == {"follow-the-note"}


def test_law_comes_before_guidance(finder: Finder) -> None:
    department = finder.questionnaire.read([("buyer", "A department")])
    found = finder.find(department, as_at=TODAY)
    assert [each.duty.document for each in found.duties] == ["sample-act-2020", "buyers-note", "buyers-note"]
    assert found.standings["sample-act-2020"].is_law
    assert not found.standings["buyers-note"].is_law


def test_the_next_question_is_the_one_that_settles_most(finder: Finder) -> None:
    step = finder.next_question({}, as_at=date(2023, 1, 1))
    assert step is not None
    assert step.question.fact == "value"
    assert finder.next_question({}, as_at=date(2023, 1, 1), skipped=["value", "pilot"]) is None


def test_two_days_are_compared_by_what_began_ended_or_changed(finder: Finder) -> None:
    answers = finder.questionnaire.read([("value", "5000"), ("pilot", "no")])
    earlier, later = (finder.find(answers, as_at=day) for day in (date(2021, 6, 1), date(2023, 1, 1)))
    assert {(change.kind, change.duty.norm) for change in compare(earlier, later)} == {("began", "hide-no-decision")}
    assert {change.kind for change in compare(later, earlier)} == {"ended"}
    assert compare(later, later) == []


def test_aims_that_pull_apart_come_with_the_provisions_that_rank_them(store: Store) -> None:
    (one,) = trade_offs(store, as_at=date(2023, 1, 1))
    assert one.question == "Does the common good ever outweigh the log?"
    assert [link.id for link in one.between] == ["automated-decision", "common-good"]
    (ranking,) = one.rankings
    assert (ranking.document, ranking.locator, ranking.verified) == ("sample-act-2020", "s. 7", "text")
    assert trade_offs(store, as_at=date(2019, 1, 1))[0].rankings == ()  # the provision did not hold yet
    assert competing([one], ["common-good", "automated-decision"]) == [one]
    assert competing([one], ["common-good"]) == []


# -- properties of the real corpus ----------------------------------------------------------------------------------


def purchases(finder: Finder) -> st.SearchStrategy[dict[str, Answer]]:
    """Random answers to some questions, without those that cannot all be true."""

    def answer(fact: str) -> st.SearchStrategy[Answer]:
        asked = finder.questionnaire.questions[fact]
        if asked.answer == "yes-no":
            return st.sampled_from(["yes", "no"])
        if asked.answer == "money":
            return st.integers(0, 10**7).map(Decimal)
        if asked.answer == "date":
            return st.dates(date(2020, 1, 1), date(2027, 12, 31))
        values = [
            value for value in asked.values if fact != "buyer" or value in ("local-authority", "central-government")
        ]
        one = st.sampled_from(values)
        return one.map(lambda value: (value,)) if asked.several else one

    def sound(answers: dict[str, Answer]) -> bool:
        try:
            finder.questionnaire.check(answers)
        except BadRequest:
            return False
        return True

    facts = list(finder.questionnaire.questions)
    some = st.lists(st.sampled_from(facts), unique=True, max_size=20)
    return some.flatmap(lambda chosen: st.fixed_dictionaries({fact: answer(fact) for fact in chosen})).filter(sound)


quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@quick
@given(data=st.data())
def test_an_answer_more_never_unsettles_a_duty(corpus_finder: Finder, data: st.DataObject) -> None:
    answers = data.draw(purchases(corpus_finder))
    few = {fact: answer for fact, answer in answers.items() if data.draw(st.booleans())}
    before = corpus_finder.judge({**few, "buyer": "local-authority"}, as_at=TODAY)
    after = corpus_finder.judge({**answers, "buyer": "local-authority"}, as_at=TODAY)
    assert not {iri for iri, status in before.items() if status != OPEN and after[iri] != status}


@quick
@given(data=st.data())
def test_the_order_of_answers_does_not_matter(corpus_finder: Finder, data: st.DataObject) -> None:
    answers = data.draw(purchases(corpus_finder))
    shuffled = list(answers.items())
    random.Random(len(shuffled)).shuffle(shuffled)
    assert corpus_finder.judge(dict(shuffled), as_at=TODAY) == corpus_finder.judge(answers, as_at=TODAY)


@quick
@given(data=st.data())
def test_whatever_applies_has_a_reason_whose_facts_were_given(corpus_finder: Finder, data: st.DataObject) -> None:
    answers = data.draw(purchases(corpus_finder))
    found = corpus_finder.find(answers, as_at=TODAY)
    assert {each.duty.iri: each.applies for each in found.duties} == corpus_finder.judge(answers, as_at=TODAY)
    for each in found.duties:
        if each.applies != OPEN:
            assert each.because, each.duty.iri
            assert not each.settled_by
            for reason in each.because:
                assert reason.facts, (each.duty.iri, reason)
                assert {fact for fact, _ in reason.facts} <= found.answers.keys()
        else:
            assert each.settled_by
            assert not set(each.settled_by) & found.answers.keys()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), day=st.dates(date(2021, 1, 1), date(2027, 6, 30)))
def test_the_answer_changes_only_on_days_on_which_the_law_does(
    corpus_finder: Finder, data: st.DataObject, day: date
) -> None:
    answers = data.draw(purchases(corpus_finder))
    rulebook = corpus_finder.rulebook
    turning = {since for rule in rulebook.rules.values() for since, _ in rule.valid}
    turning |= {until + timedelta(days=1) for rule in rulebook.rules.values() for _, until in rule.valid if until}
    turning |= {figure.since for figures in rulebook.book.amounts.values() for figure in figures}
    turning |= {f.until + timedelta(days=1) for figures in rulebook.book.amounts.values() for f in figures if f.until}
    next_turn = min((turn for turn in turning if turn > day), default=date(2028, 1, 1))
    last_same = next_turn - timedelta(days=1)
    assert corpus_finder.judge(answers, as_at=day) == corpus_finder.judge(answers, as_at=last_same)


def test_every_question_settles_something(corpus_finder: Finder) -> None:
    asked = {fact for rule in corpus_finder.rulebook.rules.values() for fact in corpus_finder._facts_in(rule)}
    assert set(corpus_finder.questionnaire.questions) - asked == set()


def test_the_question_asked_first_settles_most_on_average(corpus_finder: Finder) -> None:
    """Found again by judging every duty anew for every answer to every yes-no and choice question."""
    open_before = {iri for iri, status in corpus_finder.judge({}, as_at=TODAY).items() if status == OPEN}
    settled: dict[str, float] = {}
    for fact, asked in corpus_finder.questionnaire.questions.items():
        if fact == "buyer" or asked.answer not in ("yes-no", "choice"):
            continue
        answers = [(value,) if asked.several else value for value in asked.values] or ["yes", "no"]
        after = [corpus_finder.judge({fact: answer}, as_at=TODAY) for answer in answers]
        settled[fact] = sum(sum(found[iri] != OPEN for iri in open_before) for found in after) / len(answers)
    steps = {step.question.fact: step.settles for step in corpus_finder.steps({}, as_at=TODAY)}
    assert {fact: steps.get(fact, 0.0) for fact in settled} == pytest.approx(settled)
    first = corpus_finder.next_question({}, as_at=TODAY)
    assert first is not None and first.settles >= max(settled.values()) > 100
