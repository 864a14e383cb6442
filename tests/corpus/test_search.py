"""Search is judged on questions that people ask, written in search_questions.yaml."""

from __future__ import annotations

from pathlib import Path

import yaml

from dutygraph.answers.dataset import Answers

QUESTIONS = yaml.safe_load((Path(__file__).parent / "search_questions.yaml").read_text(encoding="utf-8"))


def answered(answers: Answers, question: dict[str, list[str]], among: int = 5) -> bool:
    """Say whether an expected thing, or something below it, is among the first answers."""
    found = answers.index.search(str(question["ask"]), limit=among)
    return any(result.id == want or result.id.startswith(f"{want}/") for result in found for want in question["expect"])


def test_at_least_85_in_100_questions_are_answered_among_the_first_five(corpus_answers: Answers) -> None:
    assert len(QUESTIONS) >= 60
    missed = [question["ask"] for question in QUESTIONS if not answered(corpus_answers, question)]
    assert len(missed) / len(QUESTIONS) <= 0.15, missed


def test_an_abbreviation_or_exact_name_comes_first(corpus_answers: Answers) -> None:
    for words, term in (("PSED", "public-sector-equality-duty"), ("DPIA", "data-protection-impact-assessment"),
                        ("KPIs", "key-performance-indicator"), ("value for money", "value-for-money")):  # fmt: skip
        assert corpus_answers.index.search(words)[0].id == term


def test_every_expected_thing_exists(corpus_answers: Answers) -> None:
    wanted = {name for question in QUESTIONS for name in question["expect"]}
    known = {result for result in wanted if corpus_answers.store.ask(_exists(result))}
    assert len(wanted) >= 90
    assert wanted - known == set()


def _exists(name: str) -> str:
    base = "https://w3id.org/dutygraph/id/"
    return f"ASK {{ VALUES ?thing {{ <{base}{name}> <{base}term/{name}> }} ?thing ?property ?value }}"
