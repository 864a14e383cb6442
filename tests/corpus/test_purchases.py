"""Purchases as a policy person would tell them, in purchases/*.yaml: which duties apply, which do not, which are open."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dutygraph import names
from dutygraph.answers.dataset import Answers
from dutygraph.answers.finder import APPLIES, ASIDE, OPEN, Finder

FILES = sorted((Path(__file__).parent / "purchases").glob("*.yaml"))
PURCHASES: list[dict[str, Any]] = [
    purchase for file in FILES for purchase in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
]
KEYS = {"purchase", "as_at", "bearer", "facts", "applies", "unknown", "does_not_apply"}


@pytest.fixture(scope="module")
def finder(corpus_answers: Answers) -> Finder:
    return Finder.of(corpus_answers.store)


def test_there_are_purchases_of_many_kinds() -> None:
    assert len(PURCHASES) >= 40
    assert len({purchase["purchase"] for purchase in PURCHASES}) == len(PURCHASES)
    for purchase in PURCHASES:
        assert set(purchase) <= KEYS, purchase["purchase"]
        assert purchase["facts"] and purchase["applies"] and purchase["unknown"] and purchase["does_not_apply"]


@pytest.mark.parametrize("purchase", PURCHASES, ids=[purchase["purchase"] for purchase in PURCHASES])
def test_a_purchase_meets_the_duties_that_its_story_says(finder: Finder, purchase: dict[str, Any]) -> None:
    answers = finder.questionnaire.read(purchase["facts"].items())
    day = date.fromisoformat(purchase["as_at"])
    found = finder.find(answers, as_at=day, bearer=purchase.get("bearer"))
    by_id = {each.duty.iri.removeprefix(names.ID): each for each in found.duties}
    for status, key in ((APPLIES, "applies"), (ASIDE, "does_not_apply")):
        for duty in purchase[key]:
            assert duty in by_id, f"{duty} is not in force for a {found.bearer} on {day}"
            assert by_id[duty].applies == status, f"{duty}: {by_id[duty].applies}, because {by_id[duty].because}"
    for duty, fact in purchase["unknown"].items():
        assert duty in by_id, f"{duty} is not in force for a {found.bearer} on {day}"
        assert by_id[duty].applies == OPEN, f"{duty}: {by_id[duty].applies}, because {by_id[duty].because}"
        assert fact in by_id[duty].settled_by, f"{duty} is settled by {by_id[duty].settled_by}"
