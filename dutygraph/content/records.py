"""The records that the documents become, and the corpus of all. Field order is the order of the files; guidance_sources/README.md explains each.

What one file can show is refused here (types, required fields, unknown keys); ids that point elsewhere are checked in
`links`. All records are frozen.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from dutygraph.content.base import Address, Id, Ids, Record, References, Sentence, Text
from dutygraph.content.vocabularies import (
    Contradiction,
    DatedAmount,
    Entry,
    Evidence,
    Fact,
    OutsideWork,
    SenseRelation,
    Situation,
    Term,
    TermGroup,
    TradeOff,
)


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
    act: Id
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


class Corpus(Record):
    """Everything the content files say, checked."""

    documents: list[Document]
    groups: dict[Id, TermGroup]
    relations: dict[Id, list[SenseRelation]]
    actions: dict[Id, Entry]
    evidence: dict[Id, Evidence]
    remedies: dict[Id, Entry]
    roles: dict[Id, Entry]
    stages: dict[Id, Entry]
    facts: dict[Id, Fact]
    themes: dict[Id, Entry]
    contradictions: dict[Id, Contradiction]
    tradeoffs: dict[Id, TradeOff]
    situations: dict[Id, Situation]
    amounts: dict[Id, DatedAmount]
    outside: dict[Id, OutsideWork]
    codes: dict[str, list[dict[str, str]]]

    @property
    def terms(self) -> dict[str, Term]:
        """All hub terms by id."""
        return {term_id: term for group in self.groups.values() for term_id, term in group.terms.items()}
