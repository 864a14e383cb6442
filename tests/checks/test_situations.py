"""Situations as OWL classes: HermiT and the evaluator classify the same purchases alike."""

from __future__ import annotations

import os
import random
import shutil
import types
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest

from dutygraph import names
from dutygraph.answers.dataset import Answers
from dutygraph.answers.evaluation import Evaluator, Truth
from dutygraph.answers.facts import Answer, Questionnaire
from dutygraph.answers.finder import Finder
from dutygraph.checks.situations import Logic, as_number, check_situations, make_classes, read_logic
from dutygraph.errors import BadRequest, CheckUnavailable

needs_java = pytest.mark.skipif(
    shutil.which("java") is None and os.environ.get("CI") != "true", reason="HermiT needs Java, which is not installed"
)
DAY = date(2026, 6, 1)  # its figures are compared with, whatever day a purchase began


def store_of(*, dataset: Path | None = None, turtle: str = "") -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    if dataset:
        store.bulk_load(path=str(dataset), format=pyoxigraph.RdfFormat.N_QUADS)
    if turtle:
        prefixes = f"@prefix dg: <{names.DEF}> . @prefix situation: <{names.ID}situation/> . @prefix fact: <{names.ID}fact/> .\n"
        store.load((prefixes + turtle).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return store


FACTS = """
fact:pilot a dg:Fact ; dg:answerType "yes-no" .
fact:kind a dg:Fact ; dg:answerType "choice" ; dg:answerValues '{"goods": "Goods", "services": "Services"}' .
fact:value a dg:Fact ; dg:answerType "money" .
"""


@needs_java
@pytest.mark.parametrize(
    ("formulas", "found"),
    [
        ({"a": '{"all": [{"fact": "pilot", "is": "yes"}, {"fact": "pilot", "is": "no"}]}'}, ["situation-never-holds a"]),
        ({"a": '{"all": [{"fact": "kind", "is": "goods"}, {"fact": "kind", "is": "services"}]}'}, ["situation-never-holds a"]),
        ({"a": '{"all": [{"fact": "value", "above": "9"}, {"fact": "value", "below": "5"}]}'}, ["situation-never-holds a"]),
        ({"a": '{"any": [{"fact": "kind", "is": "goods"}, {"fact": "kind", "is": "services"}]}'}, ["situation-always-holds a"]),
        ({"a": '{"any": [{"fact": "value", "above": "5"}, {"fact": "value", "at_most": "7"}]}'}, ["situation-always-holds a"]),
        (
            {"a": '{"not": {"fact": "value", "at_least": "5"}}', "b": '{"fact": "value", "below": "5"}'},
            ["situation-equals-another a"],
        ),
        ({"a": '{"fact": "value", "at_most": "5"}', "b": '{"fact": "value", "below": "5"}'}, []),
        ({"a": '{"situation": "b"}', "b": '{"fact": "pilot", "is": "yes"}'}, []),
    ],
)  # fmt: skip
def test_a_situation_that_says_nothing_or_says_it_twice_is_found(formulas: dict[str, str], found: list[str]) -> None:
    stated = "".join(f"situation:{name} a dg:Situation ; dg:formula '{test}' .\n" for name, test in formulas.items())
    findings = check_situations(store_of(turtle=FACTS + stated))
    assert [f"{finding.check} {names.local(finding.thing)}" for finding in findings] == found


@needs_java
def test_no_real_situation_is_empty_universal_or_told_twice(corpus_dataset: Path) -> None:
    assert check_situations(store_of(dataset=corpus_dataset)) == []


def test_without_java_the_check_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CheckUnavailable, match="needs Java"):
        check_situations(store_of())


def purchases(questionnaire: Questionnaire, logic: Logic, number: int) -> Iterator[dict[str, Answer]]:
    """Give purchases with random answers to some questions; figures and days lie at, before and after what is compared."""
    luck = random.Random(20261122)
    made = 0
    while made < number:
        answers: dict[str, Answer] = {}
        for fact, asked in questionnaire.questions.items():
            if luck.random() < 0.5:
                continue
            values = list(asked.values)
            if asked.answer == "yes-no":
                answers[fact] = luck.choice(["yes", "no"])
            elif asked.answer == "money":
                answers[fact] = luck.choice(logic.cuts(fact)) + luck.choice([-1, 0, 1])
            elif asked.answer == "date":
                cut = luck.choice(logic.cuts(fact) or [as_number(DAY)])
                answers[fact] = date.fromordinal(int(cut)) + timedelta(days=luck.choice([-1, 0, 1]))
            else:
                answers[fact] = (
                    tuple(luck.sample(values, luck.choice([1, 2]))) if asked.several else luck.choice(values)
                )
        try:
            questionnaire.check(answers)
        except BadRequest:
            continue
        made += 1
        yield answers


@needs_java
def test_the_reasoner_and_the_evaluator_agree_on_purchases(corpus_dataset: Path, corpus_answers: Answers) -> None:
    import owlready2

    finder = Finder.of(corpus_answers.store)
    logic = read_logic(store_of(dataset=corpus_dataset), on=DAY)
    world = owlready2.World()
    classes = make_classes(logic, world, every_purchase_answers=False)
    told = list(purchases(finder.questionnaire, logic, 240))
    with classes.ontology:
        made = []
        for number, answers in enumerate(told):
            purchase = types.new_class(f"purchase-{number}", (owlready2.Thing,))
            purchase.is_a.extend(each for fact, answer in answers.items() for each in classes.of(fact, answer, logic))
            made.append(purchase)
        owlready2.sync_reasoner_hermit(world, debug=0)
    assert list(world.inconsistent_classes()) == []
    spoken = {Truth.TRUE: 0, Truth.FALSE: 0, Truth.UNKNOWN: 0}
    for answers, purchase in zip(told, made, strict=True):
        evaluator = Evaluator(answers, finder.rulebook.book, on=DAY)
        above = set(purchase.ancestors())
        above |= {other for one in list(above) for other in one.INDIRECT_equivalent_to}
        for situation, opposite in classes.opposites.items():
            holds = classes.situations[situation] in above
            fails = opposite in above
            reasoned = Truth.TRUE if holds else Truth.FALSE if fails else Truth.UNKNOWN
            assert evaluator.situation(situation).truth is reasoned, (situation, answers)
            spoken[reasoned] += 1
    assert len(classes.opposites) >= 120
    assert min(spoken.values()) >= 3000  # each of the three answers was put to the proof often
    world.close()


def test_a_money_answer_is_compared_at_the_cut_itself() -> None:
    assert as_number(Decimal("12.50")) == Decimal("12.50")
    assert as_number(date(2025, 2, 24)) - as_number("2025-02-23") == 1
