"""Which duties apply to one purchase, which may and what would settle it, and which do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dutygraph import names
from dutygraph.answers.documents import documents
from dutygraph.answers.duties import Duty
from dutygraph.answers.evaluation import DAY_FACT, Evaluator, Truth
from dutygraph.answers.facts import Answer, Question, Questionnaire, read_questionnaire
from dutygraph.answers.nearest import nearest
from dutygraph.answers.rulebook import Rule, Rulebook, read_rulebook
from dutygraph.answers.store import Store
from dutygraph.errors import BadRequest

APPLIES, OPEN, ASIDE = "applies", "unknown", "does-not-apply"
_STATUS = {Truth.TRUE: APPLIES, Truth.UNKNOWN: OPEN, Truth.FALSE: ASIDE}


@dataclass(frozen=True, slots=True)
class Reason:
    """What decided: a situation, whether it holds, the answers that made it so (fact and answer), and who defines it.

    The reason of an unconditional duty has no situation; its fact is the buyer.
    """

    situation: str
    label: str
    holds: bool
    facts: tuple[tuple[str, str], ...]
    source: str


@dataclass(frozen=True, slots=True)
class FoundDuty:
    """A duty, whether it applies to the purchase (applies, unknown, does-not-apply), why, and what would settle it.

    `settled_by` names facts and happenings, or a provision that may release from the duty and that no answer settles.
    """

    duty: Duty
    applies: str
    because: tuple[Reason, ...]
    settled_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a document is to the bearer: law or not, and how it binds (a code and its label), "" where that is not said."""

    is_law: bool
    how: str
    how_label: str

    @property
    def rank(self) -> int:
        """Its place among documents: law first, then what binds more."""
        order = ("binding", "must-have-regard", "recommended", "optional", "not-addressed")
        return (0 if self.is_law else 10) + (order.index(self.how) if self.how in order else len(order))

    @property
    def in_words(self) -> str:
        """Say plainly whether it is law or guidance, and what it is to the bearer."""
        if self.is_law:
            return f"Law: {self.how_label}."
        if self.how == "must-have-regard":
            return "Not law in itself, but the law tells the bearer to have regard to it."
        if self.how == "binding":
            return "Not law in itself, but it binds the bearer."
        return f"Guidance, {self.how_label}: it may be departed from."


@dataclass(frozen=True)
class Found:
    """The duties of one bearer for one purchase: law first, then what binds the bearer more, each document as printed."""

    as_at: date
    bearer: str
    answers: Mapping[str, Answer]
    duties: tuple[FoundDuty, ...]
    standings: Mapping[str, Standing] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[str]:
        """How many duties apply, may apply and do not apply."""
        return Counter(found.applies for found in self.duties)

    def standing(self, document: str) -> str:
        """Say what a document is to the bearer."""
        found = self.standings.get(document)
        return found.in_words if found else "What this document is to the bearer is not recorded."

    @property
    def settled(self) -> int:
        """How many duties are settled either way."""
        return len(self.duties) - self.counts[OPEN]


@dataclass(frozen=True, slots=True)
class Step:
    """The question to ask next, and how many duties an answer to it settles on average."""

    question: Question
    settles: float


