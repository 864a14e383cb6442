"""Print build time, start-up time, and for eight typical questions our time over raw pyoxigraph and under rdflib.

Run with `make bench`. Machines are noisy: read the ratios, not the milliseconds.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import rdflib
import yaml

from dutygraph import names, places
from dutygraph.answers.documents import document, documents
from dutygraph.answers.duties import duties
from dutygraph.answers.facts import Answer
from dutygraph.answers.finder import Finder
from dutygraph.answers.provisions import provision, provisions
from dutygraph.answers.questions import fill, question
from dutygraph.answers.search import SearchIndex
from dutygraph.answers.senses import senses
from dutygraph.answers.store import LocalStore, Row, Store
from dutygraph.answers.terms import term, terms
from dutygraph.graph.build import build

DAY = date(2026, 11, 21)
QUESTIONS: dict[str, Callable[[Store], object]] = {
    "term page": lambda store: term(store, "public benefit", as_at=DAY),
    "all terms": terms,
    "duties of a council": lambda store: duties(store, bearer="local-authority", as_at=DAY),
    "duties by stage and force": lambda store: duties(
        store, bearer="local-authority", stage="award", force="must", as_at=DAY
    ),
    "duties on a term": lambda store: duties(store, linked=names.term("value-for-money"), as_at=DAY),
    "document page": lambda store: document(store, "procurement-act-2023", as_at=DAY),
    "provision page": lambda store: provision(store, "procurement-act-2023", "s. 52"),
    "senses and documents": lambda store: (
        senses(store),
        documents(store),
        provisions(store, document="equality-act-2010"),
    ),
}


class RecordingStore(LocalStore):
    """A local store that remembers the queries it was asked."""

    asked: list[str]

    def select(self, query: str) -> list[Row]:
        self.asked.append(query)
        return super().select(query)


def median_ms(work: Callable[[], object], times: int) -> float:
    """Return the median time of some work in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def raw(store: pyoxigraph.Store, queries: list[str]) -> None:
    """Run queries on pyoxigraph and read every cell."""
    for query in queries:
        rows = store.query(query, use_default_graph_as_union=True)
        assert isinstance(rows, pyoxigraph.QuerySolutions)
        for row in rows:
            for cell in row:
                _ = cell


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        manifest = build(places.content(), places.ontology(), Path(folder))
        print(f"build: {time.perf_counter() - start:.1f} s for {manifest['quads']} quads (limit 10 s)")

    def python(code: str) -> float:
        return median_ms(lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True), 7)

    bare = python("import click")
    help_page = python(
        "from click.testing import CliRunner; from dutygraph.cli import main; CliRunner().invoke(main, ['--help'])"
    )
    bare_runner = python("from click.testing import CliRunner")
    print(
        f"dutygraph --help: {help_page - bare_runner:.0f} ms above Python with click ({bare:.0f} ms; limit 300 ms above)"
    )
    opened = python(
        f"from pathlib import Path; from dutygraph.answers.dataset import open_answers; open_answers(Path({str(places.dataset())!r}))"
    )
    print(f"opening the dataset, with Python itself: {opened:.0f} ms")

    store = RecordingStore.of_file(places.dataset())
    assert isinstance(store, RecordingStore)
    plain = pyoxigraph.Store()
    plain.bulk_load(path=str(places.dataset()), format=pyoxigraph.RdfFormat.N_QUADS)
    slow = rdflib.Dataset(default_union=True)
    slow.parse(places.dataset(), format="nquads")
    print(f"\n{'question':28} {'ours ms':>8} {'raw ms':>8} {'ours/raw':>9} {'rdflib ms':>10} {'rdflib/ours':>12}")
    over_raw, under_rdflib = [], []
    for name, ask in QUESTIONS.items():
        store.asked = []
        ask(store)
        queries = list(store.asked)
        ours = median_ms(lambda ask=ask: ask(store), 15)  # type: ignore[misc]
        bare_ms = median_ms(lambda queries=queries: raw(plain, queries), 15)  # type: ignore[misc]
        rdflib_ms = median_ms(lambda queries=queries: [list(slow.query(query)) for query in queries], 1)  # type: ignore[misc]
        over_raw.append(ours / bare_ms)
        under_rdflib.append(rdflib_ms / ours)
        print(f"{name:28} {ours:8.1f} {bare_ms:8.1f} {ours / bare_ms:9.2f} {rdflib_ms:10.0f} {rdflib_ms / ours:12.0f}")
    print(f"median: {statistics.median(over_raw):.2f} times raw pyoxigraph (goal at most 1.5);", end=" ")
    print(f"{statistics.median(under_rdflib):.0f} times faster than rdflib's own engine (goal at least 10)")
    _print_search_score(store)
    _print_finder(store, plain)


def _print_finder(store: LocalStore, plain: pyoxigraph.Store) -> None:
    """Print how long the duties of one purchase take, over one raw query for all norms, and how many purchases a minute."""
    start = time.perf_counter()
    finder = Finder.of(store)
    made = (time.perf_counter() - start) * 1000
    answers = finder.questionnaire.read(
        {"value": "£300,000", "started-on": "2026-03-02", "contract-kind": "services", "personal-data": "yes"}.items()
    )
    found_ms = median_ms(lambda: finder.find(answers, as_at=DAY), 31)
    query = fill(
        question("duties"),
        asAt=None,
        norm=None,
        bearer=None,
        force=None,
        stage=None,
        work=None,
        provision=None,
        linked=None,
    )
    raw_ms = median_ms(lambda: raw(plain, [query]), 9)
    print(f"finder: made in {made:.0f} ms; one purchase in {found_ms:.1f} ms (limit 20 ms),", end=" ")
    print(f"{found_ms / raw_ms:.2f} times one raw query for all norms ({raw_ms:.0f} ms)")
    luck = random.Random(1)
    purchases = [_random_purchase(finder, luck) for _ in range(300)]
    start = time.perf_counter()
    for purchase in purchases:
        finder.judge(purchase, as_at=DAY, bearer="local-authority")
    rate = len(purchases) / (time.perf_counter() - start) * 60
    print(f"        {rate:,.0f} random purchases a minute on one core (goal 10,000)")


def _random_purchase(finder: Finder, luck: random.Random) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for fact, asked in finder.questionnaire.questions.items():
        if fact == "buyer" or luck.random() < 0.4:
            continue
        if asked.answer == "money":
            answers[fact] = Decimal(luck.randrange(10**7))
        elif asked.answer == "date":
            answers[fact] = date(2023, 1, 1) + timedelta(days=luck.randrange(1400))
        else:
            value = luck.choice(list(asked.values) or ["yes", "no"])
            answers[fact] = (value,) if asked.several else value
    return answers


def _print_search_score(store: Store) -> None:
    """Print how many of the written questions find an expected thing among the first five, and first."""
    index = SearchIndex(store)
    path = places.root() / "tests" / "corpus" / "search_questions.yaml"
    questions = yaml.safe_load(path.read_text(encoding="utf-8"))

    def answered(question: dict[str, list[str]], among: int) -> bool:
        found = index.search(str(question["ask"]), limit=among)
        return any(
            result.id == want or result.id.startswith(f"{want}/") for result in found for want in question["expect"]
        )

    five, first = (sum(answered(question, among) for question in questions) for among in (5, 1))
    taken = median_ms(lambda: [index.search(str(question["ask"]), limit=5) for question in questions], 3) / len(
        questions
    )
    print(
        f"search: {five} of {len(questions)} questions answered in the first five, {first} at the first; {taken:.1f} ms each"
    )


if __name__ == "__main__":
    main()
