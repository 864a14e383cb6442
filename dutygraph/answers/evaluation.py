"""Decide whether a situation holds, from the facts that are known: true, false or unknown (Kleene's strong logic).

A formula is what `guidance_sources/situations.yaml` has under `test` and the graph has in `dg:formula`: `"event"`, or one of
`{all: [...]}`, `{any: [...]}`, `{not: formula}`, `{situation: id}` and `{fact: id, <comparison>: value}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from itertools import product
from typing import Any

from dutygraph.errors import BadRequest

MOST_WORLDS = 256
DAY_FACT = "started-on"  # the fact whose answer picks among the figures that an amount has had
_NUMBERS = ("at_least", "above", "at_most", "below")
_DATES = ("on_or_after", "before")


class Truth(Enum):
    """The three answers."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, answer: bool) -> Truth:
        """Return the truth value of a plain answer."""
        return cls.TRUE if answer else cls.FALSE

    def negated(self) -> Truth:
        """Return the opposite; unknown stays unknown."""
        return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(self, self)


@dataclass(frozen=True)
class DatedFigure:
    """A figure fixed by law, for the days on which it holds; `until` is the last such day."""

    since: date
    until: date | None
    amount: Decimal

    def holds_on(self, day: date) -> bool:
        """Say whether the figure holds on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class SituationBook:
    """The formula of every situation and the figures of every dated amount, by id."""

    formulas: Mapping[str, Any]
    amounts: Mapping[str, Sequence[DatedFigure]] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """An answer, the facts that decided it and, where it is unknown, the facts that would settle it.

    A fact is named by its id; a situation that is a happening of its own stands under its own id; so does an amount of which
    no figure is known for the day. All are sorted.
    """

    truth: Truth
    because: tuple[str, ...] = ()
    settled_by: tuple[str, ...] = ()


def evaluate(
    situation: str,
    facts: Mapping[str, Any],
    book: SituationBook,
    *,
    on: date | None = None,
    settled: Mapping[str, bool | None] | None = None,
) -> Verdict:
    """Say whether a situation holds.

    `facts` maps fact ids, and ids of happenings, to a value: text, a number, a date, a yes or no (bool, "yes", "no").
    None or absence means unknown; a frozenset lists the values that are possible, and the answer is definite only where
    every one of them gives the same. `on` picks the figure of a dated amount; without it, or where it had none on
    that day, an answer is definite only where all its figures agree. `settled` decides situations outright, whatever their formula says; None leaves one open.
    Raises BadRequest for an unknown situation, a situation defined by itself, or a fact whose value cannot be compared.

    >>> book = SituationBook({"big": {"fact": "value", "above": "limit"}, "urgent": "event",
    ...                       "both": {"all": [{"situation": "big"}, {"situation": "urgent"}]}},
    ...                      {"limit": [DatedFigure(date(2025, 2, 24), None, Decimal(100))]})
    >>> evaluate("both", {"value": 50}, book)
    Verdict(truth=<Truth.FALSE: 'false'>, because=('value',), settled_by=())
    >>> evaluate("both", {"value": 500}, book)
    Verdict(truth=<Truth.UNKNOWN: 'unknown'>, because=(), settled_by=('urgent',))
    """
    return evaluate_formula({"situation": situation}, facts, book, on=on, settled=settled)


def evaluate_formula(
    formula: Any,
    facts: Mapping[str, Any],
    book: SituationBook,
    *,
    on: date | None = None,
    settled: Mapping[str, bool | None] | None = None,
) -> Verdict:
    """Say whether a formula holds; inputs and errors as for `evaluate`.

    >>> evaluate_formula({"not": {"fact": "buyer", "is": "utility"}}, {"buyer": frozenset({"council", "police"})},
    ...                  SituationBook({})).truth
    <Truth.TRUE: 'true'>
    """
    open_facts = sorted(name for name, value in facts.items() if isinstance(value, frozenset))
    verdicts = [Evaluator(world, book, on=on, settled=settled).formula(formula) for world in _worlds(facts, open_facts)]
    truths = {verdict.truth for verdict in verdicts}
    if len(truths) == 1:
        because = {name for verdict in verdicts for name in verdict.because}
        settles = {name for verdict in verdicts for name in verdict.settled_by}
        return Verdict(truths.pop(), tuple(sorted(because)), tuple(sorted(settles)))
    used = {name for verdict in verdicts for name in (*verdict.because, *verdict.settled_by)}
    open_used = used & set(open_facts)
    unknown = {name for verdict in verdicts for name in verdict.settled_by}
    return Verdict(Truth.UNKNOWN, (), tuple(sorted(open_used | unknown)))


def _worlds(facts: Mapping[str, Any], open_facts: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the facts once for every combination of the values that are possible."""
    choices = [sorted(facts[name], key=str) or [None] for name in open_facts]
    number = 1
    for choice in choices:
        number *= len(choice)
    if number > MOST_WORLDS:
        choices = [[None] for _ in choices]
    for values in product(*choices):
        yield {**facts, **dict(zip(open_facts, values, strict=True))}


