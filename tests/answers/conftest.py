"""The same world in both stores: embedded, and behind a real Oxigraph server."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutygraph.answers.dataset import Answers
from dutygraph.answers.facts import Questionnaire, read_questionnaire
from dutygraph.answers.finder import Finder
from dutygraph.answers.store import LocalStore, RemoteStore, Store


def free_port() -> int:
    """Return a port that the system chose."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def oxigraph_endpoint(world_dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an Oxigraph server that holds the world."""
    oxigraph = Path(sys.executable).parent / "oxigraph"
    place = tmp_path_factory.mktemp("oxigraph")
    subprocess.run(
        [oxigraph, "load", "--location", place, "--file", world_dataset, "--format", "nq"],
        check=True,
        capture_output=True,
    )
    port = free_port()
    log = (place / "server.log").open("w")
    server = subprocess.Popen(
        [oxigraph, "serve-read-only", "--location", place, "--bind", f"127.0.0.1:{port}", "--union-default-graph"],
        stdout=log,
        stderr=log,
    )
    try:
        for _ in range(100):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                    break
            except OSError:
                assert server.poll() is None, (place / "server.log").read_text()
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        server.terminate()
        server.wait(timeout=10)
        log.close()


@pytest.fixture(params=["local", "remote"])
def store(request: pytest.FixtureRequest, world_dataset: Path) -> Iterator[Store]:
    """The world in one store, then in the other."""
    made: Store
    if request.param == "local":
        made = LocalStore.of_file(world_dataset)
    else:
        made = RemoteStore(request.getfixturevalue("oxigraph_endpoint"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def corpus_questionnaire(corpus_answers: Answers) -> Questionnaire:
    """The questions of the real corpus."""
    return read_questionnaire(corpus_answers.store)


@pytest.fixture(scope="session")
def corpus_finder(corpus_answers: Answers) -> Finder:
    """The finder over the real corpus."""
    return Finder.of(corpus_answers.store)
