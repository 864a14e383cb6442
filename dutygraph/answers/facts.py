"""The questions about a purchase, and answers as people write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from dutygraph import names
from dutygraph.answers.days import read_day
from dutygraph.answers.evaluation import Evaluator, SituationBook, Truth
from dutygraph.answers.nearest import nearest
from dutygraph.answers.questions import question
from dutygraph.answers.store import Store
from dutygraph.answers.things import vocabulary
from dutygraph.errors import BadRequest

Answer = str | Decimal | date | tuple[str, ...]
UNKNOWN = frozenset({"unknown", "dont-know", "don't know", "i don't know yet", "not known", "?"})
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
MOST_MONEY = Decimal(10) ** 12
_YES, _NO = frozenset({"yes", "y", "true"}), frozenset({"no", "n", "false"})
_SCALES = {"": 1, "k": 1000, "thousand": 1000, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a purchase. `answer` is yes-no, choice, money, date, number or text; `values` maps ids to labels."""

    fact: str
    question: str
    why: str
    example: str
    answer: str
    values: Mapping[str, str]
    several: bool
    ocds: str
    theme: str
    theme_label: str
    also: tuple[str, ...]
    iri: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that cannot all be true of one purchase; `source` is a document and locator, or ""."""

    id: str
    formula: Any
    summary: str
    source: str


@dataclass(frozen=True)
class Questionnaire:
    """Every question by id in the order in which they are asked, the contradictions, happenings and amounts by id and label.

    A happening is a situation that no question asks for, such as a request from a supplier; it is answered yes or no.
    """

    questions: Mapping[str, Question]
    contradictions: tuple[Contradiction, ...]
    book: SituationBook
    happenings: Mapping[str, str]
    amounts: Mapping[str, str] = field(default_factory=dict)

    def named(self, name: str) -> str:
        """Return the id of the question or happening of this name; BadRequest names the nearest."""
        wanted = name.strip().casefold().replace("_", "-").replace(" ", "-")
        if wanted in self.questions or wanted in self.happenings:
            return wanted
        for fact, asked in self.questions.items():
            if wanted in asked.also:
                return fact
        known = [*self.questions, *(other for asked in self.questions.values() for other in asked.also)]
        hint = nearest(wanted, known) or nearest(wanted, self.happenings)
        raise BadRequest(f'There is no fact "{name}".{hint} Facts: {", ".join(self.questions)}.')

    def read(self, given: Iterable[tuple[str, Any]]) -> dict[str, Answer]:
        """Read answers as people write them, given as pairs of a fact and a text; "unknown" leaves the fact open.

        Raises BadRequest for an unknown fact, an answer that does not fit its question, two answers to one question, or
        answers that cannot all be true.
        """
        answers: dict[str, Answer] = {}
        for name, value in given:
            fact = self.named(name)
            read = self._read(fact, value)
            if read is None:
                continue
            if fact in answers and answers[fact] != read:
                read = self._joined(fact, answers[fact], read)
            answers[fact] = read
        self.check(answers)
        return answers

    def check(self, answers: Mapping[str, Answer]) -> None:
        """Raise BadRequest where answers contradict each other, with the rule that says so."""
        evaluator = Evaluator(answers, self.book)
        for rule in self.contradictions:
            verdict = evaluator.formula(rule.formula)
            if verdict.truth is Truth.TRUE:
                said = " and ".join(f"{fact}={self.written(fact, answers[fact])}" for fact in verdict.because)
                source = f" ({rule.source})" if rule.source else ""
                raise BadRequest(f"These answers cannot all be true: {said}. {rule.summary}{source}")

    def written(self, fact: str, answer: Answer) -> str:
        """Write an answer as `read` takes it."""
        if isinstance(answer, tuple):
            return ",".join(answer)
        return f"{answer:f}" if isinstance(answer, Decimal) else str(answer)

    def spoken(self, fact: str, answer: Answer) -> str:
        """Write an answer for people.

        >>> Questionnaire({}, (), SituationBook({}), {}).spoken("value", Decimal("250000"))
        '250,000'
        """
        asked = self.questions.get(fact)
        if isinstance(answer, date):
            return f"{answer.day} {answer:%B %Y}"
        if isinstance(answer, Decimal):
            return ("£" if asked and asked.answer == "money" else "") + f"{answer:,f}"
        parts = answer if isinstance(answer, tuple) else (answer,)
        return " and ".join(asked.values.get(part, part) if asked else part for part in parts)

    def label(self, fact: str) -> str:
        """Return a question or a happening as people read it."""
        asked = self.questions.get(fact)
        if asked:
            return asked.question
        if fact in self.amounts:
            return f"the figure on the day on which the procurement began: {self.amounts[fact]}"
        return self.happenings.get(fact, fact)

    def _read(self, fact: str, value: Any) -> Answer | None:
        asked = self.questions.get(fact)
        if isinstance(value, list):
            value = ",".join(str(part) for part in value)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        text = str(value).strip() if value is not None else ""
        if not text or text.casefold() in UNKNOWN:
            return None
        match asked.answer if asked else "yes-no":
            case "yes-no":
                return _read_yes_no(fact, text)
            case "money" | "number":
                return read_money(fact, text)
            case "date":
                return _read_date(fact, text)
            case "choice":
                assert asked
                parts = [part for part in re.split(r"[,;]", text) if part.strip()] if asked.several else [text]
                chosen = tuple(dict.fromkeys(_read_choice(asked, part) for part in parts))
                return chosen if asked.several else chosen[0]
        return text

    def _joined(self, fact: str, one: Answer, other: Answer) -> Answer:
        if isinstance(one, tuple) and isinstance(other, tuple):
            return tuple(dict.fromkeys((*one, *other)))
        asked = self.questions.get(fact)
        why = f" {asked.why}" if asked else ""
        said = f"{self.written(fact, one)} and {self.written(fact, other)}"
        raise BadRequest(f'"{fact}" has one answer and was given two: {said}.{why}')


def read_questionnaire(store: Store) -> Questionnaire:
    """Gather the questions, contradictions and happenings from a store.

    >>> from dutygraph.answers.store import LocalStore
    >>> read_questionnaire(LocalStore()).questions
    {}
    """
    also: dict[str, list[str]] = {}
    for thing, name in store.select(question("fact_names")):
        also.setdefault(thing or "", []).append(name or "")
    ordered: list[tuple[tuple[int, int], Question]] = []
    for row in store.select(question("facts")):
        (thing, asked, why, example, answer, values, several, ocds, theme, theme_label, theme_place, place) = (
            cell or "" for cell in row
        )
        found = Question(
            fact=names.local(thing),
            question=asked,
            why=why,
            example=example,
            answer=answer,
            values=json.loads(values) if values else {},
            several=several == "true",
            ocds=ocds,
            theme=names.local(theme),
            theme_label=theme_label,
            also=tuple(sorted(also.get(thing, ()))),
            iri=thing,
        )
        ordered.append(((int(theme_place), int(place)), found))
    rules = [
        Contradiction(names.local(thing or ""), json.loads(formula or "null"), summary or "", source or "")
        for thing, formula, summary, source in store.select(question("contradictions"))
    ]
    happenings = {
        names.local(thing or ""): label or ""
        for thing, label, formula, _ in store.select(question("situations"))
        if formula == '"event"'
    }
    return Questionnaire(
        {found.fact: found for _, found in sorted(ordered, key=lambda pair: pair[0])},
        tuple(sorted(rules, key=lambda rule: rule.id)),
        SituationBook({}),
        dict(sorted(happenings.items())),
        {member.id: member.label for member in vocabulary(store, "amount")},
    )


def read_money(fact: str, text: str) -> Decimal:
    """Read a sum as people write it, in pounds.

    >>> read_money("value", "£1.2m"), read_money("value", "250,000"), read_money("value", "30 thousand pounds")
    (Decimal('1200000.0'), Decimal('250000'), Decimal('30000'))
    """
    plain = re.sub(r"[\s_]|pounds?$|gbp", "", text.casefold().removeprefix("gbp").strip().removeprefix("£"))
    match = re.fullmatch(r"(-?[\d,]*\.?\d+)([a-z]*)", plain)
    try:
        if match is None or match[2] not in _SCALES or not _well_grouped(match[1]):
            raise InvalidOperation
        amount = Decimal(match[1].replace(",", "")) * _SCALES[match[2]]
    except InvalidOperation:
        raise BadRequest(f'"{fact}" is a sum in pounds, not "{text}". Write 250000, £250,000 or £1.2m.') from None
    if amount < 0:
        raise BadRequest(f'"{fact}" is a sum in pounds and cannot be negative: "{text}".')
    if amount > MOST_MONEY:
        raise BadRequest(f'"{fact}" is more than a million million pounds: "{text}". Is a comma or a unit wrong?')
    return amount


def _well_grouped(figure: str) -> bool:
    whole = figure.removeprefix("-").partition(".")[0]
    return "," not in whole or re.fullmatch(r"\d{1,3}(,\d{3})+", whole) is not None


def _read_date(fact: str, text: str) -> date:
    try:
        day = read_day(text)
    except BadRequest as error:
        raise BadRequest(f'"{fact}": {error}') from None
    if not EARLIEST <= day <= LATEST:
        raise BadRequest(f'"{fact}": {text} is not a day on which a purchase of AI can have begun or begin.')
    return day


def _read_yes_no(fact: str, text: str) -> str:
    if text.casefold() in _YES:
        return "yes"
    if text.casefold() in _NO:
        return "no"
    raise BadRequest(f'"{fact}" is answered yes, no or unknown, not "{text}".')


def _read_choice(asked: Question, text: str) -> str:
    wanted = text.strip().casefold()
    for value, label in asked.values.items():
        if wanted in (value, label.casefold(), value.replace("-", " ")):
            return value
    hint = nearest(wanted.replace(" ", "-"), asked.values)
    raise BadRequest(
        f'"{asked.fact}" has no value "{text.strip()}".{hint} Its values are {", ".join(asked.values)}, or unknown.'
    )
