"""State which documents there are, in the catalogue, and what each says, in one named graph per edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Literal

from dutygraph import names
from dutygraph.content.linking import resolve_locator
from dutygraph.content.records import (
    Corpus,
    Document,
    DocumentHead,
    DocumentPart,
    Edition,
    Finding,
    Norm,
    Provision,
    Sense,
    Validity,
)
from dutygraph.graph.statements import DCTERMS, DG, ELI, RDF, SKOS, XSD, Statements, english


def state_documents(statements: Statements, corpus: Corpus) -> None:
    """State every document of the corpus."""
    locators = {document.head.document: _marks_of_locators(document) for document in corpus.documents}
    norms = frozenset(_addresses_of_norms(corpus))
    laws = {row["code"] for row in corpus.codes["document-kinds"] if row["law"] == "yes"}
    for document in corpus.documents:
        _DocumentStatements(statements, document, locators, norms, document.head.kind in laws).state()


def _addresses_of_norms(corpus: Corpus) -> Iterator[str]:
    for document in corpus.documents:
        marks = {edition.id: edition.mark or "" for edition in document.head.editions}
        for part in document.parts:
            for provision in part.provisions:
                address = names.address(document.head.document, provision.at, marks[part.edition])
                yield from (f"{address}/{norm.id}" for norm in provision.norms)


def _marks_of_locators(document: Document) -> dict[str, str]:
    """Map each locator slug to the mark of its newest reading, which is empty for the newest edition."""
    oldest_first = sorted(document.head.editions, key=lambda edition: (not edition.mark, edition.in_force.since))
    marks = {edition.id: edition.mark or "" for edition in oldest_first}
    found: dict[str, str] = {}
    for edition_id in marks:
        for part in document.parts:
            if part.edition == edition_id:
                found.update({names.slug(provision.at): marks[edition_id] for provision in part.provisions})
    return found


class _DocumentStatements:
    def __init__(
        self,
        statements: Statements,
        document: Document,
        locators: dict[str, dict[str, str]],
        norms: frozenset[str],
        is_law: bool,
    ):
        self.statements = statements
        self.document = document
        self.head: DocumentHead = document.head
        self.locators = locators
        self.norms = norms
        self.is_law = is_law
        self.iri = names.document(self.head.document)
        self.editions = {edition.id: edition for edition in self.head.editions}
        self.readings: dict[str, set[str]] = {edition.id: set() for edition in self.head.editions}
        for part in document.parts:
            self.readings[part.edition] |= {names.slug(provision.at) for provision in part.provisions}

    def state(self) -> None:
        self._state_head()
        for edition in self.head.editions:
            self._state_edition(edition)
        position = 0
        for part in printed_order(self.document.parts):
            for provision in part.provisions:
                self._state_provision(self.editions[part.edition], provision, position)
                position += 1

    def _state_head(self) -> None:
        head, say, graph = self.head, self.statements.say, names.catalogue_graph()
        say(graph, self.iri, RDF.type, DG.Document, ELI.LegalResource if self.is_law else ELI.Work)
        say(graph, self.iri, DCTERMS.title, english(head.title))
        say(graph, self.iri, DCTERMS.identifier, head.document)
        say(graph, self.iri, DG.citation, head.citation)
        say(graph, self.iri, DCTERMS.publisher, head.publisher)
        say(graph, self.iri, DCTERMS.license, head.licence)
        say(graph, self.iri, DG.documentKind, names.concept("document-kind", head.kind))
        say(graph, self.iri, DG.documentSet, names.concept("document-set", head.set))
        say(graph, self.iri, DG.sourceUrl, _address(names.page_url(head.canonical)))
        if self.is_law:
            say(graph, self.iri, DG.officialId, head.canonical)
        say(graph, self.iri, DG.notRead, *[Literal(part) for part in head.not_read])
        if head.words_sought:
            say(graph, self.iri, DG.wordsSought, head.words_sought.scope)
            say(graph, self.iri, DG.wordsSoughtOn, head.words_sought.on)
        for replacement in head.replaced_by:
            other = names.document(replacement.document)
            replacement_iri = f"{self.iri}/replaced-by/{replacement.document}"
            say(graph, self.iri, DG.replacedBy, other)
            say(graph, replacement_iri, RDF.type, DG.Replacement)
            say(graph, replacement_iri, DG.replacementOf, self.iri)
            say(graph, replacement_iri, DG.replacementBy, other)
            say(graph, replacement_iri, DG.validFrom, replacement.on)
            say(graph, replacement_iri, DG.why, english(replacement.why))
        say(graph, f"{self.iri}/senses", RDF.type, SKOS.ConceptScheme)
        say(graph, f"{self.iri}/senses", SKOS.prefLabel, english(f"Senses in {head.title}"))
        for binding in head.binding:
            binding_iri = f"{self.iri}/binding/{binding.bearer}"
            say(graph, self.iri, DG.hasBinding, binding_iri)
            say(graph, binding_iri, RDF.type, DG.Binding)
            say(graph, binding_iri, DG.bearer, names.concept("role", binding.bearer))
            say(graph, binding_iri, DG.how, names.concept("binding", binding.how))
            say(graph, binding_iri, DG.why, english(binding.why))

    def _state_edition(self, edition: Edition) -> None:
        head, say, graph = self.head, self.statements.say, names.catalogue_graph()
        iri = names.edition(head.document, edition.id)
        say(graph, self.iri, DG.hasEdition, iri)
        say(graph, iri, RDF.type, DG.Edition)
        say(graph, iri, DCTERMS.identifier, edition.id)
        say(graph, iri, DCTERMS.title, english(f"{head.title}, {edition.label}"))
        say(graph, iri, ELI.date_document, edition.made)
        say(graph, iri, DG.textAsOf, edition.text_as_of)
        if edition.replaces:
            say(graph, iri, DG.replaces, names.edition(head.document, edition.replaces))
        self._state_validity(graph, iri, edition.in_force)

    def _state_provision(self, edition: Edition, provision: Provision, position: int) -> None:
        say, head = self.statements.say, self.head
        graph = names.edition_graph(head.document, edition.id)
        iri = names.provision(head.document, provision.at, edition.mark or "")
        say(graph, self.iri, DG.hasProvision, iri)
        say(graph, iri, RDF.type, DG.Provision, ELI.LegalResourceSubdivision if self.is_law else None)
        say(graph, iri, DG.inEdition, names.edition(head.document, edition.id))
        say(graph, iri, DG.locator, provision.at)
        say(graph, iri, DG.heading, provision.heading)
        say(graph, iri, DG.summary, english(provision.summary))
        say(graph, iri, DG.position, position)
        say(graph, iri, DG.sourceUrl, self._source(edition, provision, provision.at))
        if self.is_law:
            say(graph, iri, DG.officialId, names.official_id(head.canonical, provision.at))
        for other in self._older_than(edition):
            if names.slug(provision.at) in self.readings[other.id]:
                say(graph, iri, DG.earlierReading, names.provision(head.document, provision.at, other.mark or ""))
        verified = provision.verified
        say(graph, iri, DG.verificationGrade, names.concept("verification-grade", verified.grade))
        say(graph, iri, DG.verifiedWhere, Literal(head.sources.get(verified.where, verified.where)))
        say(graph, iri, DG.verifiedOn, verified.on)
        validity = provision.in_force or edition.in_force
        self._state_validity(graph, iri, validity)
        for reference in provision.refers_to:
            say(graph, iri, DG.reference, reference)
            say(graph, iri, DG.refersTo, self._target(reference))
        if provision.left_out:
            say(graph, iri, DG.leftOutBecause, names.concept("left-out-reason", provision.left_out.reason))
            if provision.left_out.note:
                say(graph, iri, DG.leftOutNote, english(provision.left_out.note))
        for norm in provision.norms:
            self._state_norm(graph, iri, edition, provision, norm, norm.in_force or validity)
        for sense in provision.senses:
            self._state_sense(graph, iri, edition, provision, sense)
        for finding in provision.findings:
            self._state_finding(graph, iri, provision, finding)

    def _older_than(self, edition: Edition) -> list[Edition]:
        """Return the older editions: the marked ones that took effect before this one, or all for the newest."""
        older = [other for other in self.head.editions if other.mark and other is not edition]
        return [other for other in older if not edition.mark or other.in_force.since < edition.in_force.since]

    def _state_norm(
        self, graph: str, provision_iri: str, edition: Edition, provision: Provision, norm: Norm, validity: Validity
    ) -> None:
        say = self.statements.say
        at = norm.at or provision.at
        iri = names.norm(provision_iri, norm.id)
        say(graph, iri, RDF.type, DG.Norm, DG[norm.kind.capitalize()])
        say(graph, iri, DG.statedBy, provision_iri)
        say(graph, iri, DG.locator, at)
        say(graph, iri, DG.sourceUrl, self._source(edition, provision, at))
        say(graph, iri, DG.summary, english(norm.summary))
        say(graph, iri, DG.kind, names.concept("norm-kind", norm.kind))
        say(graph, iri, DG.act, names.concept("action", norm.act))
        say(graph, iri, DG.stage, *[names.concept("stage", stage) for stage in norm.stages])
        say(graph, iri, DG.when, *[names.concept("situation", name) for name in [*self.head.when, *norm.when]])
        say(graph, iri, DG.unless, *[self._exception(target) for target in norm.unless])
        say(graph, iri, DG.evidencedBy, *[names.concept("evidence", name) for name in norm.evidenced_by])
        say(graph, iri, DG.about, *[names.term(term) for term in norm.about])
        say(graph, iri, DG.enforcedBy, *[names.concept("remedy", name) for name in norm.enforced_by])
        if norm.no_evidence:
            say(graph, iri, DG.noEvidence, english(norm.no_evidence))
        self._state_validity(graph, iri, validity)
        for application in norm.applies_to:
            application_iri = names.application(iri, application.bearer)
            say(graph, iri, DG.hasApplication, application_iri)
            say(graph, application_iri, RDF.type, DG.Application)
            say(graph, application_iri, DG.bearer, names.concept("role", application.bearer))
            say(graph, application_iri, DG.force, names.concept("force", application.force))

    def _state_sense(
        self, graph: str, provision_iri: str, edition: Edition, provision: Provision, sense: Sense
    ) -> None:
        say = self.statements.say
        at = sense.at or provision.at
        iri = names.sense(provision_iri, sense.term)
        say(graph, iri, RDF.type, DG.Sense, SKOS.Concept)
        say(graph, iri, SKOS.prefLabel, english(f"{sense.label_used} ({self.head.title}, {at})"))
        say(graph, iri, SKOS.inScheme, f"{self.iri}/senses")
        say(graph, iri, SKOS.closeMatch if sense.status == "defined" else SKOS.relatedMatch, names.term(sense.term))
        say(graph, iri, DG.senseOf, names.term(sense.term))
        say(graph, iri, DG.status, names.concept("sense-status", sense.status))
        say(graph, iri, DG.statedBy, provision_iri)
        say(graph, iri, DG.locator, at)
        say(graph, iri, DG.sourceUrl, self._source(edition, provision, at))
        say(graph, iri, DG.labelUsed, sense.label_used)
        say(graph, iri, DG.summary, english(sense.summary))

    def _state_finding(self, graph: str, provision_iri: str, provision: Provision, finding: Finding) -> None:
        say, judged = self.statements.say, names.judgements_graph()
        iri = names.finding(provision_iri, finding.id)
        say(graph, iri, RDF.type, DG.Finding)
        say(graph, iri, DG.statedBy, provision_iri)
        say(graph, iri, DG.findingKind, names.concept("finding-kind", finding.kind))
        say(graph, iri, DG.summary, english(finding.summary))
        if finding.part_of:
            say(graph, iri, DG.partOf, self._finding(finding.part_of))
        say(judged, iri, DG.about, *[names.term(term) for term in finding.about])
        say(judged, iri, DG.speaksOf, *[self._target(reference) for reference in finding.speaks_of])
        say(judged, iri, DG.borneOut, names.concept("borne-out", finding.borne_out.how))
        say(judged, iri, DG.why, english(finding.borne_out.why))

    def _finding(self, finding_id: str) -> str:
        """Return the IRI of a finding of this document."""
        for part in self.document.parts:
            mark = self.editions[part.edition].mark or ""
            for provision in part.provisions:
                if any(other.id == finding_id for other in provision.findings):
                    return names.finding(names.provision(self.head.document, provision.at, mark), finding_id)
        raise KeyError(finding_id)

    def _state_validity(self, graph: str, iri: str, validity: Validity) -> None:
        self.statements.say(graph, iri, DG.validFrom, validity.since)
        self.statements.say(graph, iri, DG.validUntil, validity.until)
        self.statements.say(graph, iri, DG.validitySource, Literal(validity.source))

    def _source(self, edition: Edition, provision: Provision, at: str) -> Literal:
        on = edition.text_as_of.isoformat() if edition.mark else ""
        return _address(provision.url or names.source_url(self.head.canonical, at, is_law=self.is_law, on=on))

    def _exception(self, target: str) -> str:
        return self._target(target) if "/" in target else names.concept("situation", target)

    def _target(self, reference: str) -> str:
        """Return the IRI of a referenced norm or provision, or of the whole work where that is not encoded or not here."""
        if reference in self.norms:
            return names.thing(reference)
        document_id, _, locator = reference.partition("/")
        marks = self.locators.get(document_id, {})
        known = resolve_locator(locator, set(marks))
        return names.provision(document_id, known, marks[known]) if known else names.document(document_id)


def _address(text: str) -> Literal:
    return Literal(text, datatype=XSD.anyURI)


def printed_order(parts: Iterable[DocumentPart]) -> list[DocumentPart]:
    """Return the parts of a document as printed: sections, regulations and articles by number, then schedules."""

    def key(part: DocumentPart) -> tuple[bool, int, str]:
        locator = part.provisions[0].at
        digits = "".join(c if c.isdigit() else " " for c in locator).split()
        return (locator.lower().startswith("sch"), int(digits[0]) if digits else 0, locator)

    return sorted(parts, key=key)
