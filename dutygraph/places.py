"""Where the content, ontology, shapes and built dataset lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "installed"


def root() -> Path:
    """Return the folder that holds guidance_sources/, ontology/, shapes/ and build/."""
    return _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent


def content() -> Path:
    """Return the content folder."""
    return root() / "guidance_sources"


def ontology() -> Path:
    """Return the ontology folder."""
    return root() / "ontology"


def shapes() -> Path:
    """Return the folder of shapes and rules."""
    return root() / "shapes"


def dataset() -> Path:
    """Return the built dataset."""
    return root() / "build" / "dutygraph.nq"
