"""Judge a record: the law, the place, the time, the buyer and the norm's conditions first, and only then the shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dutygraph.answers.evaluation import Truth, evaluate
from dutygraph.answers.rulebook import Condition, Rule, Rulebook
from dutygraph.records.buyers import is_devolved_for_certain
from dutygraph.records.days import BankHolidays, in_words
from dutygraph.records.facts import ACT, Purchase, Scope, find_record_day
from dutygraph.records.findings import Finding
from dutygraph.records.focuses import Focus, find_focuses, focus_on
from dutygraph.records.mapping import RecordMapping
from dutygraph.records.outcomes import CANNOT_TELL, DOES_NOT_APPLY, MET, NOT_MET, NOT_YET_DUE, OUTCOMES, Outcome
from dutygraph.records.reading import Record
from dutygraph.records.shapes import RecordShape, ShapeBook, ShapeChecker
from dutygraph.records.signs import Sign, find_signs

if TYPE_CHECKING:
    from rdflib import Graph

BEGUN = "begun-under-procurement-act-2023"
ABOVE = "above-threshold"
PERCENTS: Mapping[str, str] = {
    "works": "change-notice-value-percent-works",
    "other": "change-notice-value-percent-goods-services",
    "term": "change-notice-term-percent",
}


class Judge:
    """Judges records one after another by the same rulebook and shapes."""

    def __init__(self, rulebook: Rulebook, shapes: ShapeBook, holidays: BankHolidays, as_at: date):
        self.rulebook = rulebook
        self.shapes = shapes
        self.holidays = holidays
        self.as_at = as_at
        self.mapping = RecordMapping()
        self.checker = ShapeChecker(shapes)

    def judge(self, record: Record, number: int) -> RecordJudgement:
        """Return the judgement of a record; `number` tells the nodes of its graph from those of others."""
        return RecordJudgement(self, record, number)


class RecordJudgement:
    """The judgement of one record: its outcomes, and the norms that may apply and that no shape checks."""

    def __init__(self, judge: Judge, record: Record, number: int):
        self.judge = judge
        self.rulebook = judge.rulebook
        self.purchase = Purchase(record.part)
        self.release = record.part
        self.number = number
        self.law = self.purchase.law
        self.nation = self.purchase.nation
        self.day = find_record_day(self.release)
        self.whole = focus_on(self.release, Scope(self.purchase))
        self.start: date | None = self.whole.facts["started-on"].value
        self.signs = find_signs(self.purchase, self._figure, judge.holidays)
        self._graph: Graph | None = None
        self._focuses: dict[str, list[Focus]] = {}

    def outcomes(self) -> list[Outcome]:
        """Return the outcomes, those that ask for action first, then in the order of documents and locators."""
        found = [outcome for shape in self.judge.shapes.shapes for outcome in self._by_shape(shape)]
        return sorted(found, key=lambda outcome: (OUTCOMES.index(outcome.outcome), outcome.norm, outcome.pointer))

    def not_checked(self) -> list[str]:
        """Return the short ids of norms that may apply to this purchase and that no shape checks; permissions are left out."""
        checked = {norm for shape in self.judge.shapes.shapes for norm in shape.checks}
        return sorted(
            rule.id
            for iri, rule in self.rulebook.rules.items()
            if iri not in checked and self._duty_forces(rule) and self._may_apply(rule)
        )

    def _duty_forces(self, rule: Rule) -> bool:
        bearers = self._bearers()
        return any(force not in ("may", "aims") and bearer in bearers for bearer, force in rule.forces.items())

    def _may_apply(self, rule: Rule) -> bool:
        if self.day is not None and not rule.holds_on(self.day):
            return False
        condition = self.rulebook.condition(rule, self.whole.values, self._settled(self.whole), self.start)
        return condition.verdict.truth is not Truth.FALSE

    def _bearers(self) -> set[str]:
        """Return the kinds of body that the buyer may be."""
        value = self.whole.facts["buyer"].value
        if value is None:
            return {"local-authority", "central-government", "other-public-body", "private-utility"}
        return set(value) if isinstance(value, frozenset) else {value}

    def _figure(self, amount: str) -> Decimal | None:
        """Return a figure as it held when the procurement began, else the only one that it has ever had."""
        held = None if self.start is None else self.rulebook.figure(amount, self.start)
        return self.rulebook.figure(amount, None) if held is None else held

    def _percents(self) -> dict[str, Decimal]:
        found = {name: self._figure(amount) for name, amount in PERCENTS.items()}
        return {name: figure for name, figure in found.items() if figure is not None}

    def _by_shape(self, shape: RecordShape) -> Iterator[Outcome]:
        rules = [self.rulebook.rules[iri] for iri in shape.checks if iri in self.rulebook.rules]
        if shape.target not in self._focuses:
            self._focuses[shape.target] = list(find_focuses(self.purchase, shape.target, self._percents()))
        focuses = self._focuses[shape.target]
        for rule in rules:
            if not focuses:
                yield self._without_focus(shape, rule)
            for focus in focuses:
                yield self._at_focus(shape, rule, focus)

    def _without_focus(self, shape: RecordShape, rule: Rule) -> Outcome:
        open_or_never = self._before_shape(shape, rule, self.whole)
        if open_or_never is not None and open_or_never.outcome == DOES_NOT_APPLY:
            return open_or_never
        message = f"This record shows no {shape.concerns}, so it does not show whether the duty was met."
        return self._outcome(shape, rule, CANNOT_TELL, message, self.release.pointer)

    def _at_focus(self, shape: RecordShape, rule: Rule, focus: Focus) -> Outcome:
        early = self._before_shape(shape, rule, focus)
        if early is not None:
            return early
        signs = self.signs.of(focus.part)
        pointer = next((signs[name].pointer for name in shape.shows if name in signs), focus.part.pointer)
        shown = self._shown(shape, signs)
        if self._failures(shape.needs, focus):
            due = signs.get(shape.due_on or "")
            if due and shape.done_on not in signs and isinstance(due.value, date) and self.judge.as_at <= due.value:
                message = f"The last day for it is {in_words(due.value)}, and it is not shown yet.{shown}"
                return self._outcome(shape, rule, NOT_YET_DUE, message, pointer)
            return self._outcome(shape, rule, CANNOT_TELL, shape.cannot_tell_message + shown, pointer)
        failures = self._failures(shape.iri, focus)
        if not failures:
            verdict = CANNOT_TELL if shape.partial else MET
            return self._outcome(shape, rule, verdict, shape.met_message + shown, pointer)
        update = signs.get("update") or self.signs.of(self.release.at("tender")).get("update")
        if shape.first_publication and update and update.value:
            message = f"This release updates an earlier one, and its notice may not be the first.{shown}"
            return self._outcome(shape, rule, CANNOT_TELL, message, pointer)
        return self._outcome(shape, rule, NOT_MET, " ".join(failures) + shown, pointer)

    def _before_shape(self, shape: RecordShape, rule: Rule, focus: Focus) -> Outcome | None:
        """Return the outcome where law, place, time, buyer or the norm's conditions settle it before any shape is asked."""
        outside = self._outside(shape, rule) or self._not_in_force(shape, rule) or self._not_the_bearer(shape, rule)
        if outside is not None and outside.outcome == DOES_NOT_APPLY:
            return outside
        settled = self._settled(focus)
        condition = self.rulebook.condition(rule, focus.values, settled, self.start)
        if condition.verdict.truth is Truth.FALSE:
            pointer, words = self._evidence(condition, focus)
            label = self.rulebook.label(condition.situation or "")
            lead = (
                f'The duty falls away where this is so: "{label}".'
                if condition.released
                else f'The duty holds only where this is so: "{label}". It is not so here.'
            )
            return self._outcome(shape, rule, DOES_NOT_APPLY, f"{lead} The record shows: {words}.", pointer)
        if outside is not None:
            return outside
        if condition.verdict.truth is Truth.UNKNOWN:
            return self._open(shape, rule, condition, focus)
        for situation, wanted in [
            *((s, Truth.TRUE) for s in shape.only_when),
            *((s, Truth.FALSE) for s in shape.not_when),
        ]:
            verdict = evaluate(situation, focus.values, self.rulebook.book, on=self.start, settled=settled)
            if verdict.truth is not wanted:
                message = f'{shape.cannot_tell_message} It turns on this: "{self.rulebook.label(situation)}".'
                return self._outcome(shape, rule, CANNOT_TELL, message, focus.part.pointer)
        return None

    def _settled(self, focus: Focus) -> dict[str, bool | None]:
        """Return what the record settles.

        A notice that says "below the threshold" against its own figures leaves that open. One that says "above" is taken
        at its word: one lot or call-off may be small where the whole is not.
        """
        settled = focus.settled
        if BEGUN not in settled and BEGUN in self.rulebook.book.formulas:
            start = focus.facts["started-on"].value or self.purchase.latest_start.value
            if evaluate(BEGUN, {"started-on": start}, self.rulebook.book).truth is Truth.FALSE:
                settled[BEGUN] = False
        if settled.get(ABOVE) is False:
            others = {name: value for name, value in settled.items() if name != ABOVE}
            counted = evaluate(ABOVE, focus.values, self.rulebook.book, on=self.start, settled=others).truth
            if counted is Truth.TRUE:
                settled[ABOVE] = None
        return settled

    def _outside(self, shape: RecordShape, rule: Rule) -> Outcome | None:
        """Return the outcome for a buyer under the rules of another nation."""
        if self.nation is None:
            return None
        scotland = self.nation.value == "Scotland" and is_devolved_for_certain(self.nation)
        if scotland:
            message = f"The Act does not bind devolved Scottish bodies. The record shows: {self.nation.words}."
            return self._outcome(shape, rule, DOES_NOT_APPLY, message, self.nation.pointer)
        message = (
            f"The duties here are those of a buyer in England, and other rules may hold in {self.nation.value}. "
            f"The record shows: {self.nation.words}."
        )
        return self._outcome(shape, rule, CANNOT_TELL, message, self.nation.pointer)

    def _not_in_force(self, shape: RecordShape, rule: Rule) -> Outcome | None:
        if self.day is None:
            if self.law.value == ACT and rule.begins == self.rulebook.first_day(rule.document):
                return None
            message = "The record gives no date, so it does not show whether the duty was in force."
            return self._outcome(shape, rule, CANNOT_TELL, message, self.release.pointer)
        if rule.holds_on(self.day):
            return None
        when = (
            f"It came into force on {in_words(rule.begins)}" if self.day < rule.begins else "It is no longer in force"
        )
        message = f"{when}, and the record is of {in_words(self.day)}."
        return self._outcome(shape, rule, DOES_NOT_APPLY, message, self.release.at("date").pointer)

    def _not_the_bearer(self, shape: RecordShape, rule: Rule) -> Outcome | None:
        buyer = self.whole.facts["buyer"]
        bearers = self._bearers()
        if bearers <= set(rule.forces):
            return None
        if not bearers & set(rule.forces):
            if "other-public-body" in bearers:
                message = f"The norm is recorded only for: {self._bound(rule)}. The record shows: {buyer.words}."
                return self._outcome(shape, rule, CANNOT_TELL, message, buyer.pointer)
            message = (
                f"The norm is addressed to another kind of body: {self._bound(rule)}. The record shows: {buyer.words}."
            )
            return self._outcome(shape, rule, DOES_NOT_APPLY, message, buyer.pointer)
        message = (
            f"The record does not settle what the buyer is: {buyer.words}. "
            f"The norm is recorded only for: {self._bound(rule)}."
        )
        return self._outcome(shape, rule, CANNOT_TELL, message, buyer.pointer)

    def _bound(self, rule: Rule) -> str:
        return "; ".join(self.rulebook.label(bearer).lower() for bearer in sorted(rule.forces))

    def _open(self, shape: RecordShape, rule: Rule, condition: Condition, focus: Focus) -> Outcome:
        label = self.rulebook.label(condition.situation or "")
        wanted = [name for name in condition.verdict.settled_by if name != condition.situation]
        partly = [f"{focus.facts[name].words}" for name in wanted if name in focus.facts]
        asked = [self.rulebook.label(name) for name in wanted]
        message = f'Whether the duty holds turns on this, which the record does not settle: "{label}".'
        if asked:
            message += f" It would be settled by: {'; '.join(asked)}{'' if asked[-1].endswith('?') else '.'}"
        if partly:
            message += f" The record shows: {'; '.join(partly)}."
        if ABOVE in wanted and ABOVE in focus.happenings:
            message += " What the notice says of the threshold does not fit the figures in it."
        pointer = next((focus.facts[name].pointer for name in wanted if name in focus.facts), focus.part.pointer)
        return self._outcome(shape, rule, CANNOT_TELL, message, pointer)

    def _evidence(self, condition: Condition, focus: Focus) -> tuple[str, str]:
        """Return the place and the words of the findings that decided a condition."""
        findings: list[Finding] = []
        for name in condition.verdict.because:
            if name == BEGUN and name not in focus.happenings:
                start = focus.facts["started-on"]
                findings.append(start if start.value else self.purchase.latest_start)
            elif name in focus.happenings:
                findings.append(focus.happenings[name])
            elif name in focus.facts:
                findings.append(focus.facts[name])
        if not findings:
            return focus.part.pointer, "nothing to the contrary"
        return findings[0].pointer, "; ".join(dict.fromkeys(finding.words for finding in findings))

    def _failures(self, shape_iri: str, focus: Focus) -> list[str]:
        return self.judge.checker.failures(shape_iri, self.graph, self.number, focus.part.pointer)

    @property
    def graph(self) -> Graph:
        """The record in RDF with its signs; made when a shape is first asked."""
        if self._graph is None:
            self._graph = self.judge.mapping.graph(self.release, self.number)
            self.signs.state(self._graph, self.number)
        return self._graph

    def _shown(self, shape: RecordShape, signs: Mapping[str, Sign]) -> str:
        """Return the signs that a report gives, in words; the cautious count of a standstill only where it differs."""
        labels = self.judge.shapes.sign_labels
        names = [name for name in shape.shows if name in signs]
        if "sureStandstillEnd" in names and signs["sureStandstillEnd"].value == signs["leastStandstillEnd"].value:
            names.remove("sureStandstillEnd")
        shown = [f"{labels.get(name, name)}: {_in_words(signs[name])}" for name in names]
        return f" The record shows: {'; '.join(shown)}." if shown else ""

    def _outcome(self, shape: RecordShape, rule: Rule, outcome: str, message: str, pointer: str) -> Outcome:
        bearers = self._bearers()
        bearer = next(iter(bearers)) if len(bearers) == 1 else None
        forces = {force for name, force in rule.forces.items() if name in bearers}
        return Outcome(
            norm=rule.id,
            document=rule.document,
            locator=rule.locator,
            bearer=bearer,
            force=forces.pop() if len(forces) == 1 else None,
            outcome=outcome,
            message=message,
            pointer=pointer,
            remedy=shape.remedy if outcome == NOT_MET else "",
            shape=shape.id,
        )


def _in_words(sign: Sign) -> str:
    if isinstance(sign.value, bool):
        return "yes" if sign.value else "no"
    return in_words(sign.value) if isinstance(sign.value, date) else str(sign.value)
