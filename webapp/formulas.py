"""Say the formula of a situation in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from dutygraph import names
from webapp.site import Site
from webapp.words import day_in_words

_COMPARISONS = {
    "is": "is",
    "at_least": "is at least",
    "above": "is above",
    "at_most": "is at most",
    "below": "is below",
    "on_or_after": "is on or after",
    "before": "is before",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A step of a formula: words, then links (label, IRI), then the steps below it."""

    words: str
    links: tuple[tuple[str, str], ...] = ()
    tail: str = ""
    parts: tuple[Clause, ...] = ()


def read_formula(formula: str, site: Site) -> Clause | None:
    """Return a situation's formula (JSON) as clauses; None for a happening, which has no formula."""
    test = json.loads(formula)
    return None if test == "event" else _clause(test, site)


def _clause(test: Any, site: Site) -> Clause:
    if "all" in test:
        return Clause("All of these hold:", parts=tuple(_clause(part, site) for part in test["all"]))
    if "any" in test:
        return Clause("At least one of these holds:", parts=tuple(_clause(part, site) for part in test["any"]))
    if "not" in test:
        return Clause("This does not hold:", parts=(_clause(test["not"], site),))
    if "situation" in test:
        name = test["situation"]
        return Clause("", links=((site.word("situation", name), names.concept("situation", name)),))
    return _comparison(test, site)


def _comparison(test: dict[str, Any], site: Site) -> Clause:
    fact = test["fact"]
    comparison, value = next((key, str(given)) for key, given in test.items() if key != "fact")
    question = (site.word("fact", fact), names.concept("fact", fact))
    words = f"The answer {_COMPARISONS.get(comparison, comparison)}"
    if site.member("amount", value):
        return Clause("", (question, (site.word("amount", value), names.concept("amount", value))), tail=words)
    answer = site.fact_values.get(fact, {}).get(value, day_in_words(value))
    return Clause("", (question,), tail=f"{words}: {answer}")
