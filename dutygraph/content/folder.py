"""Which files a content folder holds, and which record each becomes."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from dutygraph.content.base import Record
from dutygraph.content.messages import near, record_faults
from dutygraph.content.positions import YamlFile, read_yaml
from dutygraph.content.records import DocumentHead, DocumentPart
from dutygraph.content.vocabularies import (
    Contradiction,
    DatedAmount,
    Entry,
    Evidence,
    Fact,
    OutsideWork,
    SenseRelation,
    Situation,
    TermGroup,
    TradeOff,
)
from dutygraph.errors import Fault

VOCABULARIES: dict[str, type[Record]] = {
    "actions": Entry,
    "evidence": Evidence,
    "remedies": Entry,
    "roles": Entry,
    "stages": Entry,
    "themes": Entry,
    "facts": Fact,
    "situations": Situation,
    "contradictions": Contradiction,
    "tradeoffs": TradeOff,
    "amounts": DatedAmount,
    "outside": OutsideWork,
}
FOLDERS = ("documents", "relations", "terms")
OTHER_FILES = {"README.md", "ids.csv", "schema.json", "conflicts.yaml"}


@dataclass
class Folder:
    """Every file of a content folder, read; `faults` says what could not be.

    `broken` names the vocabularies and documents that are not whole, so that links into them are not faults as well.
    """

    root: Path
    vocabularies: dict[str, tuple[YamlFile, dict[str, Record]]] = field(default_factory=dict)
    groups: dict[str, tuple[YamlFile, TermGroup]] = field(default_factory=dict)
    relations: list[tuple[YamlFile, str, int, SenseRelation]] = field(default_factory=list)
    heads: dict[str, tuple[YamlFile, DocumentHead]] = field(default_factory=dict)
    parts: list[tuple[YamlFile, DocumentPart]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)


def read_folder(root: Path) -> Folder:
    """Read every file below `root`; files and folders that do not belong are faults."""
    folder = Folder(root)
    for path in sorted(root.iterdir()):
        if path.name in FOLDERS and path.is_dir():
            continue
        name = path.stem if path.suffix == ".yaml" and path.is_file() else None
        if name in VOCABULARIES:
            folder.vocabularies[name] = _read_vocabulary(folder, path, VOCABULARIES[name])
        elif path.name not in OTHER_FILES:
            allowed = [*(f"{known}.yaml" for known in VOCABULARIES), *FOLDERS, *OTHER_FILES]
            folder.faults.append(_stray(root, path, f"does not belong here.{near(path.name, allowed)}"))
    for name in VOCABULARIES:
        if name not in folder.vocabularies:
            folder.faults.append(Fault(Path(f"{name}.yaml"), 1, "is missing. Add the file; it may be empty."))
            folder.vocabularies[name] = (YamlFile(Path(f"{name}.yaml")), {})
    _read_terms(folder)
    _read_relations(folder)
    _read_documents(folder)
    return folder


def read_codes(root: Path, faults: list[Fault]) -> dict[str, list[dict[str, str]]]:
    """Read the code lists (`ontology/codes/*.csv`), one row a code, keyed by file name."""
    codes: dict[str, list[dict[str, str]]] = {}
    for path in sorted(root.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        seen: set[str] = set()
        for line, row in enumerate(rows, start=2):
            if None in row or None in row.values() or not row.get("code") or not row.get("label"):
                faults.append(Fault(Path(path.name), line, "the row does not fit the header: code, label, ..."))
            elif row["code"] in seen:
                faults.append(Fault(Path(path.name), line, f'code "{row["code"]}" stands here again.'))
            seen.add(row.get("code", ""))
        codes[path.stem] = rows
    return codes


def _stray(root: Path, path: Path, message: str) -> Fault:
    return Fault(path.relative_to(root), 1, f'"{path.name}" {message}')


def _open(folder: Folder, path: Path) -> YamlFile:
    file = read_yaml(path, path.relative_to(folder.root))
    folder.faults += file.faults
    if not file.faults and not isinstance(file.tree, dict):
        folder.faults.append(Fault(file.path, 1, "the file must be a mapping of keys to values."))
        file.tree = {}
    return file


def _read_vocabulary(folder: Folder, path: Path, kind: type[Record]) -> tuple[YamlFile, dict[str, Record]]:
    file = _open(folder, path)
    records: dict[str, Record] = {}
    for key, value in (file.tree or {}).items():
        record, faults = record_faults(kind, value, file, (key,))
        folder.faults += faults
        if record is not None:
            records[key] = record
    if len(records) < len(file.tree or {"": ""}):
        folder.broken.add(path.stem)
    return file, records


def _read_terms(folder: Folder) -> None:
    terms = folder.root / "terms"
    for path in sorted(terms.iterdir()) if terms.is_dir() else []:
        if path.suffix != ".yaml" or not path.is_file():
            folder.faults.append(_stray(folder.root, path, "does not belong here. Terms are in <group>.yaml files."))
            continue
        file = _open(folder, path)
        group, faults = record_faults(TermGroup, file.tree, file, ())
        folder.faults += faults
        if isinstance(group, TermGroup):
            folder.groups[path.stem] = (file, group)
        else:
            folder.broken.add("terms")


def _read_relations(folder: Folder) -> None:
    """A file of relations maps a term to the relations between its senses."""
    relations = folder.root / "relations"
    for path in sorted(relations.iterdir()) if relations.is_dir() else []:
        if path.suffix != ".yaml" or not path.is_file():
            folder.faults.append(_stray(folder.root, path, "does not belong here. Relations are in .yaml files."))
            continue
        file = _open(folder, path)
        for term, entries in (file.tree or {}).items():
            if not isinstance(entries, list):
                folder.faults.append(file.fault((term,), f'"{term}" must hold a list of relations.'))
                continue
            for index, entry in enumerate(entries):
                record, faults = record_faults(SenseRelation, entry, file, (term, index))
                folder.faults += faults
                if isinstance(record, SenseRelation):
                    folder.relations.append((file, term, index, record))


def _read_documents(folder: Folder) -> None:
    documents = folder.root / "documents"
    for publisher in sorted(documents.iterdir()) if documents.is_dir() else []:
        if not publisher.is_dir():
            folder.faults.append(
                _stray(folder.root, publisher, "does not belong here. Put it in a publisher's folder.")
            )
            continue
        for path in sorted(publisher.iterdir()):
            if path.is_dir():
                _read_document_folder(folder, path)
            elif path.suffix == ".yaml":
                _read_document_file(folder, path)
            else:
                folder.faults.append(_stray(folder.root, path, "is not a .yaml file."))


def _read_document_file(folder: Folder, path: Path) -> None:
    """A short document is one file: the head's keys, then `edition` and `provisions`."""
    file = _open(folder, path)
    if file.faults:
        folder.broken.add(path.stem)
        return
    part_keys = {"edition", "provisions"}
    head_tree = {key: value for key, value in file.tree.items() if key not in part_keys}
    part_tree = {key: value for key, value in file.tree.items() if key in part_keys | {"document"}}
    _add_head(folder, file, head_tree, path.stem)
    _add_part(folder, file, part_tree, path.stem)


