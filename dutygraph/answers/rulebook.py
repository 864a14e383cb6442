"""What the graph says of norms, situations and amounts, gathered once for many purchases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dutygraph import names
from dutygraph.answers.duties import Duty, duties
from dutygraph.answers.evaluation import DatedFigure, SituationBook, Truth, Verdict, evaluate
from dutygraph.answers.questions import question
from dutygraph.answers.store import Store


@dataclass(frozen=True)
class Rule:
    """A norm with what it turns on. `forces` maps each bearer to the force; `valid` holds pairs of first, last day.

    `unless` holds situations; `released_by` provisions that may release from it, which no answer can settle.
    """

    iri: str
    document: str
    locator: str
    forces: Mapping[str, str]
    valid: tuple[tuple[date, date | None], ...]
    when: tuple[str, ...]
    unless: tuple[str, ...]
    released_by: tuple[str, ...]
    duties: tuple[Duty, ...] = ()

    @property
    def id(self) -> str:
        """The short id: document, provision and norm."""
        return self.iri.removeprefix(names.ID)

    def holds_on(self, day: date) -> bool:
        """Say whether the norm is in force on a day."""
        return any(since <= day and (until is None or day <= until) for since, until in self.valid)

    @property
    def begins(self) -> date:
        """The first day on which the norm is in force."""
        return min(since for since, _ in self.valid)


@dataclass(frozen=True)
class Condition:
    """Whether a norm holds for a purchase: the verdict and the situation that it rests on.

    `situation` is None where the norm holds; `released` says that the situation takes the duty away.
    """

    verdict: Verdict
    situation: str | None = None
    released: bool = False


@dataclass(frozen=True)
class Rulebook:
    """All norms by IRI, the situations and amounts, how people read situations and facts, and where situations come from."""

    rules: Mapping[str, Rule]
    book: SituationBook
    labels: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def label(self, name: str) -> str:
        """Return how people read a situation or fact."""
        return self.labels.get(name, name)

    def first_day(self, document: str) -> date:
        """Return the day on which the first norm of a document came into force."""
        return min(rule.begins for rule in self.rules.values() if rule.document == document)

    def figure(self, amount: str, on: date | None) -> Decimal | None:
        """Return the figure of a dated amount on a day; without a day, only where it never changed."""
        figures = {dated.amount for dated in self.book.amounts.get(amount, ()) if on is None or dated.holds_on(on)}
        return figures.pop() if len(figures) == 1 else None

    def condition(
        self, rule: Rule, facts: Mapping[str, object], settled: Mapping[str, bool | None], on: date | None
    ) -> Condition:
        """Say whether a norm holds for a purchase: all of `when` and none of `unless`.

        A condition that fails decides; else one that is unknown leaves it open; a provision that may release leaves it open.
        """
        unknown: list[Condition] = []
        for situation in rule.when:
            verdict = evaluate(situation, facts, self.book, on=on, settled=settled)
            if verdict.truth is Truth.FALSE:
                return Condition(verdict, situation)
            if verdict.truth is Truth.UNKNOWN:
                unknown.append(Condition(verdict, situation))
        for situation in rule.unless:
            verdict = evaluate(situation, facts, self.book, on=on, settled=settled)
            if verdict.truth is Truth.TRUE:
                return Condition(Verdict(Truth.FALSE, verdict.because), situation, released=True)
            if verdict.truth is Truth.UNKNOWN:
                unknown.append(Condition(verdict, situation, released=True))
        if unknown:
            return unknown[0]
        if rule.released_by:
            return Condition(Verdict(Truth.UNKNOWN, (), rule.released_by), rule.released_by[0], released=True)
        return Condition(Verdict(Truth.TRUE))


def read_rulebook(store: Store) -> Rulebook:
    """Gather the rulebook from a store.

    >>> from dutygraph.answers.store import LocalStore
    >>> read_rulebook(LocalStore()).rules
    {}
    """
    formulas: dict[str, object] = {}
    labels: dict[str, str] = {}
    sources: dict[str, str] = {}
    for thing, label, formula, source in store.select(question("situations")):
        assert thing is not None
        labels[names.local(thing)] = label or names.local(thing)
        if formula is not None:
            formulas[names.local(thing)] = json.loads(formula)
        if source is not None:
            sources[names.local(thing)] = source
    amounts: dict[str, list[DatedFigure]] = {}
    for amount, figure, since, until in store.select(question("amounts")):
        assert amount is not None and figure is not None and since is not None
        dated = DatedFigure(date.fromisoformat(since), date.fromisoformat(until) if until else None, Decimal(figure))
        amounts.setdefault(names.local(amount), []).append(dated)
    by_norm: dict[str, list[Duty]] = {}
    for duty in duties(store):
        by_norm.setdefault(duty.iri, []).append(duty)
    rules = {iri: _rule(iri, found) for iri, found in sorted(by_norm.items())}
    return Rulebook(rules, SituationBook(formulas, amounts), labels, sources)


def _rule(iri: str, found: list[Duty]) -> Rule:
    first = found[0]
    unless = {link.id: link.iri.startswith(names.thing("situation", "")) for link in first.unless}
    return Rule(
        iri=iri,
        document=first.document,
        locator=first.locator,
        forces={duty.bearer: duty.force for duty in found},
        valid=tuple(sorted({_validity(duty) for duty in found}, key=lambda pair: pair[0])),
        when=tuple(link.id for link in first.when),
        unless=tuple(sorted(name for name, is_situation in unless.items() if is_situation)),
        released_by=tuple(sorted(name for name, is_situation in unless.items() if not is_situation)),
        duties=tuple(found),
    )


def _validity(duty: Duty) -> tuple[date, date | None]:
    until = date.fromisoformat(duty.valid_until) if duty.valid_until else None
    return date.fromisoformat(duty.valid_from), until