class Evaluator:
    """Decides many situations from the same facts, each once; arguments as for `evaluate`.

    A tuple as a fact's value means that all its parts hold, such as two routes of one purchase. No value is a frozenset.

    >>> book = SituationBook({"called off": {"fact": "route", "is": "call-off"}})
    >>> Evaluator({"route": ("call-off", "small")}, book).situation("called off").truth
    <Truth.TRUE: 'true'>
    """

    def __init__(
        self,
        facts: Mapping[str, Any],
        book: SituationBook,
        *,
        on: date | None = None,
        settled: Mapping[str, bool | None] | None = None,
    ):
        self.facts = facts
        self.book = book
        self.on = on
        self.settled = settled or {}
        self._path: list[str] = []
        self._known: dict[str, Verdict] = {}

    def situation(self, situation: str) -> Verdict:
        """Say whether a situation holds."""
        found = self._known.get(situation)
        if found is None:
            found = self._known[situation] = self._situation(situation)
        return found

    def formula(self, formula: Any) -> Verdict:
        """Say whether a formula holds."""
        if isinstance(formula, dict):
            if "situation" in formula:
                return self.situation(formula["situation"])
            if "not" in formula:
                inner = self.formula(formula["not"])
                return Verdict(inner.truth.negated(), inner.because, inner.settled_by)
            if "all" in formula:
                return self._joined(formula["all"], Truth.FALSE)
            if "any" in formula:
                return self._joined(formula["any"], Truth.TRUE)
            if "fact" in formula and len(formula) == 2:
                return self._comparison(formula)
        raise BadRequest(f"This is not a formula: {formula!r}.")

    def _situation(self, situation: str) -> Verdict:
        if situation in self.settled:
            answer = self.settled[situation]
            return (
                Verdict(Truth.UNKNOWN, (), (situation,)) if answer is None else Verdict(Truth.of(answer), (situation,))
            )
        if situation not in self.book.formulas:
            raise BadRequest(f'There is no situation "{situation}".')
        if situation in self._path:
            raise BadRequest(f'Situation "{situation}" is defined by itself: {" > ".join([*self._path, situation])}.')
        formula = self.book.formulas[situation]
        if formula == "event":
            return self._answer(situation, lambda value: _yes_no(situation, value))
        self._path.append(situation)
        verdict = self.formula(formula)
        self._path.pop()
        return verdict

    def _joined(self, parts: Sequence[Any], decisive: Truth) -> Verdict:
        """Join with all (one false part decides) or with any (one true part decides)."""
        verdicts = [self.formula(part) for part in parts]
        deciding = [verdict for verdict in verdicts if verdict.truth is decisive]
        if deciding:
            return Verdict(decisive, _union(verdict.because for verdict in deciding))
        unknown = [verdict for verdict in verdicts if verdict.truth is Truth.UNKNOWN]
        if unknown:
            return Verdict(Truth.UNKNOWN, (), _union(verdict.settled_by for verdict in unknown))
        return Verdict(decisive.negated(), _union(verdict.because for verdict in verdicts))

    def _comparison(self, formula: Mapping[str, Any]) -> Verdict:
        fact = formula["fact"]
        comparison, right = next((key, value) for key, value in formula.items() if key != "fact")
        if comparison == "is":
            wanted = _plain(right)
            return self._answer(fact, lambda value: Truth.of(wanted in _each(value)))
        if comparison in _DATES:
            after = comparison == "on_or_after"
            if _is_day(right):
                limit = _day(fact, right)
                return self._answer(fact, lambda value: Truth.of((_day(fact, value) >= limit) is after))
            return self._compared_days(fact, str(right), after)
        if comparison in _NUMBERS:
            limits = self._figures(right)
            verdict = self._answer(fact, lambda value: _agreed(comparison, _number(fact, value), limits))
            if verdict.truth is Truth.UNKNOWN and self.facts.get(fact) is not None:
                return Verdict(Truth.UNKNOWN, (), (DAY_FACT if self.on is None else str(right),))
            return verdict
        raise BadRequest(f'"{comparison}" is not a comparison.')

    def _answer(self, fact: str, judge: Any) -> Verdict:
        value = self.facts.get(fact)
        truth: Truth = Truth.UNKNOWN if value is None else judge(value)
        return Verdict(truth, (), (fact,)) if truth is Truth.UNKNOWN else Verdict(truth, (fact,))

    def _compared_days(self, fact: str, other: str, after: bool) -> Verdict:
        """Compare two answers that are days."""
        missing = tuple(sorted(name for name in (fact, other) if self.facts.get(name) is None))
        if missing:
            return Verdict(Truth.UNKNOWN, (), missing)
        later = _day(fact, self.facts[fact]) >= _day(other, self.facts[other])
        return Verdict(Truth.of(later is after), tuple(sorted((fact, other))))

    def _figures(self, right: Any) -> list[Decimal]:
        figures = self.book.amounts.get(right) if isinstance(right, str) else None
        if figures is None:
            return [_number("the figure", right)]
        held = [figure.amount for figure in figures if self.on is None or figure.holds_on(self.on)]
        return held or [figure.amount for figure in figures]


