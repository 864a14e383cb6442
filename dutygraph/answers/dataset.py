"""Open the built dataset, and read its manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dutygraph.answers.search import SearchIndex
from dutygraph.answers.store import LocalStore, RemoteStore, Store
from dutygraph.errors import DatasetMissing


@dataclass
class Answers:
    """What the site and the command line are handed: a store, its search index (made when first asked), the manifest."""

    store: Store
    manifest: dict[str, Any]
    _index: SearchIndex | None = None

    @property
    def index(self) -> SearchIndex:
        """The search index of the store."""
        if self._index is None:
            self._index = SearchIndex(self.store)
        return self._index


def open_answers(dataset: Path, endpoint: str | None = None) -> Answers:
    """Open the dataset file, or the SPARQL endpoint that holds the same data.

    Raises DatasetMissing where the file or its manifest is not there.
    """
    manifest_path = dataset.with_name("manifest.json")
    if endpoint is not None:
        manifest = json.loads(manifest_path.read_text(encoding="utf-8")) if manifest_path.is_file() else {}
        return Answers(RemoteStore(endpoint), manifest)
    store = LocalStore.of_file(dataset)
    try:
        manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DatasetMissing(
            f"{manifest_path} cannot be read ({error}). Make it again with: dutygraph build"
        ) from error
    return Answers(store, manifest)
