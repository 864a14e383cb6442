"""The guidance and the words: how much there is, that it is never shown as law, and that every cell is known."""

from __future__ import annotations

import pytest

from dutygraph.answers.dataset import Answers
from dutygraph.answers.documents import documents
from dutygraph.answers.duties import duties
from dutygraph.answers.matrix import STATUSES, matrix
from dutygraph.answers.relations import sense_relations
from dutygraph.answers.research import findings
from dutygraph.answers.senses import senses
from dutygraph.answers.terms import term, terms

GUIDANCE = {"guidance", "framework", "policy-note", "sector-guidance"}


def test_the_guidance_has_its_floor(corpus_answers: Answers) -> None:
    every = documents(corpus_answers.store)
    found = [work for work in every if work.kind in GUIDANCE]
    assert len(every) >= 50
    assert len(found) >= 24
    assert sum(work.provisions for work in found) >= 500
    assert sum(work.norms for work in found) >= 700
    assert sum(work.set == "core" for work in every) == 16


def test_every_document_says_what_it_is_to_a_council_and_why(corpus_answers: Answers) -> None:
    for work in documents(corpus_answers.store):
        standing = {binding.bearer: binding for binding in work.bindings}
        assert "local-authority" in standing, work.document
        assert len(standing["local-authority"].why) >= 20, work.document


def test_a_document_that_was_replaced_names_what_took_its_place(corpus_answers: Answers) -> None:
    replaced = {
        (work.document, newer.document, newer.on)
        for work in documents(corpus_answers.store)
        for newer in work.replaced_by
    }
    assert replaced >= {
        ("ppn-02-24", "ppn-017", "2025-02-24"),
        ("social-value-model-ppn-06-20", "ppn-002", "2025-10-01"),
        ("data-ethics-framework-2020", "data-and-ai-ethics-framework-2025", "2025-12-18"),
        ("generative-ai-framework-2024", "ai-playbook-2025", "2025-02-10"),
        ("public-contracts-regulations-2015", "procurement-act-2023", "2025-02-24"),
    }


def test_guidance_binds_no_council(corpus_answers: Answers) -> None:
    guidance = {work.document for work in documents(corpus_answers.store) if work.kind in GUIDANCE}
    found = [duty for duty in duties(corpus_answers.store, bearer="local-authority") if duty.document in guidance]
    assert len(found) >= 400
    assert {duty.force for duty in found} <= {"should", "should-not", "may", "aims"}


def test_a_document_that_binds_nobody_has_no_must(corpus_answers: Answers) -> None:
    looked_at = 0
    for work in documents(corpus_answers.store):
        standing = {binding.bearer: binding.how for binding in work.bindings}
        if work.kind not in GUIDANCE:
            continue
        for duty in duties(corpus_answers.store, document=work.document, force="must"):
            looked_at += 1
            assert duty.bearer == "central-government", duty.iri
            assert standing[duty.bearer] in ("binding", "recommended"), duty.iri
    assert looked_at >= 1


def test_the_hub_has_its_words_in_named_groups(corpus_answers: Answers) -> None:
    every = terms(corpus_answers.store)
    assert len(every) >= 300
    assert len({each.group for each in every}) >= 10
    assert sum(bool(each.mappings) for each in every) >= 100


@pytest.mark.parametrize(
    "name",
    [
        "AI", "algorithmic tool", "automated decision", "impact assessment", "human in the loop",
        "meaningful involvement", "social value", "public benefit", "public good", "public interest", "value for money",
        "best value", "fairness", "bias", "discrimination", "transparency", "explainability", "accountability",
        "due regard", "proportionate", "trustworthy", "responsible", "legitimate",
    ],
)  # fmt: skip
def test_a_word_that_people_ask_for_is_there_with_its_senses(corpus_answers: Answers, name: str) -> None:
    answer = term(corpus_answers.store, name)
    assert answer.term.scope_note
    assert len({sense.document for sense in answer.senses}) >= 2, name


def test_every_cell_of_core_documents_and_words_is_known(corpus_answers: Answers) -> None:
    made = matrix(corpus_answers.store)
    core = [work.document for work in made.documents if work.set == "core"]
    assert len(core) == 16
    known = {*STATUSES, "absent", "absent-from-part"}
    unknown = [(word.term, doc) for word in made.terms for doc in core if made.status(word.term, doc) not in known]
    assert unknown == []
    assert sum(made.status(word.term, doc) in STATUSES for word in made.terms for doc in core) >= 380


def test_senses_have_their_floor_and_are_compared(corpus_answers: Answers) -> None:
    assert len(senses(corpus_answers.store)) >= 1200
    compared = sense_relations(corpus_answers.store)
    assert len(compared) >= 600
    kinds = {relation.relation for relation in compared}
    assert kinds == {"same-meaning", "narrower", "broader", "overlapping", "different-in-kind", "different-in-subject"}
    assert all(relation.turns_on for relation in compared if relation.relation != "same-meaning")
    assert max(len(relation.why.split()) for relation in compared) <= 80


def test_the_two_reports_are_encoded_with_what_they_find_ask_and_miss(corpus_answers: Answers) -> None:
    for report in ("buying-ai-2024", "spending-wisely-2024"):
        found = findings(corpus_answers.store, document=report)
        assert len(found) >= 20
        assert all(finding.about or finding.speaks_of for finding in found if finding.borne_out == "borne-out")
        assert duties(corpus_answers.store, document=report) == []
    spending = findings(corpus_answers.store, document="spending-wisely-2024")
    assert sum(finding.kind == "challenge-area" for finding in spending) == 5
    asked = [finding for finding in spending if finding.kind == "action" and finding.part_of == "set-up-taskforce"]
    assert len(asked) == 4
    assert {finding.borne_out for finding in spending} >= {"borne-out", "in-part", "cannot-tell"}


def test_a_grade_says_what_was_read(corpus_answers: Answers) -> None:
    """What rests on accounts is not shown as read in the text: spot-checked on documents that could not be had whole."""
    for document, grades in (
        ("buying-ai-2024", {"secondary"}),
        ("generative-ai-framework-2024", {"quotation", "secondary", "none"}),
        ("introduction-to-ai-assurance-2024", {"text"}),
    ):
        found = {duty.verified for duty in duties(corpus_answers.store, document=document)}
        found |= {sense.verified for sense in senses(corpus_answers.store) if sense.document == document}
        found |= {finding.verified for finding in findings(corpus_answers.store, document=document)}
        assert found <= grades, document