def _read_document_folder(folder: Folder, path: Path) -> None:
    """A long document is a folder: `document.yaml` with the head, and its printed parts."""
    if not (path / "document.yaml").is_file():
        folder.faults.append(_stray(folder.root, path, "has no document.yaml, which says what the document is."))
    for child in sorted(path.iterdir()):
        if child.suffix != ".yaml" or not child.is_file():
            folder.faults.append(_stray(folder.root, child, "is not a .yaml file."))
            continue
        file = _open(folder, child)
        if file.faults:
            folder.broken.add(path.name)
            continue
        if child.name == "document.yaml":
            _add_head(folder, file, file.tree, path.name)
        else:
            _add_part(folder, file, file.tree, path.name)


def _add_head(folder: Folder, file: YamlFile, tree: object, expected: str) -> None:
    head, faults = record_faults(DocumentHead, tree, file, ())
    folder.faults += faults
    if isinstance(head, DocumentHead):
        if head.document != expected:
            message = f'document is "{head.document}" but the file is named "{expected}". Make them the same.'
            folder.faults.append(file.fault(("document",), message))
        elif expected in folder.heads:
            message = f'document "{expected}" is already in {folder.heads[expected][0].path.as_posix()}.'
            folder.faults.append(file.fault(("document",), message))
        else:
            folder.heads[expected] = (file, head)
    else:
        folder.broken.add(expected)


def _add_part(folder: Folder, file: YamlFile, tree: object, expected: str) -> None:
    part, faults = record_faults(DocumentPart, tree, file, ())
    folder.faults += faults
    if isinstance(part, DocumentPart):
        if part.document != expected:
            message = f'document is "{part.document}" but the file belongs to "{expected}". Make them the same.'
            folder.faults.append(file.fault(("document",), message))
        folder.parts.append((file, part))
    else:
        folder.broken.add(expected)
