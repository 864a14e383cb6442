"""What every test can ask for: the fictional world, built, and the real corpus, built once a run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutygraph import places
from dutygraph.answers.dataset import Answers, open_answers
from dutygraph.content.read import read_corpus
from dutygraph.content.records import Corpus
from dutygraph.graph.build import build

WORLD = Path(__file__).parent / "world" / "content"


@pytest.fixture(scope="session")
def world_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built dataset of the fictional world."""
    out = tmp_path_factory.mktemp("world")
    build(WORLD, places.ontology(), out)
    return out / "dutygraph.nq"


@pytest.fixture(scope="session")
def world_answers(world_dataset: Path) -> Iterator[Answers]:
    """The fictional world, ready to be asked."""
    answers = open_answers(world_dataset)
    yield answers
    answers.store.close()


@pytest.fixture
def world_copy(tmp_path: Path) -> Path:
    """A copy of the fictional world's content that a test may spoil."""
    copy = tmp_path / "content"
    shutil.copytree(WORLD, copy)
    return copy


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The real content, read."""
    return read_corpus(places.content(), places.ontology() / "codes")


@pytest.fixture(scope="session")
def corpus_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built dataset of the real content."""
    out = tmp_path_factory.mktemp("corpus")
    build(places.content(), places.ontology(), out)
    return out / "dutygraph.nq"


@pytest.fixture(scope="session")
def corpus_answers(corpus_dataset: Path) -> Iterator[Answers]:
    """The real corpus, ready to be asked."""
    answers = open_answers(corpus_dataset)
    yield answers
    answers.store.close()
