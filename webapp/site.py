"""What every page shares: the answers, the settings, and whatever cannot change while the site runs."""

from __future__ import annotations

import json
from functools import cached_property
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from dutygraph import names
from dutygraph.answers.dataset import Answers
from dutygraph.answers.documents import DocumentSummary, documents
from dutygraph.answers.duties import Link
from dutygraph.answers.finder import Finder
from dutygraph.answers.provisions import Provision, provisions
from dutygraph.answers.store import Store
from dutygraph.answers.terms import Term, terms
from dutygraph.answers.things import Member, ontology, statements, vocabulary
from webapp.config import Config
from webapp.data import graph_of

if TYPE_CHECKING:
    from rdflib import Graph


class Site:
    """One site over one dataset. Lists are read from the store when first asked for and then kept."""

    def __init__(self, answers: Answers, config: Config):
        self.answers = answers
        self.config = config
        self.running_queries = BoundedSemaphore(config.queries_at_once)

    @property
    def store(self) -> Store:
        """Where questions are sent."""
        return self.answers.store

    @cached_property
    def vocabularies(self) -> dict[str, dict[str, Member]]:
        """Every vocabulary by its name, its members by id in their order."""
        found: dict[str, dict[str, Member]] = {}
        for member in vocabulary(self.store):
            scheme, _, code = member.iri.removeprefix(names.ID).partition("/")
            if code and "/" not in code:
                found.setdefault(scheme, {})[code] = member
        return found

    @cached_property
    def documents(self) -> dict[str, DocumentSummary]:
        """Every document by id, in the order of titles."""
        return {summary.document: summary for summary in documents(self.store)}

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Every hub term by id, by group and label."""
        return {term.term: term for term in terms(self.store)}

    @cached_property
    def provisions(self) -> dict[str, Provision]:
        """Every provision by IRI, as printed."""
        return {unit.iri: unit for unit in provisions(self.store)}

    @cached_property
    def finder(self) -> Finder:
        """What judges the duties of a purchase."""
        return Finder.of(self.store)

    @cached_property
    def ontology(self) -> Graph:
        """The ontology as an rdflib graph."""
        return graph_of(self.ontology_triples)

    @cached_property
    def ontology_triples(self) -> str:
        """The ontology as N-Triples."""
        return ontology(self.store)

    @cached_property
    def fact_values(self) -> dict[str, dict[str, str]]:
        """The allowed answers of each choice fact, by fact id, with their labels."""
        from rdflib import URIRef

        facts = [member.iri for member in self.vocabularies.get("fact", {}).values()]
        graph = graph_of(statements(self.store, facts))
        return {
            names.local(str(fact)): json.loads(str(values))
            for fact, values in graph.subject_objects(URIRef(names.DEF + "answerValues"))
        }

    def member(self, scheme: str, code: str) -> Member | None:
        """Return a member of a vocabulary, or None."""
        return self.vocabularies.get(scheme, {}).get(code)

    def word(self, scheme: str, code: str) -> str:
        """Return the label of a member of a vocabulary, or its code where it has none."""
        member = self.member(scheme, code)
        return member.label if member else code

    def meaning(self, scheme: str, code: str) -> str:
        """Return the definition of a member of a vocabulary, or nothing."""
        member = self.member(scheme, code)
        return member.definition if member else ""

    def label_of(self, link: Link) -> str:
        """Return what to call something that a norm points at: a provision is called with its document."""
        document, _, locator = link.iri.removeprefix(names.ID).partition("/")
        if document not in self.documents:
            return link.label
        title = self.documents[document].title
        return f"{link.label}, {title}" if locator else title

    def name_of(self, iri: str) -> str:
        """Return what to call any thing of ours: a provision by locator and document, the rest by label."""
        unit = self.provisions.get(iri)
        if unit:
            return f"{unit.locator} {unit.heading}, {unit.title}"
        path = iri.removeprefix(names.ID)
        if path in self.documents:
            return self.documents[path].title
        scheme, _, code = path.partition("/")
        return self.word(scheme, code) if code else path

    def provision_of(self, iri: str) -> Provision | None:
        """Return the provision that a thing of ours lies in: itself, a norm's, a sense's; or None."""
        parts = iri.removeprefix(names.ID).split("/")
        return self.provisions.get(names.ID + "/".join(parts[:2]))

    def source_of(self, reference: str) -> str:
        """Return the IRI of a provision or document named as `document/locator-slug`, or "" where none is meant."""
        document, _, locator = reference.partition("/")
        if document not in self.documents:
            return ""
        while locator and names.thing(document, locator) not in self.provisions:
            locator = locator.rpartition("-")[0]
        return names.thing(document, locator) if locator else names.document(document)
