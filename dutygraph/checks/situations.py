"""Situations as OWL classes: a reasoner says which can never hold, always hold, or equal another.

A purchase is an individual; each answer to a question, each happening and each stretch between two figures or days is a
class. The situations are defined from these, as `guidance_sources/situations.yaml` defines them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

import pyoxigraph

from dutygraph import names
from dutygraph.checks.findings import Finding
from dutygraph.errors import CheckUnavailable

_RISING = ("at_least", "above", "at_most", "below", "on_or_after", "before")


@dataclass(frozen=True)
class Logic:
    """What the situations are built from: formulas by situation, questions (answer type, values, several), figures by amount."""

    formulas: Mapping[str, Any]
    facts: Mapping[str, tuple[str, Sequence[str], bool]]
    amounts: Mapping[str, Sequence[Decimal]]

    def cuts(self, fact: str) -> list[Decimal]:
        """Return the figures, or days as numbers, with which any situation compares a fact, in order."""
        found = {cut for formula in self.formulas.values() for cut in self._cuts(formula, fact)}
        return sorted(found)

    def _cuts(self, formula: Any, fact: str) -> Iterator[Decimal]:
        for part in _comparisons(formula):
            if part["fact"] == fact:
                for key, value in part.items():
                    if key in _RISING:
                        yield from self.figures(value)

    def figures(self, value: Any) -> list[Decimal]:
        """Return the figures that the right side of a comparison stands for; none where it is another fact."""
        if value in self.amounts:
            return sorted(set(self.amounts[value]))
        if value in self.facts:
            return []
        return [as_number(value)]


@dataclass
class Classes:
    """The classes in one owlready2 ontology: of situations, of their opposites, and of answers.

    `answers` holds, for a fact and a value, the class of the purchases so answered; for a figure or day it holds the ladder
    of the fact: at a place of `Logic.cuts`, "reaches" it or is "beyond" it.
    """

    ontology: Any
    situations: dict[str, Any] = field(default_factory=dict)
    opposites: dict[str, Any] = field(default_factory=dict)
    answers: dict[tuple[str, str], Any] = field(default_factory=dict)

    def of(self, fact: str, value: Any, logic: Logic) -> list[Any]:
        """Return the classes of a purchase with this answer; a tuple of values is the whole of the answer."""
        import owlready2

        answer, options, several = logic.facts[fact]
        if answer == "yes-no":
            yes = self.answers[fact, "yes"]
            return [yes if value == "yes" else owlready2.Not(yes)]
        if several:
            return [
                self.answers[fact, option] if option in value else owlready2.Not(self.answers[fact, option])
                for option in options
            ]
        if answer == "choice":
            return [self.answers[fact, value]]
        number = as_number(value)
        found = []
        for place, cut in enumerate(logic.cuts(fact)):
            for step, passed in (("reaches", number >= cut), ("beyond", number > cut)):
                rung = self.answers[fact, f"{step}-{place}"]
                found.append(rung if passed else owlready2.Not(rung))
        return found


def as_number(value: Any) -> Decimal:
    """Return a figure, or a day as its number.

    >>> as_number("2025-02-24") - as_number("2025-02-23"), as_number("12.50")
    (Decimal('1'), Decimal('12.50'))
    """
    text = str(value)
    if isinstance(value, date):
        return Decimal(value.toordinal())
    return Decimal(date.fromisoformat(text).toordinal()) if text.count("-") == 2 else Decimal(text)


def read_logic(store: pyoxigraph.Store, *, on: date | None = None) -> Logic:
    """Gather the situations, questions and figures from a built dataset; `on` picks the figures of one day."""

    def rows(pattern: str, *variables: str) -> Iterator[list[str]]:
        query = f"PREFIX dg: <{names.DEF}> SELECT {' '.join('?' + name for name in variables)} {{ {pattern} }}"
        found = store.query(query, use_default_graph_as_union=True)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        for row in found:
            yield [row[name].value if row[name] is not None else "" for name in variables]

    formulas = {
        names.local(thing): json.loads(formula)
        for thing, formula in rows("?thing a dg:Situation ; dg:formula ?formula", "thing", "formula")
    }
    facts = {
        names.local(thing): (answer, list(json.loads(values)) if values else [], several == "true")
        for thing, answer, values, several in rows(
            "?thing a dg:Fact ; dg:answerType ?answer . OPTIONAL { ?thing dg:answerValues ?values }"
            " OPTIONAL { ?thing dg:several ?several }",
            *("thing", "answer", "values", "several"),
        )
    }
    amounts: dict[str, list[Decimal]] = {}
    held: dict[str, list[Decimal]] = {}
    for amount, figure, since, until in rows(
        "?value dg:valueOf ?amount ; dg:amount ?figure ; dg:validFrom ?since . OPTIONAL { ?value dg:validUntil ?until }",
        *("amount", "figure", "since", "until"),
    ):
        amounts.setdefault(names.local(amount), []).append(Decimal(figure))
        if on and since <= on.isoformat() and (not until or on.isoformat() <= until):
            held.setdefault(names.local(amount), []).append(Decimal(figure))
    amounts |= held
    return Logic(formulas, facts, amounts)


def make_classes(logic: Logic, world: Any, *, every_purchase_answers: bool) -> Classes:
    """Make the classes in an owlready2 world.

    With `every_purchase_answers`, each purchase has one of the possible answers to each question, known or not, as real
    ones do. Where an amount has had several figures, one of them governs and it is open which.
    """
    import owlready2

    ontology = world.get_ontology(names.DEF + "situations")
    classes = Classes(ontology)
    with ontology:
        for fact, (answer, options, several) in logic.facts.items():
            if answer == "yes-no":
                classes.answers[fact, "yes"] = _new(owlready2.Thing, f"answer-{fact}-yes")
            elif answer == "choice":
                own = [_new(owlready2.Thing, f"answer-{fact}-{option}") for option in options]
                classes.answers.update(zip(((fact, option) for option in options), own, strict=True))
                if not several:
                    owlready2.AllDisjoint(own)
                if every_purchase_answers:
                    owlready2.Thing.is_a.append(owlready2.Or(own))
            else:
                parent = owlready2.Thing  # whoever reaches a cut has passed all before it
                for place in range(len(logic.cuts(fact))):
                    for step in ("reaches", "beyond"):
                        parent = _new(parent, f"answer-{fact}-{step}-{place}")
                        classes.answers[fact, f"{step}-{place}"] = parent
        used = _used(logic.formulas)
        for situation in used:
            classes.situations[situation] = _new(owlready2.Thing, f"situation-{situation}")
        for situation in used:
            formula = logic.formulas[situation]
            holds = classes.situations[situation]
            if formula != "event":
                meant = _expression(formula, logic, classes)
                if meant is not None:
                    holds.equivalent_to.append(meant)
                opposite = _new(owlready2.Thing, f"not-{situation}")
                opposite.equivalent_to.append(owlready2.Not(holds))
                classes.opposites[situation] = opposite
    return classes


def _used(formulas: Mapping[str, Any]) -> list[str]:
    """Return the situations that have a formula, and the happenings that some formula names."""
    named = {name for formula in formulas.values() for name in _situations(formula)}
    return sorted(named | {name for name, formula in formulas.items() if formula != "event"})


def check_situations(store: pyoxigraph.Store) -> list[Finding]:
    """Return a finding for every situation that can never hold, always holds, or holds exactly when another does."""
    if shutil.which("java") is None:
        raise CheckUnavailable("The check of situations needs Java, which was not found.")
    import owlready2

    logic = _apart(read_logic(store))
    formulas = {name: formula for name, formula in logic.formulas.items() if formula != "event"}
    world = owlready2.World()
    try:
        classes = make_classes(logic, world, every_purchase_answers=True)
        with classes.ontology:
            owlready2.sync_reasoner_hermit(world, debug=0)
        impossible = set(world.inconsistent_classes())
        findings = []
        for situation in sorted(formulas):
            thing = names.concept("situation", situation)
            if classes.situations[situation] in impossible:
                findings.append(Finding("situation-never-holds", thing, "No purchase can be in this situation."))
            elif classes.opposites[situation] in impossible:
                findings.append(Finding("situation-always-holds", thing, "Every purchase is in this situation."))
        for one, other in combinations(sorted(formulas), 2):
            first, second = classes.situations[one], classes.situations[other]
            if first not in impossible and second in first.equivalent_to and _stated(formulas, one, other):
                thing = names.concept("situation", one)
                findings.append(Finding("situation-equals-another", thing, f'It holds exactly when "{other}" does.'))
        return findings
    finally:
        world.close()


def _apart(logic: Logic) -> Logic:
    """Keep amounts apart that happen to have the same figure: the law can change one without the other."""
    amounts = {
        amount: [figure + Decimal(place) / 10**9 for figure in figures]
        for place, (amount, figures) in enumerate(sorted(logic.amounts.items()))
    }
    return Logic(logic.formulas, logic.facts, amounts)


def _stated(formulas: Mapping[str, Any], one: str, other: str) -> bool:
    """Say whether the two are not defined as one another on purpose."""
    return bool(formulas[one] != {"situation": other} and formulas[other] != {"situation": one})


def _expression(formula: Any, logic: Logic, classes: Classes) -> Any:
    """Return the class of a formula; None for a comparison of two answers, which no class can say."""
    import owlready2

    if "situation" in formula:
        return classes.situations[formula["situation"]]
    if "not" in formula:
        inner = _expression(formula["not"], logic, classes)
        return None if inner is None else owlready2.Not(inner)
    for key, join in (("all", owlready2.And), ("any", owlready2.Or)):
        if key in formula:
            parts = [_expression(part, logic, classes) for part in formula[key]]
            if any(part is None for part in parts):
                return None
            return parts[0] if len(parts) == 1 else join(parts)
    fact = formula["fact"]
    comparison, value = next((key, value) for key, value in formula.items() if key != "fact")
    if comparison == "is":
        if logic.facts[fact][0] != "yes-no":
            return classes.answers[fact, str(value)]
        yes = classes.answers[fact, "yes"]
        return yes if value == "yes" else owlready2.Not(yes)
    figures = logic.figures(value)
    if not figures:
        return None
    step = "beyond" if comparison in ("above", "at_most") else "reaches"
    cuts = logic.cuts(fact)
    low, high = (classes.answers[fact, f"{step}-{cuts.index(figure)}"] for figure in (min(figures), max(figures)))
    passed = low if low is high else _between(low, high, f"answer-{fact}-{step}-{value}", classes)
    return owlready2.Not(passed) if comparison in ("below", "at_most", "before") else passed


def _between(low: Any, high: Any, name: str, classes: Classes) -> Any:
    """Return the class of those that pass whichever figure governs: all above the highest, none below the lowest."""
    found = classes.ontology[name]
    if found is None:
        found = _new(low, name)
        high.is_a.append(found)
    return found


def _comparisons(formula: Any) -> Iterator[dict[str, Any]]:
    if isinstance(formula, list):
        for part in formula:
            yield from _comparisons(part)
    elif isinstance(formula, dict):
        if "fact" in formula:
            yield formula
        else:
            for value in formula.values():
                yield from _comparisons(value)


def _situations(formula: Any) -> Iterator[str]:
    if isinstance(formula, list):
        for part in formula:
            yield from _situations(part)
    elif isinstance(formula, dict):
        if "situation" in formula:
            yield formula["situation"]
        else:
            for value in formula.values():
                yield from _situations(value)


def _new(parent: Any, name: str) -> Any:
    import types

    return types.new_class(name, (parent,))
