"""The records of the vocabulary files: actions, evidence, questions, figures, situations, terms and how senses compare.

Field order is the order of the files; guidance_sources/README.md explains each.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

from pydantic import Field, model_validator

from dutygraph.content.base import Address, Id, Ids, Record, Sentence, Text


class Entry(Record):
    """A named member of a plain vocabulary: action, evidence, remedy, stage, role or theme of questions."""

    label: Text
    plural: Text | None = None
    summary: Sentence | None = None
    source: Text | None = None
    broader: Id | None = None


class Evidence(Entry):
    """A kind of evidence. `shown_in` says where it stands: an OCDS path, a notice, a part of the contract or the file."""

    shown_in: Text | None = None


class OutsideWork(Record):
    """A work that ours refer to and that is not encoded here."""

    label: Text
    canonical: Address


class Fact(Record):
    """A question about a purchase with a typed answer.

    `why` says why it is asked, `example` how it is answered for some purchase. `also` are other ids by which tools name it.
    A fact with `several` may have more than one of its values at once.
    """

    question: Text
    answer: Literal["yes-no", "choice", "money", "date", "number", "text"]
    values: dict[Id, Text] = {}
    several: bool = False
    why: Sentence
    example: Text
    theme: Id
    ocds: Text | None = None
    also: Ids = []

    @model_validator(mode="after")
    def _values_for_choices(self) -> Fact:
        if (self.answer == "choice") != bool(self.values):
            raise ValueError("values belong to answer: choice, and only to it")
        if self.several and self.answer != "choice":
            raise ValueError("several belongs to answer: choice, and only to it")
        return self


class Contradiction(Record):
    """Answers that cannot all be true of one purchase: `test` is a formula over facts, `summary` says why."""

    test: Any
    summary: Sentence
    source: Text | None = None


class Ranking(Record):
    """What one provision, named by its address, says of the rank of aims."""

    provision: Text
    says: Sentence


class TradeOff(Record):
    """Aims that can pull apart: the terms, the question that a buyer then faces, and the provisions that rank them, if any."""

    between: Ids = Field(min_length=2)
    question: Sentence
    ranked_by: list[Ranking] = []


class Amount(Record):
    """A figure that the law fixes, for the days on which it holds."""

    since: date = Field(alias="from")
    until: date | None = None
    amount: Decimal
    source: Text
    where: Text | None = None
    grade: Id = "text"


class DatedAmount(Record):
    """A named figure with all its dated values; units are GBP, days, working-days, months, years, percent or number."""

    label: Text
    unit: Literal["GBP", "days", "working-days", "months", "years", "percent", "number"]
    values: list[Amount] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_overlap(self) -> DatedAmount:
        ordered = sorted(self.values, key=lambda value: value.since)
        for earlier, later in pairwise(ordered):
            if earlier.until is None or earlier.until >= later.since:
                raise ValueError(f"two values hold on {later.since}: end the earlier one with until")
        return self


class Situation(Record):
    """A named condition on a purchase; `test` is `event` or a formula (see `dutygraph.content.formulas`)."""

    label: Text
    test: Any
    source: Text | None = None
    summary: Sentence | None = None


class Mapping(Record):
    """A concept of another vocabulary that a term truly matches, how nearly, and its label there."""

    match: Literal["exact", "close", "broad", "narrow", "related"]
    to: Address
    label: Text


class Term(Record):
    """A hub term. `hidden` holds common misspellings; `related` and `broader` are other terms."""

    label: Text
    scope_note: Sentence
    synonyms: list[Text] = []
    older_names: list[Text] = []
    hidden: list[Text] = []
    broader: Id | None = None
    related: Ids = []
    mappings: list[Mapping] = []


class TermGroup(Record):
    """A file of terms that belong together."""

    group: Text
    terms: dict[Id, Term]


class SenseRelation(Record):
    """How the meaning that one provision gives a term stands to another's: `from` is `relation` than or to `to`.

    `turns_on` says in what they differ, `why` gives the reason. Ours, not the documents'.
    """

    one: Text = Field(alias="from")
    other: Text = Field(alias="to")
    relation: Id
    turns_on: Ids = []
    why: Sentence