class Finder:
    """Judges every duty for a purchase. Made once for a store; its answers are those of `Questionnaire.read`."""

    def __init__(self, rulebook: Rulebook, questionnaire: Questionnaire, standings: Mapping[tuple[str, str], Standing]):
        self.rulebook = rulebook
        self.standings = standings
        self.questionnaire = questionnaire
        self._facts_of: dict[str, frozenset[str]] = {}
        self._rules: dict[tuple[str, date], list[tuple[Rule, Duty]]] = {}
        self._probes = {fact: self._probe(asked) for fact, asked in questionnaire.questions.items()}

    @classmethod
    def of(cls, store: Store) -> Finder:
        """Gather what is needed from a store."""
        standings = {
            (work.document, binding.bearer): Standing(work.is_law, binding.how, binding.how_label)
            for work in documents(store)
            for binding in work.bindings
        }
        return cls(read_rulebook(store), read_questionnaire(store), standings)

    def find(
        self,
        answers: Mapping[str, Answer],
        *,
        as_at: date,
        bearer: str | None = None,
        stage: str | None = None,
        force: str | None = None,
    ) -> Found:
        """Judge every duty in force on a day for one purchase.

        `bearer` is a role; without it, the buyer of the answers or a local authority. `stage` and `force` narrow the list.
        A purchase by a local authority has a council for a buyer, whether the answers say so or not.
        """
        bearer, known = self.purchase(answers, bearer)
        evaluator = Evaluator(known, self.rulebook.book, on=_day_of(known))
        found = [
            self._found(rule, duty, evaluator, known)
            for rule, duty in self._in_force(bearer, as_at)
            if (force is None or duty.force == force)
            and (stage is None or any(link.id == stage for link in duty.stages))
        ]
        standings = {document: standing for (document, role), standing in self.standings.items() if role == bearer}
        return Found(as_at, bearer, known, tuple(found), standings)

    def judge(self, answers: Mapping[str, Answer], *, as_at: date, bearer: str | None = None) -> dict[str, str]:
        """Return only whether each duty applies, by the norm's IRI; quicker than `find`."""
        bearer, known = self.purchase(answers, bearer)
        evaluator = Evaluator(known, self.rulebook.book, on=_day_of(known))
        return {rule.iri: _STATUS[_truth(rule, evaluator)] for rule, _ in self._in_force(bearer, as_at)}

    def purchase(self, answers: Mapping[str, Answer], bearer: str | None = None) -> tuple[str, dict[str, Answer]]:
        """Return whose duties are asked for, and the answers with what follows from that."""
        roles = sorted({role for rule in self.rulebook.rules.values() for role in rule.forces})
        buyer = answers.get("buyer")
        if bearer is None:
            bearer = str(buyer) if buyer else "local-authority"
            if bearer not in roles:
                said = self.questionnaire.spoken("buyer", bearer)
                raise BadRequest(
                    f'No duties are recorded for "{said}" as a buyer. Roles with duties: {", ".join(roles)}.'
                )
        elif bearer not in roles:
            raise BadRequest(f'There is no role "{bearer}".{nearest(bearer, roles)} Roles: {", ".join(roles)}.')
        known = dict(answers)
        asked = self.questionnaire.questions.get("buyer")
        if asked and bearer in asked.values:
            if buyer is not None and buyer != bearer:
                raise BadRequest(f"The buyer is {buyer} and the duties asked for are those of {bearer}.")
            known["buyer"] = bearer
        return bearer, known

    def next_question(
        self,
        answers: Mapping[str, Answer],
        *,
        as_at: date,
        bearer: str | None = None,
        skipped: Iterable[str] = (),
    ) -> Step | None:
        """Return the open question that settles most duties, on average over its answers; None where none settles any."""
        steps = self.steps(answers, as_at=as_at, bearer=bearer, skipped=skipped)
        return steps[0] if steps else None

    def steps(
        self,
        answers: Mapping[str, Answer],
        *,
        as_at: date,
        bearer: str | None = None,
        skipped: Iterable[str] = (),
    ) -> list[Step]:
        """Return every open question that would settle a duty, the one that settles most first."""
        bearer, known = self.purchase(answers, bearer)
        set_aside = {*known, *skipped}
        evaluator = Evaluator(known, self.rulebook.book, on=_day_of(known))
        waiting: dict[str, list[Rule]] = {}
        for rule, _ in self._in_force(bearer, as_at):
            if _truth(rule, evaluator) is Truth.UNKNOWN:
                for fact in self._facts_in(rule) - set_aside:
                    waiting.setdefault(fact, []).append(rule)
        steps = []
        for fact, rules in waiting.items():
            settled = [self._settled(rules, {**known, fact: value}) for value in self._probes[fact]]
            possible = [number for number in settled if number is not None]
            average = sum(possible) / len(possible) if possible else 0.0
            steps.append(Step(self.questionnaire.questions[fact], average))
        order = list(self.questionnaire.questions)
        useful = [step for step in steps if step.settles > 0] or steps
        return sorted(useful, key=lambda step: (-step.settles, order.index(step.question.fact)))

    def _settled(self, rules: list[Rule], answers: Mapping[str, Answer]) -> int | None:
        """Return how many of the rules the answers settle; None for answers that cannot all be true."""
        try:
            self.questionnaire.check(answers)
        except BadRequest:
            return None
        evaluator = Evaluator(answers, self.rulebook.book, on=_day_of(answers))
        return sum(_truth(rule, evaluator) is not Truth.UNKNOWN for rule in rules)

    def _found(self, rule: Rule, duty: Duty, evaluator: Evaluator, answers: Mapping[str, Answer]) -> FoundDuty:
        whens = [(situation, evaluator.situation(situation)) for situation in rule.when]
        unlesses = [(situation, evaluator.situation(situation)) for situation in rule.unless]
        against = [pair for pair in whens if pair[1].truth is Truth.FALSE]
        against += [pair for pair in unlesses if pair[1].truth is Truth.TRUE]
        if against:
            return FoundDuty(duty, ASIDE, tuple(self._reason(*pair, answers) for pair in against), ())
        decided = [pair for pair in (*whens, *unlesses) if pair[1].truth is not Truth.UNKNOWN]
        because = tuple(self._reason(*pair, answers) for pair in decided)
        unknown = [verdict for _, verdict in (*whens, *unlesses) if verdict.truth is Truth.UNKNOWN]
        settled_by = tuple(sorted({name for verdict in unknown for name in verdict.settled_by} | {*rule.released_by}))
        if settled_by:
            return FoundDuty(duty, OPEN, because, settled_by)
        return FoundDuty(duty, APPLIES, because or (self._unconditional(duty, answers),), ())

    def _reason(self, situation: str, verdict: Any, answers: Mapping[str, Answer]) -> Reason:
        given = tuple(
            (fact, self.questionnaire.spoken(fact, answers[fact])) for fact in verdict.because if fact in answers
        )
        label, source = self.rulebook.label(situation), self.rulebook.sources.get(situation, "")
        return Reason(situation, label, verdict.truth is Truth.TRUE, given, source)

    def _unconditional(self, duty: Duty, answers: Mapping[str, Answer]) -> Reason:
        label = self.rulebook.label(duty.bearer)
        given = (("buyer", self.questionnaire.spoken("buyer", answers["buyer"])),) if "buyer" in answers else ()
        source = f"{duty.document}/{names.slug(duty.locator)}"
        return Reason("", f"It bears on every {label.lower()}, on no condition", True, given, source)

    def _in_force(self, bearer: str, as_at: date) -> list[tuple[Rule, Duty]]:
        key = (bearer, as_at)
        if key not in self._rules:
            if len(self._rules) >= 64:
                self._rules.clear()
            day = as_at.isoformat()
            pairs = [(rule, duty) for rule in self.rulebook.rules.values() for duty in rule.duties]
            self._rules[key] = sorted(
                (
                    (rule, duty)
                    for rule, duty in pairs
                    if duty.bearer == bearer
                    and duty.valid_from <= day
                    and (not duty.valid_until or day <= duty.valid_until)
                ),
                key=lambda pair: (
                    self._rank(pair[1]),
                    pair[1].title,
                    pair[1].position,
                    pair[1].locator,
                    pair[1].norm,
                ),
            )
        return self._rules[key]

    def _rank(self, duty: Duty) -> int:
        standing = self.standings.get((duty.document, duty.bearer))
        return standing.rank if standing else 100

    def _facts_in(self, rule: Rule) -> frozenset[str]:
        if rule.iri not in self._facts_of:
            found: set[str] = set()
            queue: list[Any] = [{"situation": situation} for situation in (*rule.when, *rule.unless)]
            while queue:
                formula = queue.pop()
                if "situation" in formula:
                    inner = self.rulebook.book.formulas.get(formula["situation"], "event")
                    queue += [] if inner == "event" else [inner]
                elif "not" in formula:
                    queue.append(formula["not"])
                elif "fact" in formula:
                    found |= {str(value) for value in formula.values()} | {formula["fact"]}
                else:
                    queue += formula.get("all", formula.get("any", []))
            if found & self.rulebook.book.amounts.keys():
                found.add(DAY_FACT)
            self._facts_of[rule.iri] = frozenset(found & self.questionnaire.questions.keys())
        return self._facts_of[rule.iri]

    def _probe(self, asked: Question) -> list[Answer]:
        """Return an answer of every kind that could make a difference."""
        if asked.answer == "yes-no":
            return ["yes", "no"]
        if asked.answer == "choice":
            return [(value,) for value in asked.values] if asked.several else list(asked.values)
        cuts = {cut for formula in self.rulebook.book.formulas.values() for cut in _cuts(formula, asked.fact)}
        if asked.answer == "date":
            days = sorted({date.fromisoformat(cut) for cut in cuts if cut[:1].isdigit()})
            return [*([days[0] - timedelta(days=1)] if days else []), *days]
        figures = {Decimal(cut) for cut in cuts if cut[:1].isdigit()}
        amounts = self.rulebook.book.amounts
        figures |= {dated.amount for cut in cuts for dated in amounts.get(cut, ())}
        return [Decimal(0), *(value for figure in sorted(figures) for value in (figure, figure + 1))]


