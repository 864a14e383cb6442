"""The rooms of the design: who may import whom. A wrong import fails here by name."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from dutygraph import places

ROOT = places.root()
LEAVES = {"names", "errors"}
MAY_IMPORT = {
    "names": set[str](),
    "errors": set[str](),
    "places": set[str](),
    "content": {"content"},
    "graph": {"graph", "content"},
    "checks": {"checks", "graph", "content"},
    "answers": {"answers"},
    "records": {"records", "answers"},
    "drafts": {"drafts", "records", "answers"},
    "printing": {"answers", "records", "drafts"},
    "purchase": {"printing", "answers"},
    "options": {"answers"},
    "webapp": {"webapp", "answers", "records", "drafts"},
    "cli": {
        "places",
        "content",
        "graph",
        "checks",
        "answers",
        "records",
        "drafts",
        "printing",
        "purchase",
        "options",
        "webapp",
    },
}


def room_of(path: Path) -> str:
    """Return the room of a module: a folder of the package, one of its single modules, or the site."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    if parts[0] == "webapp":
        return "webapp"
    return parts[1] if parts[1] != "__init__" else "names"


def imported_rooms(path: Path) -> set[str]:
    """Return the rooms that a module imports, wherever in the module."""
    rooms: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules: list[str] = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules = (
                [node.module] if node.module != "dutygraph" else [f"dutygraph.{alias.name}" for alias in node.names]
            )
        for module in modules:
            parts = module.split(".")
            if parts[0] == "webapp":
                rooms.add("webapp")
            elif parts[0] == "dutygraph" and len(parts) > 1 and not parts[1].startswith("__"):
                rooms.add(parts[1])
    return rooms


MODULES = sorted([*(ROOT / "dutygraph").rglob("*.py"), *(ROOT / "webapp").rglob("*.py")])


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES])
def test_a_module_imports_only_rooms_above_its_own(path: Path) -> None:
    room = room_of(path)
    assert room in MAY_IMPORT, f"{path} is in no room of the design"
    wrong = imported_rooms(path) - MAY_IMPORT[room] - LEAVES - {room}
    assert not wrong, f"{path.relative_to(ROOT)} ({room}) imports {sorted(wrong)}"


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) >= 40


def test_no_module_is_longer_than_400_lines() -> None:
    long = {str(path): count for path in MODULES if (count := len(path.read_text().splitlines())) > 400}
    assert not long


def test_importing_the_package_opens_no_store_and_reads_no_content() -> None:
    code = (
        "import sys, dutygraph.cli\n"
        "heavy = {'rdflib', 'pyshacl', 'owlready2', 'pyoxigraph', 'flask', 'SPARQLWrapper', 'pydantic', 'rich', 'waitress'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
