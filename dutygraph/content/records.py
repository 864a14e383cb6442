"""The records that content files become. Field order is the order of the files; guidance_sources/README.md explains each.

What one file can show is refused here (types, required fields, unknown keys); ids that point elsewhere are checked in
`links`. All records are frozen.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
VerbId = Id
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


def _one_sentence_form(text: str) -> str:
    if not text.rstrip().endswith((".", "?", "!", ")")):
        raise ValueError("a sentence ends with a full stop")
    return " ".join(text.split())


Sentence = Annotated[str, StringConstraints(min_length=10, strip_whitespace=True), AfterValidator(_one_sentence_form)]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Ids = Annotated[list[Id], BeforeValidator(_as_list)]
References = Annotated[list[Text], BeforeValidator(_as_list)]


class Record(BaseModel):
    """Base of all records: unknown keys are refused and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Validity(Record):
    """The days on which something holds. `until` is the last such day; without it, no end is known."""

    since: date = Field(alias="from")
    until: date | None = None
    source: Text

    @model_validator(mode="after")
    def _in_order(self) -> Validity:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"until ({self.until}) is before from ({self.since})")
        return self


class Verified(Record):
    """How the summary was compared with its source: grade, where it was read (an address or a key of `sources`), when."""

    grade: Id
    where: Text
    on: date


class Application(Record):
    """A norm as it bears on one kind of body, with its force there."""

    bearer: Id
    force: Id


class Norm(Record):
    """One act asked of someone."""

    id: Id
    at: Text | None = None
    kind: Id
    act: VerbId
    summary: Sentence
    stages: Ids = Field(min_length=1)
    applies_to: list[Application] = Field(min_length=1)
    when: Ids = []
    unless: References = []
    evidenced_by: Ids = []
    no_evidence: Sentence | None = None
    about: Ids = []
    enforced_by: Ids = []
    in_force: Validity | None = None


class Sense(Record):
    """What a provision means by a term, or that it uses the term without saying."""

    term: Id
    label_used: Text
    status: Id
    at: Text | None = None
    summary: Sentence


class BorneOut(Record):
    """Whether the encoded documents show what a finding says, in our judgement, and which of them do."""

    how: Id
    why: Sentence


class Finding(Record):
    """What research found, asks for or says is missing; `part_of` is another finding of the same document.

    `about` names the terms and `speaks_of` the documents, provisions or norms that it bears on.
    """

    id: Id
    kind: Id
    summary: Sentence
    part_of: Id | None = None
    about: Ids = []
    speaks_of: References = []
    borne_out: BorneOut


class LeftOut(Record):
    """Why a provision was read and nothing was encoded from it."""

    reason: Id
    note: Sentence | None = None


class Provision(Record):
    """A printed unit of a document, with what we read in it."""

    at: Text
    heading: Text
    summary: Sentence
    verified: Verified
    url: Address | None = None
    in_force: Validity | None = None
    norms: list[Norm] = []
    senses: list[Sense] = []
    findings: list[Finding] = []
    refers_to: References = []
    left_out: LeftOut | None = None

    @model_validator(mode="after")
    def _not_silent(self) -> Provision:
        if not (self.norms or self.senses or self.findings or self.refers_to or self.left_out):
            raise ValueError(
                "the provision says nothing: give norms, senses, findings or refers_to, or left_out with a reason "
                "from ontology/codes/left-out-reasons.csv"
            )
        return self


class Binding(Record):
    """What a document is to one kind of body, and why."""

    bearer: Id
    how: Id
    why: Sentence


class Edition(Record):
    """A dated state of a document's text.

    An older edition encoded beside a newer one has a `mark`, which its provisions carry in their identifiers.
    """

    id: Text
    label: Text
    made: date
    in_force: Validity
    text_as_of: date
    replaces: Text | None = None
    mark: Id | None = None


class Replacement(Record):
    """The document that took this one's place, from a day on, and how far."""

    document: Id
    on: date
    why: Sentence


class WordsSought(Record):
    """Where a reader looked for every hub term: in the `whole` text or in the `part` that is encoded."""

    scope: Literal["whole", "part"]
    on: date
    note: Sentence | None = None


class DocumentHead(Record):
    """What a document is.

    `when` names situations that every norm of the document depends on. `not_read` lists printed parts that nobody read.
    A term without a sense is absent from a document only where `words_sought` says that the terms were looked for.
    """

    document: Id
    title: Text
    citation: Text | None = None
    publisher: Text
    kind: Id
    set: Id
    canonical: Address
    licence: Text
    binding: list[Binding] = Field(min_length=1)
    editions: list[Edition] = Field(min_length=1)
    replaced_by: list[Replacement] = []
    when: Ids = []
    sources: dict[Id, Text] = {}
    not_read: list[Text] = []
    words_sought: WordsSought | None = None


class DocumentPart(Record):
    """Some of a document's provisions, in their printed order."""

    document: Id
    edition: Text
    provisions: list[Provision] = Field(min_length=1)


class Document(Record):
    """A document with everything encoded from it."""

    head: DocumentHead
    parts: list[DocumentPart]


class Entry(Record):
    """A named member of a plain vocabulary: action, evidence, remedy, stage or role."""

    label: Text
    plural: Text | None = None
    summary: Sentence | None = None
    source: Text | None = None
    broader: Id | None = None


class OutsideWork(Record):
    """A work that ours refer to and that is not encoded here."""

    label: Text
    canonical: Address


class Fact(Record):
    """A question about a purchase with a typed answer."""

    question: Text
    answer: Literal["yes-no", "choice", "money", "date", "number", "text"]
    values: dict[Id, Text] = {}
    why: Sentence | None = None
    ocds: Text | None = None

    @model_validator(mode="after")
    def _values_for_choices(self) -> Fact:
        if (self.answer == "choice") != bool(self.values):
            raise ValueError("values belong to answer: choice, and only to it")
        return self


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


class Corpus(Record):
    """Everything the content files say, checked."""

    documents: list[Document]
    groups: dict[Id, TermGroup]
    relations: dict[Id, list[SenseRelation]]
    actions: dict[Id, Entry]
    evidence: dict[Id, Entry]
    remedies: dict[Id, Entry]
    roles: dict[Id, Entry]
    stages: dict[Id, Entry]
    facts: dict[Id, Fact]
    situations: dict[Id, Situation]
    amounts: dict[Id, DatedAmount]
    outside: dict[Id, OutsideWork]
    codes: dict[str, list[dict[str, str]]]

    @property
    def terms(self) -> dict[str, Term]:
        """All hub terms by id."""
        return {term_id: term for group in self.groups.values() for term_id, term in group.terms.items()}