def _truth(rule: Rule, evaluator: Evaluator) -> Truth:
    """Say whether a norm applies: all of `when`, none of `unless`, and no provision that may release from it."""
    answer = Truth.UNKNOWN if rule.released_by else Truth.TRUE
    for situation in rule.when:
        truth = evaluator.situation(situation).truth
        if truth is Truth.FALSE:
            return Truth.FALSE
        if truth is Truth.UNKNOWN:
            answer = Truth.UNKNOWN
    for situation in rule.unless:
        truth = evaluator.situation(situation).truth
        if truth is Truth.TRUE:
            return Truth.FALSE
        if truth is Truth.UNKNOWN:
            answer = Truth.UNKNOWN
    return answer


def _day_of(answers: Mapping[str, Answer]) -> date | None:
    """Return the day whose figures govern the purchase: the one on which it began, if that is known."""
    began = answers.get(DAY_FACT)
    return began if isinstance(began, date) else None


def _cuts(formula: Any, fact: str) -> list[str]:
    if isinstance(formula, list):
        return [cut for part in formula for cut in _cuts(part, fact)]
    if not isinstance(formula, dict):
        return []
    if "fact" in formula:
        return [str(value) for key, value in formula.items() if key != "fact"] if formula["fact"] == fact else []
    return [cut for value in formula.values() for cut in _cuts(value, fact)]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two days: a duty `began` or `ended`, its `force` changed, or whether it `applies` did."""

    kind: str
    before: FoundDuty | None
    after: FoundDuty | None

    @property
    def duty(self) -> Duty:
        """The duty, as it is on the later day or last was."""
        found = self.after or self.before
        assert found is not None
        return found.duty


def compare(earlier: Found, later: Found) -> list[Change]:
    """Return what differs between the answers as at two days, in the order of documents; what applies on neither is left out.

    A duty that does not apply to the purchase on either day is no change, whether it is in force or not.
    """
    before = {found.duty.iri: found for found in earlier.duties}
    after = {found.duty.iri: found for found in later.duties}
    changes = []
    for iri in dict.fromkeys((*before, *after)):
        old, new = before.get(iri), after.get(iri)
        if all(found is None or found.applies == ASIDE for found in (old, new)):
            continue
        if old is None or new is None:
            changes.append(Change("began" if old is None else "ended", old, new))
        elif old.applies != new.applies:
            changes.append(Change("applies", old, new))
        elif old.duty.force != new.duty.force:
            changes.append(Change("force", old, new))
    return sorted(changes, key=lambda change: (change.duty.title, change.duty.position, change.duty.iri))