def _agreed(comparison: str, value: Decimal, limits: Sequence[Decimal]) -> Truth:
    """Compare with every figure that may apply; unknown where they disagree or there is none."""
    answers = {_compare(comparison, value, limit) for limit in limits}
    return Truth.of(answers.pop()) if len(answers) == 1 else Truth.UNKNOWN


def _compare(comparison: str, value: Decimal, limit: Decimal) -> bool:
    if comparison == "at_least":
        return value >= limit
    if comparison == "above":
        return value > limit
    return value <= limit if comparison == "at_most" else value < limit


def _union(groups: Any) -> tuple[str, ...]:
    return tuple(sorted({name for group in groups for name in group}))


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal | int | float):
        return f"{Decimal(str(value)).normalize():f}"
    return str(value)


def _each(value: Any) -> tuple[str, ...]:
    return tuple(_plain(part) for part in value) if isinstance(value, tuple) else (_plain(value),)


def _yes_no(fact: str, value: Any) -> Truth:
    if value in (True, "yes"):
        return Truth.TRUE
    if value in (False, "no"):
        return Truth.FALSE
    raise BadRequest(f'"{fact}" is answered yes or no, not {value!r}.')


def _number(fact: str, value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadRequest(f'"{fact}" is a number, not {value!r}.')
    return number


def _is_day(value: Any) -> bool:
    return isinstance(value, date) or str(value)[:1].isdigit()


def _day(fact: str, value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise BadRequest(f'"{fact}" is a date such as 2025-02-24, not {value!r}.') from error
