"""Read files of procurement records: OCDS releases, release packages, record packages, lists of releases, JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from dutygraph.errors import BadRecord
from dutygraph.records.ocds import Part

MOST_BYTES = 50 * 1024 * 1024
MOST_BYTES_IN_LINE = 10 * 1024 * 1024
MOST_LEVELS = 60
LINES_ENDINGS = (".jsonl", ".ndjson", ".jsonlines")
RELEASE_KEYS = {"ocid", "tender", "awards", "contracts", "planning", "buyer", "parties", "tag", "initiationType"}


@dataclass(frozen=True)
class Record:
    """One release, or one compiled release, and where it stands.

    `line` counts from 1 and is that of a JSON Lines file; a whole JSON document begins on line 1. `part` carries the JSON
    pointer within that document or line. `notes` say what was set aside on reading.
    """

    source: str
    line: int
    part: Part
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The open contracting id, else the release id, else words that say that there is none."""
        return self.part.at("ocid").text or self.part.at("id").text or "(no id)"


@dataclass(frozen=True)
class Unreadable:
    """A file, or a line of one, that is not a procurement record; `message` says why and what is expected."""

    source: str
    line: int
    message: str


def read_file(path: Path) -> Iterator[Record | Unreadable]:
    """Yield every record of a file, and in its place every fault; a faulty line does not stop the others.

    >>> [fault.message for fault in read_file(Path("no-such.json"))]
    ['There is no file no-such.json.']
    """
    source = str(path)
    try:
        yield from _read(path, source)
    except BadRecord as error:
        yield Unreadable(source, 1, str(error))
    except OSError as error:
        reason = (
            f"There is no file {source}." if isinstance(error, FileNotFoundError) else f"{source}: {error.strerror}."
        )
        yield Unreadable(source, 1, reason)


def _read(path: Path, source: str) -> Iterator[Record | Unreadable]:
    if path.is_dir():
        raise BadRecord(f"{source} is a folder. Name the files in it.")
    with path.open("rb") as file:
        if path.suffix.lower() in LINES_ENDINGS or _has_whole_first_line(file):
            yield from _read_lines(file, source)
            return
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise BadRecord(
                f"{source} has {size / 1024 / 1024:.0f} MB, and one JSON document may have {MOST_BYTES // 1024 // 1024}. "
                "Write its releases one to a line, in a file that ends in .jsonl."
            )
        yield from _records_of(parse(file.read(), source), source, 1)


def _has_whole_first_line(file: BinaryIO) -> bool:
    """Say whether the file is JSON Lines under another name: a whole JSON object on the first line, and more after it."""
    first = file.readline(MOST_BYTES_IN_LINE)
    more = bool(file.readline(2).strip() or file.readline(MOST_BYTES_IN_LINE).strip())
    file.seek(0)
    if not more or not first.strip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _read_lines(file: BinaryIO, source: str) -> Iterator[Record | Unreadable]:
    number = 0
    while text := file.readline(MOST_BYTES_IN_LINE + 1):
        number += 1
        try:
            if len(text) > MOST_BYTES_IN_LINE:
                while text and not text.endswith(b"\n"):
                    text = file.readline(MOST_BYTES_IN_LINE)
                raise BadRecord(
                    f"{source}, line {number}: the line has more than {MOST_BYTES_IN_LINE // 1024 // 1024} MB, "
                    "which is the most that one line may have."
                )
            if text.strip():
                yield from _records_of(parse(text, f"{source}, line {number}"), source, number)
        except BadRecord as error:
            yield Unreadable(source, number, str(error))


def parse(text: bytes, where: str) -> Any:
    """Return the JSON value in some bytes; numbers become int or Decimal.

    Raises BadRecord, which begins with `where`, for bytes that are not UTF-8 or not JSON, and for nesting without end.

    >>> parse(b'{"ocid": "ocds-x-1"}', "a.json")
    {'ocid': 'ocds-x-1'}
    """
    if b"\x00" in text[:1024]:
        raise BadRecord(f"{where}: this is binary data and not JSON.")
    try:
        value = json.loads(text.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise BadRecord(f"{where}: byte {error.start + 1} is not UTF-8 text. Save the file as UTF-8.") from error
    except RecursionError as error:
        raise BadRecord(_too_deep(where)) from error
    except json.JSONDecodeError as error:
        ends = error.pos >= len(error.doc.rstrip())
        reason = "the text ends before the JSON does; it was cut off" if ends else f"this is not JSON: {error.msg}"
        raise BadRecord(f"{where}: {reason} (line {error.lineno}, column {error.colno}).") from error
    except ValueError as error:
        raise BadRecord(f"{where}: this is not JSON that can be read: {error}.") from error
    if _levels_exceeded(value):
        raise BadRecord(_too_deep(where))
    return value


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def _too_deep(where: str) -> str:
    return f"{where}: objects and lists are nested more than {MOST_LEVELS} deep; no OCDS record is."


def _levels_exceeded(value: Any) -> bool:
    level = [value]
    for _ in range(MOST_LEVELS):
        level = [
            child
            for parent in level
            if isinstance(parent, dict | list)
            for child in (parent.values() if isinstance(parent, dict) else parent)
        ]
        if not level:
            return False
    return True


def _records_of(value: Any, source: str, line: int) -> Iterator[Record | Unreadable]:
    """Yield the releases of a release, a package, a record package or a list of any of these."""
    where = f"{source}, line {line}" if line > 1 else source
    notes = _notes(value)
    whole = Part(_without_surrogates(value), "")
    found = False
    for member in whole.each() if isinstance(whole.value, list) else [whole]:
        for part in _releases(member):
            found = True
            if _is_release(part.value):
                yield Record(source, line, part, notes)
            else:
                place = f" at {part.pointer}" if part.pointer else ""
                yield Unreadable(source, line, f"{where}: what stands{place} is no OCDS release. {_EXPECTED}")
    if not found:
        yield Unreadable(source, line, f"{where}: there is no release in it. {_EXPECTED}")


_EXPECTED = (
    "A release is an object with an ocid and parts such as buyer, tender, awards or contracts; "
    "releases may also stand in a package, in a record package or one to a line."
)


def _releases(member: Part) -> Iterator[Part]:
    """Yield the releases in one object; a record gives its compiled release or, without one, the releases in it."""
    if not isinstance(member.value, dict):
        yield member
    elif isinstance(member.value.get("records"), list):
        for record in member.each("records"):
            compiled = record.at("compiledRelease")
            if isinstance(compiled.value, dict) and compiled.value:
                yield compiled
            else:
                yield from record.each("releases")
    elif isinstance(member.value.get("releases"), list):
        yield from member.each("releases")
    else:
        yield member


def _is_release(value: Any) -> bool:
    return isinstance(value, dict) and bool(RELEASE_KEYS & set(value))


def _notes(value: Any) -> tuple[str, ...]:
    """Say that JSON-LD keywords in the input are set aside: they could otherwise redirect what its keys mean."""
    names = sorted({key for key in _keys(value) if key.startswith("@")})
    if not names:
        return ()
    return (f"Keys that begin with @ are not part of OCDS and were set aside: {', '.join(names[:10])}.",)


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield key
            yield from _keys(child)
    elif isinstance(value, list):
        for child in value:
            yield from _keys(child)


def _without_surrogates(value: Any) -> Any:
    """Replace halves of surrogate pairs, which JSON can hold and no output can."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_without_surrogates(child) for child in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(child) for key, child in value.items()}
    return value
