"""Search labels, summaries and definitions with SQLite's full-text index, widened by our own synonyms and spellings."""

from __future__ import annotations

import difflib
import re
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dutygraph import names
from dutygraph.answers.documents import DocumentSummary, documents
from dutygraph.answers.duties import duties
from dutygraph.answers.provisions import provisions
from dutygraph.answers.senses import senses
from dutygraph.answers.store import Store
from dutygraph.answers.terms import Term, terms

_WEIGHTS = "10.0, 5.0, 1.0"
_KIND_BONUS = {"term": 3.0, "document": 2.0, "duty": 1.5, "provision": 1.0, "sense": 1.0}
_STOPWORDS = frozenset(
    "a an and are as at be by do does for from has have how i in is it my of on or our the to we what when which who with".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that matched. `matched` is the label or passage, with the words found between « and »."""

    kind: str
    id: str
    label: str
    document: str
    locator: str
    matched: str
    url: str


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    id: str
    label: str
    names: str
    passage: str
    document: str
    locator: str
    url: str
    since: str = ""
    until: str = ""
    weight: float = 1.0


class SearchIndex:
    """A full-text index over one store, made once; `url` of a result is the path of its page.

    >>> from dutygraph.answers.store import LocalStore
    >>> SearchIndex(LocalStore()).search("anything")
    []
    """

    def __init__(self, store: Store):
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "CREATE VIRTUAL TABLE entry USING fts5(label, names, passage, kind UNINDEXED, id UNINDEXED, document UNINDEXED,"
            " locator UNINDEXED, url UNINDEXED, since UNINDEXED, until UNINDEXED, weight UNINDEXED, tokenize = 'porter unicode61')"
        )
        every_term = terms(store)
        self._database.executemany(
            "INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            [
                (e.label, e.names, e.passage, e.kind, e.id, e.document, e.locator, e.url, e.since, e.until, e.weight)
                for e in _entries(store, every_term)
            ],
        )
        self._names = _names(every_term)
        self._terms = {term.term: term for term in every_term}
        self._words = self._vocabulary()

    def search(self, text: str, *, limit: int = 20, as_at: date | None = None) -> list[Found]:
        """Return the best matches first.

        A thing whose name stands in the words comes before others; then what has every word, then what has some of them.
        A word that begins no word of the index is read as the nearest one that is there.
        """
        words = [word for word in _words(text) if word not in _STOPWORDS] or _words(text)
        if not words:
            return []
        words = [self._spelled(word) for word in words]
        found: dict[tuple[str, str], Found] = {}
        for joiner in (" AND ", " OR "):
            for match in self._match(self._expression(words, joiner), words, limit * 2, as_at):
                found.setdefault((match.kind, match.id), match)
            if len(found) >= limit * 2 or len(words) == 1:
                break
        return self._with_neighbour(_led(list(found.values())), words)[:limit]

    def _with_neighbour(self, found: list[Found], words: list[str]) -> list[Found]:
        """Put the first related term third, where a term that was named comes first: often that is where the duty lies."""
        first = self._terms.get(found[0].id) if found and found[0].kind == "term" else None
        if first is None or not _stands_in(" ".join(_words(first.label)), words):
            return found
        for name in (*first.broader, *first.related):
            near = self._terms.get(name)
            if near and not any(match.kind == "term" and match.id == name for match in found[:3]):
                said = f"Related to «{first.label}»"
                beside = Found("term", name, near.label, "", "", said, names.page_of(near.iri))
                return [*found[:2], beside, *(match for match in found[2:] if match.id != name)]
        return found

    def _expression(self, words: list[str], joiner: str) -> str:
        plain = joiner.join(f'"{word}"*' if len(word) > 3 else f'"{word}"' for word in words)
        meant = [f'"{label}"' for name, label in self._names.items() if _stands_in(name, words)]
        return " OR ".join([f"({plain})", *meant])

    def _match(self, expression: str, words: list[str], limit: int, as_at: date | None) -> list[Found]:
        day = as_at.isoformat() if as_at else ""
        query = (
            f"SELECT kind, id, label, document, locator, url, bm25(entry, {_WEIGHTS}) AS rank,"
            " snippet(entry, -1, '«', '»', ' … ', 16), names, weight FROM entry WHERE entry MATCH ?"
            " AND (? = '' OR since = '' OR since <= ?) AND (? = '' OR until = '' OR ? <= until) ORDER BY rank LIMIT ?"
        )
        with self._lock:
            rows = self._database.execute(query, (expression, day, day, day, day, limit * 8)).fetchall()

        def rank(row: tuple[str, ...]) -> tuple[float, str]:
            every_name = [_words(name) for name in [row[2], *row[8].split("; ")]]
            named = max((len(name) for name in every_name if name and _stands_in(" ".join(name), words)), default=0)
            whole = named > 1 or named == len(words)  # one word among others says little
            lift = (40.0 if whole else 4.0) * named if row[0] in ("term", "document") else 0.0
            bonus = _KIND_BONUS[row[0]]
            return (float(row[6]) * bonus * float(row[9]) - bonus - lift, row[1])

        return [
            Found(kind, thing, label, document, locator, matched, url)
            for kind, thing, label, document, locator, url, _, matched, *_ in sorted(rows, key=rank)[:limit]
        ]

    def _spelled(self, word: str) -> str:
        """Return the word, or the nearest one of the index where no word begins with it."""
        if any(known.startswith(word) for known in self._words) or len(word) < 4:
            return word
        near = difflib.get_close_matches(word, self._words, n=1, cutoff=0.75)
        return near[0] if near else word

    def _vocabulary(self) -> list[str]:
        rows = self._database.execute("SELECT label || ' ' || names || ' ' || passage FROM entry")
        return sorted({word for (text,) in rows for word in _words(text)})


def _led(found: list[Found]) -> list[Found]:
    """Put what a word means in single documents after the rest, where the word itself is found: its page shows them all."""
    terms = {match.id for match in found if match.kind == "term"}

    def is_shown_with_its_word(match: Found) -> bool:
        return match.kind == "sense" and match.id.rpartition("/")[2] in terms

    return [m for m in found if not is_shown_with_its_word(m)] + [m for m in found if is_shown_with_its_word(m)]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold())


def _stands_in(name: str, words: list[str]) -> bool:
    """Say whether a name, as words, stands whole in a query, a plural s aside.

    >>> _stands_in("award criterion", ["award", "criterion", "rules"]), _stands_in("lot", ["lots"]), _stands_in("lot", ["slot"])
    (True, True, False)
    """
    return f" {_singular(name.split())} " in f" {_singular(words)} "


def _singular(words: list[str]) -> str:
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in words
    )


def _names(every_term: list[Term]) -> dict[str, str]:
    """Map each name of a term, as words, to its label."""
    return {
        " ".join(_words(name)): " ".join(_words(term.label))
        for term in every_term
        for name in (term.label, *term.synonyms, *term.hidden)
    }


def _weight(work: DocumentSummary) -> float:
    """Return how much a passage counts: law more than guidance, and what was replaced less."""
    return (1.3 if work.is_law else 1.0) * (0.7 if work.replaced_by else 1.0)


def _other_names(work: DocumentSummary, cited: dict[str, str]) -> Iterator[str]:
    """Give the names under which people still, or already, look for a document that replaced another or was replaced."""
    yield from (f"took the place of {cited.get(old.document, old.title)}" for old in work.replaces)
    yield from (f"replaced by {cited.get(new.document, new.title)}" for new in work.replaced_by)


def _entries(store: Store, every_term: list[Term]) -> Iterator[_Entry]:
    for term in every_term:
        spoken = "; ".join((*term.synonyms, *term.hidden))
        yield _Entry("term", term.term, term.label, spoken, term.scope_note, "", "", names.page_of(term.iri))
    every_work = documents(store)
    cited = {work.document: work.citation or work.title for work in every_work}
    for work in every_work:
        spoken = "; ".join((work.citation, work.document, *_other_names(work, cited)))
        yield _Entry(
            "document", work.document, work.title, spoken, work.publisher, work.document, "", names.page_of(work.iri)
        )
    weights = {work.document: _weight(work) for work in every_work}
    for unit in provisions(store):
        url, label = names.page_of(unit.iri), f"{unit.locator} {unit.heading}"
        at = (unit.document, unit.locator, url, unit.valid_from, unit.valid_until)
        yield _Entry("provision", unit.iri.removeprefix(names.ID), label, "", unit.summary, *at, weights[unit.document])
    seen = set()
    for duty in duties(store):
        if duty.iri not in seen:
            seen.add(duty.iri)
            at = (duty.document, duty.locator, names.page_of(duty.iri), duty.valid_from, duty.valid_until)
            yield _Entry(
                "duty", duty.iri.removeprefix(names.ID), duty.act_label, "", duty.summary, *at, weights[duty.document]
            )
    for sense in senses(store):
        at_page = (sense.document, sense.locator, names.page_of(sense.provision), sense.valid_from, sense.valid_until)
        yield _Entry(
            "sense",
            sense.iri.removeprefix(names.ID),
            sense.label_used,
            "",
            sense.summary,
            *at_page,
            weights[sense.document],
        )
