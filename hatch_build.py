"""Put the built dataset into the wheel, made fresh from the content that goes in beside it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DatasetHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds dutygraph.nq and manifest.json while a wheel is made; an editable install uses `make` instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from dutygraph.graph.build import build

        out = Path(tempfile.mkdtemp(prefix="dutygraph-"))
        build(root / "guidance_sources", root / "ontology", out)
        for name in ("dutygraph.nq", "manifest.json"):
            build_data["force_include"][str(out / name)] = f"dutygraph/installed/build/{name}"
