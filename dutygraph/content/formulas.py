"""The formula of a situation: what may stand under `test` in situations.yaml.

A formula is `event`, or one of `{all: [...]}`, `{any: [...]}`, `{not: formula}`, `{situation: id}` and
`{fact: id, <comparison>: value}` with the comparisons is, at_least, above, at_most, below, on_or_after, before.
The right side of a money or number comparison is a figure or the id of a dated amount; that of a date comparison is a day
or the id of another date fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from dutygraph.content.vocabularies import DatedAmount, Fact, Situation

COMPARISONS = {
    "is": {"yes-no", "choice", "text", "number"},
    "at_least": {"money", "number"},
    "above": {"money", "number"},
    "at_most": {"money", "number"},
    "below": {"money", "number"},
    "on_or_after": {"date"},
    "before": {"date"},
}


def formula_faults(
    test: Any, facts: dict[str, Fact], situations: dict[str, Situation], amounts: dict[str, DatedAmount]
) -> Iterator[str]:
    """Yield what is wrong with a formula, in words for its writer.

    >>> list(formula_faults({"situation": "x"}, {}, {}, {}))
    ['situation "x" is not in situations.yaml.']
    """
    if test == "event":
        return
    if not isinstance(test, dict) or not test:
        yield 'test is "event" or a formula such as {fact: buyer, is: local-authority}.'
        return
    keys = set(test)
    if keys in ({"all"}, {"any"}):
        parts = next(iter(test.values()))
        if not isinstance(parts, list) or not parts:
            yield f'"{next(iter(keys))}" takes a list of formulas.'
            return
        for part in parts:
            yield from formula_faults(part, facts, situations, amounts)
    elif keys == {"not"}:
        yield from formula_faults(test["not"], facts, situations, amounts)
    elif keys == {"situation"}:
        if test["situation"] not in situations:
            yield f'situation "{test["situation"]}" is not in situations.yaml.'
    elif "fact" in keys and len(keys) == 2:
        yield from _comparison_faults(test, facts, amounts)
    else:
        yield f"a formula has one of all, any, not, situation, or fact with a comparison; this has {', '.join(sorted(keys))}."


def _comparison_faults(test: dict[str, Any], facts: dict[str, Fact], amounts: dict[str, DatedAmount]) -> Iterator[str]:
    fact = facts.get(test["fact"])
    comparison = next(key for key in test if key != "fact")
    value = test[comparison]
    if fact is None:
        yield f'fact "{test["fact"]}" is not in facts.yaml.'
        return
    if comparison not in COMPARISONS:
        yield f'"{comparison}" is not a comparison. Write one of {", ".join(COMPARISONS)}.'
        return
    if fact.answer not in COMPARISONS[comparison]:
        yield f'"{comparison}" does not fit fact "{test["fact"]}", whose answer is {fact.answer}.'
        return
    if fact.answer == "choice" and value not in fact.values:
        yield f'"{value}" is not a value of fact "{test["fact"]}". Its values are {", ".join(fact.values)}.'
    if fact.answer == "yes-no" and value not in ("yes", "no"):
        yield f'fact "{test["fact"]}" is answered yes or no, not "{value}".'
    if fact.answer in ("money", "number") and value not in amounts and not _is_number(value):
        yield f'"{value}" is neither a figure nor an id in amounts.yaml.'
    other = facts.get(value) if isinstance(value, str) else None
    if fact.answer == "date" and not _is_date(value) and (other is None or other.answer != "date"):
        yield f'"{value}" is neither a day, such as 2025-02-24, nor another date fact.'


def situations_in(test: Any) -> Iterator[str]:
    """Yield the ids of the situations that a formula uses directly."""
    if isinstance(test, dict):
        if "situation" in test:
            yield test["situation"]
        for key in ("all", "any"):
            for part in test.get(key, []):
                yield from situations_in(part)
        if "not" in test:
            yield from situations_in(test["not"])


def _is_number(value: Any) -> bool:
    try:
        Decimal(value)
    except (InvalidOperation, TypeError):
        return False
    return True


def _is_date(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (ValueError, TypeError):
        return False
    return True
