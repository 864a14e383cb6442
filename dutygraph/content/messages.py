"""Turn what pydantic finds wrong into a message that says where, what, why and what to write."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dutygraph.content.base import Record
from dutygraph.content.positions import Place, YamlFile
from dutygraph.errors import Fault


def near(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean "x"?` for the nearest known word, or nothing.

    >>> near("suplier", ["supplier", "minister"])
    ' Did you mean "supplier"?'
    """
    match = difflib.get_close_matches(word, list(known), n=1, cutoff=0.55)
    return f' Did you mean "{match[0]}"?' if match else ""


def record_faults(kind: type[Record], tree: Any, file: YamlFile, base: Place) -> tuple[Record | None, list[Fault]]:
    """Read `tree`, found at `base` in `file`, as a record; return it, or None with every fault."""
    if file.faults:
        return None, []
    try:
        return kind.model_validate(tree), []
    except ValidationError as error:
        return None, [_fault(kind, detail, file, base) for detail in error.errors()]


def _fault(kind: type[Record], detail: ErrorDetails, file: YamlFile, base: Place) -> Fault:
    location = tuple(part for part in detail["loc"] if part != "[key]")
    place: Place = (*base, *location)
    name = str(location[-1]) if location else "the entry"
    where = _owner(file, place)
    value = detail["input"]
    match detail["type"]:
        case "extra_forbidden":
            keys = _keys_at(kind, location[:-1])
            message = f'{where}unknown key "{name}".{near(name, keys)} Keys here are {", ".join(keys)}.'
        case "missing":
            message = f'{where}key "{name}" is missing. Add it.'
        case "string_pattern_mismatch" if "https" in str(detail.get("ctx", {}).get("pattern", "")):
            message = f'{where}{name} "{value}" is not a web address. Write one that starts with https://.'
        case "string_pattern_mismatch":
            message = f'{where}{name} "{value}" is not an id. Write small letters, digits and single hyphens.'
        case "string_too_short" if value == "":
            message = f"{where}{name} is empty. Write a text or remove the key."
        case "string_too_short":
            message = f'{where}{name} "{value}" is too short to say anything. Write a sentence.'
        case "too_short":
            message = f"{where}{name} is empty. Give at least one."
        case "string_type":
            message = f"{where}{name} must be a text, not a {_shape(value)}. {_quote_advice(value)}".rstrip()
        case "list_type":
            message = f"{where}{name} must be a list. Write [a, b] or one `- ` line each."
        case "model_type" | "dict_type":
            message = f"{where}{name} must be a mapping of keys to values, not a {_shape(value)}."
        case "date_from_datetime_parsing" | "date_parsing" | "date_type" | "date_from_datetime_inexact":
            message = f'{where}{name} "{value}" is not a date. Write 2025-02-24.'
        case "decimal_parsing" | "decimal_type":
            message = f'{where}{name} "{value}" is not a figure. Write digits only, such as 5000000.'
        case "literal_error":
            expected = detail["ctx"]["expected"].replace("'", "")
            message = f'{where}{name} "{value}" is not allowed. Write one of {expected}.'
        case "value_error":
            said = str(detail["ctx"]["error"])
            about = f"{name}: " if isinstance(value, str) else ""
            message = f"{where}{about}{said}."
        case _:
            message = f"{where}{name}: {detail['msg']}."
    return file.fault(place, message)


def _owner(file: YamlFile, place: Place) -> str:
    """Name the innermost norm, term or provision around a place, so that a message reads on its own."""
    tree = file.tree
    owner = ""
    for depth, step in enumerate(place):
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(tree, dict) and depth + 1 < len(place) + 1:
            kind = place[depth - 1] if isinstance(step, int) and depth else None
            if kind == "norms" and isinstance(tree.get("id"), str):
                owner = f'norm "{tree["id"]}": '
            elif kind == "provisions" and isinstance(tree.get("at"), str):
                owner = f'provision "{tree["at"]}": '
            elif kind == "senses" and isinstance(tree.get("term"), str):
                owner = f'sense of "{tree["term"]}": '
    return owner


def _keys_at(kind: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """Return the keys that a record may have at a place below `kind`."""
    current: type[BaseModel] = kind
    for step in location:
        fields = {field.alias or name: field for name, field in current.model_fields.items()}
        if step in fields:  # an index or a mapping's key is no field: the record it holds was found a step before
            current = _record_in(fields[str(step)].annotation) or current
    return [field.alias or name for name, field in current.model_fields.items()]


def _record_in(annotation: Any) -> type[BaseModel] | None:
    """Find the record in an annotation such as list[Norm], dict[str, Term] or Validity | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_record_in(argument) for argument in getattr(annotation, "__args__", ()))
    return next((record for record in found if record is not None), None)


def _shape(value: Any) -> str:
    return "mapping" if isinstance(value, dict) else "list" if isinstance(value, list) else "text"


def _quote_advice(value: Any) -> str:
    if isinstance(value, dict):
        return "Put a text that holds a colon in quotes, or write it as a >- block."
    return ""
