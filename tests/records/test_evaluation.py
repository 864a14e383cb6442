"""Three-valued evaluation: Kleene's laws, order, possible values, dated amounts, and what would settle an open answer."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutygraph.answers.evaluation import DatedFigure, SituationBook, Truth, evaluate, evaluate_formula
from dutygraph.errors import BadRequest

HAPPENINGS = ("rain", "snow", "wind", "frost")
BOOK = SituationBook(
    {**dict.fromkeys(HAPPENINGS, "event"), "storm": {"all": [{"situation": "rain"}, {"situation": "wind"}]}},
    {
        "limit": [
            DatedFigure(date(2025, 2, 24), date(2025, 12, 31), Decimal(214904)),
            DatedFigure(date(2026, 1, 1), None, Decimal(207720)),
        ]
    },
)
answers = st.dictionaries(st.sampled_from(HAPPENINGS), st.sampled_from([True, False, None, "yes", "no"]))
leaves = st.sampled_from([{"situation": name} for name in (*HAPPENINGS, "storm")])
formulas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=12,
)


def truth(formula: Any, facts: dict[str, Any]) -> Truth:
    return evaluate_formula(formula, facts, BOOK).truth


def shuffled(formula: Any, chance: random.Random) -> Any:
    if "all" in formula or "any" in formula:
        key = "all" if "all" in formula else "any"
        parts = [shuffled(part, chance) for part in formula[key]]
        chance.shuffle(parts)
        return {key: parts}
    return {"not": shuffled(formula["not"], chance)} if "not" in formula else formula


@given(formulas, answers)
def test_not_of_not_is_the_same(formula: Any, facts: dict[str, Any]) -> None:
    assert truth({"not": {"not": formula}}, facts) is truth(formula, facts)


@given(formulas, formulas, answers)
def test_de_morgan_holds(left: Any, right: Any, facts: dict[str, Any]) -> None:
    either = {"not": {"any": [left, right]}}
    both = {"all": [{"not": left}, {"not": right}]}
    assert truth(either, facts) is truth(both, facts)


@given(formulas, answers, st.randoms(use_true_random=False))
def test_the_order_of_parts_changes_neither_the_answer_nor_its_reasons(
    formula: Any, facts: dict[str, Any], chance: random.Random
) -> None:
    assert evaluate_formula(shuffled(formula, chance), facts, BOOK) == evaluate_formula(formula, facts, BOOK)


@given(formulas, answers)
def test_a_definite_answer_survives_every_further_fact(formula: Any, facts: dict[str, Any]) -> None:
    first = truth(formula, facts)
    open_names = [name for name in HAPPENINGS if facts.get(name) is None]
    if first is not Truth.UNKNOWN:
        for answer in (True, False):
            assert truth(formula, {**facts, **dict.fromkeys(open_names, answer)}) is first


@given(formulas, answers)
def test_an_open_answer_names_only_facts_that_are_not_known(formula: Any, facts: dict[str, Any]) -> None:
    verdict = evaluate_formula(formula, facts, BOOK)
    if verdict.truth is Truth.UNKNOWN:
        assert verdict.settled_by
        assert all(facts.get(name) is None for name in verdict.settled_by)
        assert verdict.because == ()
    else:
        assert verdict.because
        assert all(facts.get(name) is not None for name in verdict.because)


@given(formulas, answers)
def test_the_facts_that_decided_are_enough_by_themselves(formula: Any, facts: dict[str, Any]) -> None:
    verdict = evaluate_formula(formula, facts, BOOK)
    if verdict.truth is not Truth.UNKNOWN:
        assert truth(formula, {name: facts[name] for name in verdict.because}) is verdict.truth


@given(formulas, answers)
def test_a_fact_that_may_be_either_is_definite_only_where_both_agree(formula: Any, facts: dict[str, Any]) -> None:
    yes, no = (truth(formula, {**facts, "rain": value}) for value in ("yes", "no"))
    either = truth(formula, {**facts, "rain": frozenset({"yes", "no"})})
    assert either is (yes if yes is no else Truth.UNKNOWN)


def test_one_false_part_makes_all_false_although_another_is_unknown() -> None:
    assert truth({"all": [{"situation": "rain"}, {"situation": "wind"}]}, {"rain": "no"}) is Truth.FALSE


def test_one_true_part_makes_any_true_although_another_is_unknown() -> None:
    assert truth({"any": [{"situation": "rain"}, {"situation": "wind"}]}, {"rain": "yes"}) is Truth.TRUE


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 6, 1), Truth.FALSE),
        (date(2026, 6, 1), Truth.TRUE),
        (None, Truth.UNKNOWN),
        (date(2024, 6, 1), Truth.UNKNOWN),
    ],
)
def test_a_dated_amount_is_looked_up_for_the_day(on: date | None, expected: Truth) -> None:
    formula = {"fact": "value", "at_least": "limit"}
    assert evaluate_formula(formula, {"value": 210000}, BOOK, on=on).truth is expected


def test_without_a_day_the_answer_is_definite_where_all_figures_agree() -> None:
    formula = {"fact": "value", "at_least": "limit"}
    assert evaluate_formula(formula, {"value": "300000.00"}, BOOK).truth is Truth.TRUE
    assert evaluate_formula(formula, {"value": Decimal(5)}, BOOK).truth is Truth.FALSE


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [("at_least", True), ("above", False), ("at_most", True), ("below", False)],
)
def test_each_comparison_treats_the_limit_itself_as_it_says(comparison: str, expected: bool) -> None:
    assert truth({"fact": "value", comparison: "100"}, {"value": 100}) is Truth.of(expected)


def test_dates_compare_by_day_and_the_day_itself_counts_as_on() -> None:
    assert truth({"fact": "start", "on_or_after": "2025-02-24"}, {"start": date(2025, 2, 24)}) is Truth.TRUE
    assert truth({"fact": "start", "before": "2025-02-24"}, {"start": "2025-02-24"}) is Truth.FALSE


def test_a_settled_situation_overrides_its_formula_and_none_leaves_it_open() -> None:
    facts = {"rain": "no", "wind": "no"}
    assert evaluate("storm", facts, BOOK, settled={"storm": True}).truth is Truth.TRUE
    opened = evaluate("storm", facts, BOOK, settled={"storm": None})
    assert (opened.truth, opened.settled_by) == (Truth.UNKNOWN, ("storm",))


def test_too_many_possible_values_leave_the_facts_open() -> None:
    many = {name: frozenset(str(number) for number in range(40)) for name in ("a", "b")}
    assert truth({"fact": "a", "is": "x"}, many) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("formula", "facts", "message"),
    [
        ({"situation": "hail"}, {}, 'no situation "hail"'),
        ({"situation": "loop"}, {}, "defined by itself: loop > loop"),
        ({"fact": "value", "above": "5"}, {"value": "much"}, '"value" is a number'),
        ({"fact": "start", "before": "2025-01-01"}, {"start": "soon"}, '"start" is a date'),
        ({"fact": "value", "near": "5"}, {"value": 5}, '"near" is not a comparison'),
        ({"situation": "rain"}, {"rain": "maybe"}, '"rain" is answered yes or no'),
        ("nonsense", {}, "not a formula"),
    ],
)
def test_what_cannot_be_evaluated_is_refused_with_a_reason(formula: Any, facts: dict[str, Any], message: str) -> None:
    book = SituationBook({**BOOK.formulas, "loop": {"not": {"situation": "loop"}}}, BOOK.amounts)
    with pytest.raises(BadRequest, match=message.replace("(", r"\(")):
        evaluate_formula(formula, facts, book)
