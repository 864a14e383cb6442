"""Each question, asked of the world in both stores."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from dutygraph import names
from dutygraph.answers.documents import document, documents
from dutygraph.answers.duties import duties
from dutygraph.answers.plain import as_plain
from dutygraph.answers.provisions import provision, provisions
from dutygraph.answers.questions import fill, iri, question
from dutygraph.answers.relations import sense_relations
from dutygraph.answers.research import findings
from dutygraph.answers.search import SearchIndex
from dutygraph.answers.store import Store
from dutygraph.answers.tables import COLUMNS, as_csv, table
from dutygraph.answers.terms import term, terms
from dutygraph.errors import BadRequest, NotFound


def norms(found: list) -> set[str]:  # type: ignore[type-arg]
    return {duty.norm for duty in found}


def test_duties_of_a_bearer_are_those_that_bear_on_it(store: Store) -> None:
    assert norms(duties(store, bearer="supplier")) == {"hide-no-decision"}
    assert norms(duties(store, bearer="central-government")) == {
        "keep-decision-record",
        "consider-common-good",
        "follow-the-note",
    }


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2019-12-31", set()),
        ("2020-01-01", {"keep-decision-record"}),
        ("2021-04-01", {"keep-decision-record", "consider-common-good", "follow-the-note"}),
        ("2022-01-01", {"keep-decision-record", "consider-common-good", "follow-the-note", "hide-no-decision"}),
        ("2024-06-30", {"keep-decision-record", "consider-common-good", "follow-the-note", "hide-no-decision"}),
        ("2024-07-01", {"keep-decision-record", "consider-common-good", "follow-the-note"}),
    ],
)
def test_duties_hold_from_their_first_day_to_their_last(store: Store, day: str, expected: set[str]) -> None:
    assert norms(duties(store, as_at=date.fromisoformat(day))) == expected


def test_duties_are_narrowed_by_stage_force_document_and_what_they_point_at(store: Store) -> None:
    assert norms(duties(store, stage="award")) == {"hide-no-decision"}
    assert norms(duties(store, force="must-consider")) == {"consider-common-good"}
    assert norms(duties(store, document="buyers-note")) == {"consider-common-good", "follow-the-note"}
    assert norms(duties(store, linked=names.term("common-good"))) == {"keep-decision-record", "consider-common-good"}
    assert norms(duties(store, linked=names.concept("action", "keep-decision-record"), force="should")) == {
        "follow-the-note"
    }
    assert duties(store, norms=[]) == []


def test_a_duty_carries_everything_that_conditions_it(store: Store) -> None:
    duty = next(d for d in duties(store, bearer="local-authority") if d.norm == "keep-decision-record")
    assert (duty.locator, duty.force, duty.kind) == ("s. 7(1)", "must", "obligation")
    assert [link.id for link in duty.when] == ["valuable-purchase"]
    assert {link.id for link in duty.unless} == {"low-volume-pilot", "sample-act-2020/s-3"}
    assert [link.label for link in duty.evidence] == ["Decision log"]
    assert {link.id for link in duty.terms} == {"automated-decision", "common-good"}
    assert [link.label for link in duty.enforced_by] == ["Complaint to the Assembly"]
    assert duty.source_url == "https://www.legislation.gov.uk/ukpga/2020/999/section/7/1"
    assert duty.verified == "text"


def test_a_term_is_found_by_any_of_its_names(store: Store) -> None:
    for name in ("common-good", "Common Good", "commonweal", "good of all", "comon good", "  common   good "):
        assert term(store, name).term.term == "common-good"


def test_a_term_says_who_means_what_and_which_duties_lean_on_it(store: Store) -> None:
    answer = term(store, "common good")
    assert [(s.document, s.status) for s in answer.senses] == [("buyers-note", "used-undefined")]
    assert norms(list(answer.duties)) == {"keep-decision-record", "consider-common-good"}
    assert term(store, "common good", as_at=date(2020, 6, 1)).senses == ()


def test_a_term_says_where_its_meanings_differ_in_what_and_why(store: Store) -> None:
    (relation,) = term(store, "machine decision").relations
    assert (relation.document, relation.locator) == ("buyers-note", "4.2(b)")
    assert (relation.relation, relation.relation_label) == ("broader", "is broader than")
    assert (relation.other_document, relation.other_locator) == ("sample-act-2020", "s. 7(3)")
    assert [aspect.id for aspect in relation.turns_on] == ["coverage", "people"]
    assert "prepares" in relation.why
    assert term(store, "machine decision", as_at=date(2020, 6, 1)).relations == ()
    assert [each.iri for each in sense_relations(store)] == [relation.iri]


def test_a_word_that_carries_duties_and_has_no_meaning_is_said_to(store: Store) -> None:
    assert term(store, "common good").undefined
    assert not term(store, "machine decision").undefined
    assert not term(store, "common good", as_at=date(2019, 6, 1)).undefined  # no duty leans on it yet


def test_a_term_says_what_it_is_in_other_vocabularies(store: Store) -> None:
    (mapping,) = term(store, "common good").term.mappings
    assert (mapping.match, mapping.iri) == ("close", "https://example.org/vocabulary#CommonGood")
    assert mapping.label == "Common good (Example Vocabulary)"


def test_research_is_found_through_whatever_it_speaks_of(store: Store) -> None:
    area, finding = findings(store, document="log-report")
    assert (area.finding, area.kind, area.borne_out) == ("unclear-words", "challenge-area", "borne-out")
    assert (finding.part_of, finding.borne_out_label) == ("unclear-words", "cannot be told from documents")
    assert {link.id for link in finding.speaks_of} == {"sample-act-2020/s-7/keep-decision-record", "buyers-note/4-2"}
    assert {link.label for link in finding.speaks_of} == {
        "Keep a record of automated decisions, s. 7(1), Sample Act 2020",
        "4.2, Note for Buyers",
    }
    assert term(store, "common good").findings == (area,)
    norm = names.ID + "sample-act-2020/s-7/keep-decision-record"
    assert findings(store, linked=norm) == [finding]
    assert findings(store, document="buyers-note") == []


def test_a_document_names_what_takes_its_place(store: Store) -> None:
    (newer,) = document(store, "buyers-note").summary.replaced_by
    assert (newer.document, newer.on, newer.title) == ("sample-act-2020", "2030-01-01", "Sample Act 2020")
    assert newer.why == "From then on departments follow the Act alone."
    (older,) = document(store, "sample-act-2020").summary.replaces
    assert (older.document, older.on) == ("buyers-note", "2030-01-01")


def test_a_document_is_also_found_under_the_name_of_what_it_replaced(store: Store) -> None:
    index = SearchIndex(store)
    by_old_name = [found.id for found in index.search("note for buyers") if found.kind == "document"]
    assert by_old_name == ["buyers-note", "sample-act-2020"]
    by_new_name = [found.id for found in index.search("2020 c. 1") if found.kind == "document"]
    assert by_new_name == ["sample-act-2020", "buyers-note"]


def test_an_unknown_term_names_the_nearest(store: Store) -> None:
    with pytest.raises(NotFound, match=r'There is no term "comon goood"\. Did you mean "com'):
        term(store, "comon goood")


def test_terms_count_the_documents_and_norms_that_use_them(store: Store) -> None:
    assert {(t.term, t.documents, t.norms) for t in terms(store)} == {
        ("automated-decision", 2, 1),
        ("common-good", 1, 2),
    }


def test_a_document_is_found_by_id_title_or_citation(store: Store) -> None:
    for name in ("sample-act-2020", "Sample Act 2020", "2020 c. 1"):
        assert document(store, name).summary.document == "sample-act-2020"
    with pytest.raises(NotFound, match='Did you mean "sample-act-2020"'):
        document(store, "sample-act-2002")


def test_a_document_says_what_it_is_to_each_body(store: Store) -> None:
    bindings = {b.bearer: b.how for b in document(store, "buyers-note").summary.bindings}
    assert bindings == {"central-government": "binding", "local-authority": "optional"}
    assert [(d.document, d.provisions, d.norms) for d in documents(store)] == [
        ("buyers-note", 1, 2),
        ("sample-act-2020", 3, 2),
        ("log-report", 1, 0),
    ]
    assert document(store, "buyers-note").not_read == ("Annex B (forms)",)
    edition = document(store, "sample-act-2020").editions[0]
    assert (edition.made, edition.in_force_from, edition.text_as_of) == ("2019-12-01", "2020-01-01", "2022-05-01")


def test_a_provision_is_found_by_locator_slug_or_pinpoint(store: Store) -> None:
    for locator in ("s. 7", "s-7", "s. 7(1)", "S. 7 (2)(a)"):
        assert provision(store, "sample-act-2020", locator).provision.locator == "s. 7"
    with pytest.raises(NotFound, match=r'has no provision "s\. 77"'):
        provision(store, "sample-act-2020", "s. 77")
    with pytest.raises(NotFound, match="There is no document"):
        provision(store, "nothing", "s. 7")


def test_a_provision_knows_what_it_refers_to_and_what_refers_to_it(store: Store) -> None:
    answer = provision(store, "sample-act-2020", "s. 3")
    assert {(r.title, r.locator) for r in answer.refers_to} == {("Sample Act 2020", "s. 7"), ("Old Act 1999", "")}
    back = provision(store, "sample-act-2020", "s. 7").referred_from
    assert {(r.title, r.locator) for r in back} == {("Sample Act 2020", "s. 3"), ("Note for Buyers", "4.2")}
    assert answer.duties == ()


def test_left_out_provisions_say_why(store: Store) -> None:
    unit = next(u for u in provisions(store) if u.locator == "s. 9")
    assert (unit.left_out, unit.left_out_label) == ("machinery", "Machinery")


def test_tables_have_their_fixed_columns(store: Store) -> None:
    for name, columns in COLUMNS.items():
        rows = table(store, name)
        assert rows
        assert list(rows[0]) == columns
        assert as_csv(name, rows).splitlines()[0] == ",".join(columns)
    row = next(
        r for r in table(store, "norms") if r["norm"] == "keep-decision-record" and r["bearer"] == "local-authority"
    )
    assert row["unless"] == "low-volume-pilot; sample-act-2020/s-3"
    assert row["locator"].startswith("s. 7")
    with pytest.raises(BadRequest, match=r'There is no table "norm"\. Did you mean "norms"\?'):
        table(store, "norm")


def test_search_says_what_matched(store: Store) -> None:
    index = SearchIndex(store)
    best = index.search("commonweal")[0]
    assert (best.kind, best.id) == ("term", "common-good")
    assert "common good" in best.matched
    assert index.search("hide a decision")[0].id == "sample-act-2020/s-7/hide-no-decision"
    assert index.search("desicions log")[0].kind in {"duty", "provision"}
    assert index.search("2020 c. 1")[0].id == "sample-act-2020"
    assert index.search("") == []


def test_search_keeps_to_the_day(store: Store) -> None:
    index = SearchIndex(store)
    ids = {found.id for found in index.search("hide", as_at=date(2025, 1, 1))}
    assert "sample-act-2020/s-7/hide-no-decision" not in ids


@pytest.mark.parametrize(
    "words", ['"', "'", "*", "NEAR(a b)", "a AND", "(", "label:x", "-x", "^", "\x00", "é " * 300, "%"]
)
def test_search_takes_any_text(store: Store, words: str) -> None:
    assert isinstance(SearchIndex(store).search(words), list)


def test_every_question_has_a_first_comment_and_only_empty_values() -> None:
    folder = files("dutygraph.answers") / "queries"
    found = [path for path in folder.iterdir() if path.name.endswith(".rq")]
    assert len(found) >= 12
    for path in found:
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# "), path.name
        assert "?" in text.splitlines()[0], f"{path.name}: the first comment asks the question"
        for line in text.splitlines():
            if "VALUES" in line and "{ }" not in line:
                assert "dg:" in line or "skos:" in line, f"{path.name}: {line}"


def test_a_parameter_cannot_break_out_of_its_place() -> None:
    for bad in ("https://x.example/> } DROP", 'https://x.example/"', "a b", "a\nb", "<x>", "{x}"):
        with pytest.raises(BadRequest, match="not a valid identifier"):
            iri(bad)
    with pytest.raises(ValueError, match="no single"):
        fill(question("duties"), nothing=["<x:y>"])


def test_answers_become_plain_json(store: Store) -> None:
    plain = as_plain(duties(store, bearer="supplier"))
    assert plain[0]["stages"] == ["award", "manage"]
    assert "position" not in plain[0]
