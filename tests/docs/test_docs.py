"""The docs are a contract: made pages are fresh, and what they name exists."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dutygraph import places

ROOT = places.root()


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """docs/generate.py, loaded from its file."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    return module


def test_made_pages_are_fresh(generate: ModuleType) -> None:
    for page, text in generate.pages().items():
        assert page.read_text(encoding="utf-8") == text, f"{page.relative_to(ROOT)} is stale. Run: make docs"


def test_every_exit_code_is_documented() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for code in range(9):
        assert f"| {code} | " in page


def test_links_between_our_pages_lead_somewhere() -> None:
    pages = [path for path in ROOT.rglob("*.md") if not {".venv", "build", "node_modules"} & set(path.parts)]
    looked_at = 0
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http://", "https://", "mailto:")):
                looked_at += 1
                assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"
    assert looked_at >= 6


def test_places_named_in_the_docs_exist() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        for place in re.findall(r"`([\w./-]+/)`", page.read_text(encoding="utf-8")):
            if not place.startswith(("/", "build", "http")):
                assert (ROOT / place).exists(), f"{page.name} names {place}"


def test_no_page_copies_a_leak(generate: ModuleType) -> None:
    hosts = ("py" + "pi.org", "files.python" + "hosted", "registry.npm" + "js")
    pages = [path for path in ROOT.rglob("*.md") if not {".venv", "build"} & set(path.parts)]
    for path in [*pages, ROOT / "constraints.txt", ROOT / "pyproject.toml", ROOT / "Makefile"]:
        text = Path(path).read_text(encoding="utf-8")
        assert not [host for host in hosts if host in text], path
