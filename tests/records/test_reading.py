"""Reading files of records: every form, and every kind of bad input with its message."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dutygraph.records import reading
from dutygraph.records.reading import Record, Unreadable, read_file

RELEASE = {"ocid": "ocds-fict02-1", "id": "1", "tender": {"title": "A lift"}}


def write(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def read_one(path: Path) -> Record | Unreadable:
    (found,) = read_file(path)
    return found


@pytest.mark.parametrize(
    ("content", "pointer"),
    [
        (RELEASE, ""),
        ([RELEASE], "/0"),
        ({"uri": "x", "releases": [RELEASE]}, "/releases/0"),
        ({"records": [{"ocid": "x", "compiledRelease": RELEASE}]}, "/records/0/compiledRelease"),
        ({"records": [{"ocid": "x", "releases": [RELEASE]}]}, "/records/0/releases/0"),
        ({"records": [{"ocid": "x", "compiledRelease": {}, "releases": [RELEASE]}]}, "/records/0/releases/0"),
        ([{"releases": [RELEASE]}], "/0/releases/0"),
    ],
)
def test_every_form_of_ocds_gives_its_release_with_its_pointer(tmp_path: Path, content: object, pointer: str) -> None:
    found = read_one(write(tmp_path, "a.json", content))
    assert isinstance(found, Record)
    assert (found.name, found.line, found.part.pointer) == ("ocds-fict02-1", 1, pointer)


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json"])
def test_json_lines_give_one_record_a_line_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    lines = "\n".join([json.dumps(RELEASE), "", json.dumps({**RELEASE, "ocid": "ocds-fict02-2"}), ""])
    found = list(read_file(write(tmp_path, name, lines)))
    assert [(r.name, r.line) for r in found if isinstance(r, Record)] == [("ocds-fict02-1", 1), ("ocds-fict02-2", 3)]


def test_a_faulty_line_does_not_stop_the_others(tmp_path: Path) -> None:
    lines = "\n".join([json.dumps(RELEASE), '{"ocid": ', "[1, 2]", json.dumps(RELEASE)])
    path = write(tmp_path, "a.jsonl", lines)
    found = list(read_file(path))
    assert [type(entry).__name__ for entry in found] == ["Record", "Unreadable", "Unreadable", "Unreadable", "Record"]
    assert isinstance(found[1], Unreadable)
    assert found[1].line == 2
    assert f"{path}, line 2: the text ends before the JSON does; it was cut off" in found[1].message
    assert isinstance(found[2], Unreadable)
    assert "what stands at /0 is no OCDS release" in found[2].message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"ocid": "x", "tender": {"title": "Cut', "the text ends before the JSON does|Unterminated string"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data and not JSON"),
        (b'{"ocid": "caf\xe9"}', "byte 14 is not UTF-8 text"),
        (b'{"name": "somebody", "age": 4}', "no OCDS release"),
        (b'"only a text"', "no OCDS release"),
        (b"null", "no OCDS release"),
        (b"[]", "there is no release in it"),
        (b'{"releases": []}', "there is no release in it"),
        (b'{"records": [{"ocid": "x"}]}', "there is no release in it"),
        (b"", "cut off"),
        (b'{"ocid": NaN}', "NaN is not a JSON number"),
        (b'{"ocid": ' + b"9" * 5000 + b"}", "not JSON that can be read"),
        (b"<html></html>", "this is not JSON: Expecting value"),
        (b'{"ocid":' + b"[" * 500 + b"]" * 500 + b"}", "nested more than 60 deep"),
        (b"[" * 200000, "nested more than 60 deep|cut off"),
    ],
)
def test_bad_content_is_refused_with_a_message_that_names_the_file(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = write(tmp_path, "bad.json", content)
    found = read_one(path)
    assert isinstance(found, Unreadable)
    assert str(path) in found.message
    assert any(part in found.message for part in message.split("|"))


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    missing, folder = read_one(tmp_path / "none.json"), read_one(tmp_path)
    assert isinstance(missing, Unreadable)
    assert missing.message == f"There is no file {tmp_path / 'none.json'}."
    assert isinstance(folder, Unreadable)
    assert "is a folder" in folder.message


def test_a_file_of_sixty_megabytes_is_refused_and_told_how_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.write(b'{"ocid":\n"')
        file.truncate(60 * 1024 * 1024)
    found = read_one(path)
    assert isinstance(found, Unreadable)
    assert "60 MB" in found.message
    assert ".jsonl" in found.message


def test_a_long_line_is_refused_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES_IN_LINE", 200)
    long_line = json.dumps({**RELEASE, "title": "x" * 900})
    found = list(read_file(write(tmp_path, "a.jsonl", f"{long_line}\n{json.dumps(RELEASE)}\n")))
    assert isinstance(found[0], Unreadable)
    assert "line 1: the line has more than" in found[0].message
    assert isinstance(found[1], Record)
    assert found[1].line == 2


def test_keys_that_begin_with_an_at_sign_are_set_aside_and_said_to_be(tmp_path: Path) -> None:
    found = read_one(write(tmp_path, "a.json", {**RELEASE, "@context": "https://example.org/context.jsonld"}))
    assert isinstance(found, Record)
    assert found.notes == ("Keys that begin with @ are not part of OCDS and were set aside: @context.",)


def test_half_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    found = read_one(write(tmp_path, "a.json", b'{"ocid": "x\\ud800y"}'))
    assert isinstance(found, Record)
    assert found.name.encode() == b"x?y"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert isinstance(read_one(write(tmp_path, "a.json", b"\xef\xbb\xbf" + json.dumps(RELEASE).encode())), Record)


@pytest.mark.parametrize(
    ("release", "name"), [({"tender": {}}, "(no id)"), ({"id": 7, "tag": []}, "7"), ({"ocid": ["x"]}, "(no id)")]
)
def test_a_record_without_a_usable_id_still_has_a_name(tmp_path: Path, release: object, name: str) -> None:
    found = read_one(write(tmp_path, "a.json", release))
    assert isinstance(found, Record)
    assert found.name == name
