"""The guidance: how much there is, and that it is never shown as law."""

from __future__ import annotations

from dutygraph.answers.dataset import Answers
from dutygraph.answers.documents import documents
from dutygraph.answers.duties import duties

GUIDANCE = {"guidance", "framework", "policy-note", "sector-guidance"}


def test_the_guidance_encoded_so_far_has_its_floor(corpus_answers: Answers) -> None:
    found = [work for work in documents(corpus_answers.store) if work.kind in GUIDANCE]
    assert len(found) >= 13
    assert sum(work.provisions for work in found) >= 180
    assert sum(work.norms for work in found) >= 270


def test_guidance_binds_no_council(corpus_answers: Answers) -> None:
    guidance = {work.document for work in documents(corpus_answers.store) if work.kind in GUIDANCE}
    found = [duty for duty in duties(corpus_answers.store, bearer="local-authority") if duty.document in guidance]
    assert len(found) >= 80
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
