"""Turn an answer into plain dicts and lists for JSON: links become ids, lists stay in their order."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from dutygraph.answers.duties import Link

_INTERNAL = {"position"}


def as_plain(answer: Any) -> Any:
    """Return what `json.dumps` can write.

    >>> as_plain((Link("plan", "Plan", "https://w3id.org/dutygraph/id/stage/plan"),))
    ['plan']
    """
    if isinstance(answer, Link):
        return answer.id
    if is_dataclass(answer):
        return {f.name: as_plain(getattr(answer, f.name)) for f in fields(answer) if f.name not in _INTERNAL}
    if isinstance(answer, (list, tuple)):
        return [as_plain(part) for part in answer]
    if isinstance(answer, dict):
        return {key: as_plain(value) for key, value in answer.items()}
    return answer
