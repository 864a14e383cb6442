"""The command line as its users meet it: answers, JSON, refusals and exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dutygraph import __version__
from dutygraph.cli import main

WORLD = Path(__file__).parents[1] / "world" / "content"


@pytest.fixture
def run(world_dataset: Path):  # type: ignore[no-untyped-def]
    """Return a function that runs a command against the world."""

    def runner(*words: str, **more: object) -> Result:
        return CliRunner().invoke(main, ["--dataset", str(world_dataset), *words], **more)  # type: ignore[arg-type]

    return runner


COMMANDS = [
    "build",
    "check",
    "serve",
    "term",
    "duties",
    "document",
    "provision",
    "search",
    "query",
    "validate",
    "export",
]


def test_help_lists_every_command() -> None:
    shown = CliRunner().invoke(main, ["--help"]).output
    for command in COMMANDS:
        assert f"\n  {command} " in shown, command
        help_page = CliRunner().invoke(main, [command, "--help"])
        assert help_page.exit_code == 0


def test_version_is_the_packages() -> None:
    assert __version__ in CliRunner().invoke(main, ["--version"]).output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["term", "common", "good"], ["common good", "used undefined", "Note for Buyers, 4.2", "read as a quotation"]),
        (
            ["duties", "--bearer", "local-authority"],
            ["s. 7(1)", "MUST", "unless: It is a small pilot; s. 3", "read in the text"],
        ),
        (["duties", "--as-at", "2019-01-01"], ["0 norms in force on 1 January 2019"]),
        (["document", "Sample Act 2020"], ["Towns are bound.", "s. 9", "left out: machinery"]),
        (
            ["provision", "sample-act-2020", "s.", "7"],
            ["Records of automated decisions", "Referred to by: Note for Buyers 4.2"],
        ),
        (["search", "commonweal"], ["common good"]),
        (["search", "qqqqqq"], ['Nothing matches "qqqqqq". Try fewer or other words.']),
    ],
)
def test_a_command_prints_what_people_need(run, words: list[str], says: list[str]) -> None:  # type: ignore[no-untyped-def]
    done = run(*words)
    assert done.exit_code == 0, done.output
    shown = " ".join(done.output.split())
    for text in says:
        assert text in shown


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["term", "common good"], "senses"),
        (["duties"], "duties"),
        (["document", "buyers-note"], "provisions"),
        (["provision", "buyers-note", "4.2"], "duties"),
        (["search", "record"], "results"),
    ],
)
def test_a_reading_command_answers_in_json(run, words: list[str], key: str) -> None:  # type: ignore[no-untyped-def]
    done = run(*words, "--format", "json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)[key]


def test_search_results_have_their_fixed_fields(run) -> None:  # type: ignore[no-untyped-def]
    results = json.loads(run("search", "common good", "--format", "json").output)["results"]
    assert list(results[0]) == ["kind", "id", "label", "document", "locator", "matched", "url"]


def test_a_term_prints_what_differs_what_research_says_and_what_it_is_elsewhere(run) -> None:  # type: ignore[no-untyped-def]
    said = " ".join(run("term", "machine", "decision").output.split())
    assert "What differs (our comparison)" in said
    assert "Note for Buyers, 4.2(b) is broader than Sample Act 2020, s. 7(3)" in said
    assert "turns on: which cases it covers; whom it speaks of" in said
    said = " ".join(run("term", "common", "good").output.split())
    assert "Towns do not know what the words of the note mean." in said
    assert "By the documents here: borne out." in said
    assert "close match: Common good (Example Vocabulary) https://example.org/vocabulary#CommonGood" in said
    assert "These duties depend on a word that no document here gives a meaning." in said


def test_a_document_prints_what_takes_its_place(run) -> None:  # type: ignore[no-untyped-def]
    assert "Replaced by Sample Act 2020 on 1 January 2030." in run("document", "buyers-note").output
    assert "Takes the place of Note for Buyers from 1 January 2030." in run("document", "sample-act-2020").output


@pytest.mark.parametrize("table", ["provisions", "norms", "senses", "terms", "relations", "findings"])
def test_a_table_is_exported_as_csv_and_json(run, table: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rows = list(csv.DictReader(io.StringIO(run("export", table, "--format", "csv").output)))
    assert rows
    assert json.loads(run("export", table, "--format", "json").output) == rows
    out = tmp_path / "table.csv"
    assert run("export", table, "-o", str(out)).exit_code == 0
    assert list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))) == rows


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["term", "comon goood"], 6, 'There is no term "comon goood". Did you mean "com'),
        (["duties", "--bearer", "buyers"], 2, 'There is no role "buyers".'),
        (["duties", "--stage", "mange"], 2, 'There is no stage "mange". Did you mean "manage"?'),
        (["duties", "--force", "ought"], 2, 'There is no force "ought".'),
        (["duties", "--document", "sample-act"], 6, 'Did you mean "sample-act-2020"?'),
        (["duties", "--as-at", "yesterday"], 2, '"yesterday" is not a date. Write it as 2025-02-24'),
        (["duties", "--as-at", "2025-02-30"], 2, '"2025-02-30" is not a date'),
        (["document", "nothing"], 6, 'There is no document "nothing".'),
        (["provision", "sample-act-2020", "s. 70"], 6, 'has no provision "s. 70"'),
        (["export", "norm"], 2, 'Did you mean "norms"?'),
        (["query", "-"], 2, "line"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_line_with_its_exit_code(  # type: ignore[no-untyped-def]
    run, words: list[str], code: int, says: str
) -> None:
    done = run(*words, input="SELECT WHERE {")
    assert done.exit_code == code, done.output
    assert says in done.output
    assert len(done.output.strip().splitlines()) == 1
    assert "Traceback" not in done.output


def test_a_query_from_standard_input_is_answered_in_the_form_asked_for(run) -> None:  # type: ignore[no-untyped-def]
    select = "SELECT ?l { ?t a <https://w3id.org/dutygraph/def/Term> ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } ORDER BY ?l"
    assert run("query", input=select).output.split() == ["l", "automated", "decision", "common", "good"]
    assert json.loads(run("query", "--format", "json", input=select).output)["results"]["bindings"]
    assert run("query", "--format", "turtle", input=select).exit_code == 2


@pytest.mark.parametrize(
    "query", ["INSERT DATA { <x:a> <x:b> 1 }", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"]
)
def test_a_query_that_writes_or_reaches_out_is_refused(run, query: str) -> None:  # type: ignore[no-untyped-def]
    done = run("query", input=query)
    assert done.exit_code == 2
    assert "refused" in done.output


def test_build_writes_the_dataset_and_says_what_is_in_it(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["build", "--content", str(WORLD), "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "4 norms" in done.output
    assert (tmp_path / "dutygraph.nq").is_file()
    assert not (WORLD / "ids.csv").exists()


def test_build_names_every_fault_and_writes_nothing(world_copy: Path, tmp_path: Path) -> None:
    (world_copy / "roles.yaml").write_text("supplier: {lable: Supplier}\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["build", "--content", str(world_copy), "--out", str(tmp_path / "out")])
    assert done.exit_code == 3
    assert 'roles.yaml:1: unknown key "lable". Did you mean "label"?' in done.output
    assert "nothing was written" in done.output
    assert not (tmp_path / "out").exists()


def test_a_missing_dataset_names_the_command_that_makes_it(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--dataset", str(tmp_path / "no.nq"), "duties"])
    assert done.exit_code == 5
    assert "Make it with: dutygraph build" in done.output


def test_check_reports_findings_as_json_with_a_documented_exit_code(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("PATH", "")
    done = run("check", "--format", "json")
    report = json.loads(done.output)
    assert report["ran"]
    assert "Java" in report["unavailable"]
    assert done.exit_code == (3 if report["findings"] else 4)


RELEASE = {
    "ocid": "ocds-fiction-1",
    "id": "1",
    "date": "2026-02-01T09:00:00Z",
    "tag": ["tender"],
    "buyer": {"id": "b", "name": "Riverton Borough Council"},
    "tender": {"id": "t", "legalBasis": {"scheme": "UKPGA", "id": "2023/54"}, "title": "A chatbot"},
}


def validate(corpus_dataset: Path, *words: str) -> Result:
    """Run validate against the real corpus."""
    return CliRunner().invoke(main, ["--dataset", str(corpus_dataset), "validate", *words, "--as-at", "2026-11-21"])


def test_validate_reports_a_record_in_words_and_in_json(corpus_dataset: Path, tmp_path: Path) -> None:
    path = tmp_path / "notice.json"
    path.write_text(json.dumps(RELEASE), encoding="utf-8")
    said = validate(corpus_dataset, str(path))
    assert said.exit_code == 0, said.output
    assert "ocds-fiction-1" in said.output
    assert "This is no statement that a buyer complies with the law." in " ".join(said.output.split())
    report = json.loads(validate(corpus_dataset, str(path), "--format", "json").stdout)["records"][0]
    assert list(report) == ["record", "source", "line", "outcomes", "not_checked"]
    assert set(report["outcomes"][0]) == {
        "norm", "document", "locator", "bearer", "force", "outcome", "message", "pointer", "remedy",
    }  # fmt: skip
    assert report["not_checked"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("truncated.json", b'{"ocid": "x", "tender": {', "truncated.json"),
        ("not-ocds.json", b'{"hello": "world"}', "not-ocds.json"),
        ("binary.json", bytes(range(256)) * 20, "binary.json"),
        ("latin1.json", b'{"ocid": "caf\xe9"}', "latin1.json"),
        ("empty.json", b"", "empty.json"),
        ("deep.json", b"[" * 600 + b"]" * 600, "deep.json"),
    ],
)
def test_validate_says_plainly_what_it_cannot_read(
    corpus_dataset: Path, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = validate(corpus_dataset, str(tmp_path / name))
    assert done.exit_code == 7, done.output
    assert says in done.stderr
    assert "Traceback" not in done.output


def test_validate_refuses_a_file_of_60_megabytes(corpus_dataset: Path, tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.write(b'{"ocid": "x", "padding": "')
        for _ in range(60):
            file.write(b"x" * 1024 * 1024)
        file.write(b'"}')
    done = validate(corpus_dataset, str(path))
    assert done.exit_code == 7
    assert "60 MB" in done.stderr


def test_one_bad_line_does_not_stop_the_others(corpus_dataset: Path, tmp_path: Path) -> None:
    path = tmp_path / "notices.jsonl"
    path.write_text(json.dumps(RELEASE) + "\n{broken\n" + json.dumps({**RELEASE, "ocid": "ocds-fiction-2"}) + "\n")
    done = validate(corpus_dataset, str(path), "--format", "json")
    assert done.exit_code == 7
    assert [record["record"] for record in json.loads(done.stdout)["records"]] == ["ocds-fiction-1", "ocds-fiction-2"]
    assert ":2:" in done.stderr


# -- one purchase ---------------------------------------------------------------------------------------------------


def test_duties_of_a_purchase_are_told_with_reasons(run) -> None:  # type: ignore[no-untyped-def]
    said = " ".join(run("duties", "--set", "value=£500", "--role", "central-government").output.split())
    assert "2 apply, 0 may apply, 1 do not apply." in said
    assert "What is it worth? £500" in said
    assert "because: It bears on every central government department, on no condition [Who buys? A department]" in said
    assert "no statement that anybody complies" in said


def test_rows_of_a_purchase_have_their_fixed_keys(run) -> None:  # type: ignore[no-untyped-def]
    told = json.loads(run("duties", "--set", "value=500", "--as-at", "2023-01-01", "--format", "json").output)
    assert told["counts"] == {"applies": 1, "unknown": 0, "does-not-apply": 1}
    row = next(row for row in told["duties"] if row["applies"] == "does-not-apply")
    assert set(row) >= set(
        "document locator norm bearer force stages applies because settled_by evidence verified source_url".split()
    )
    assert row["because"][0]["facts"] == {"value": "£500"}


def test_facts_are_read_from_a_file_and_options_add_to_it(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for name, text in (("a.yaml", "value: 5,000\npilot: no\n"), ("a.json", '{"value": 5000, "pilot": false}')):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        told = json.loads(run("duties", "--facts", str(file), "--as-at", "2023-01-01", "--format", "json").output)
        assert told["answers"] == {"value": "5000", "pilot": "no", "buyer": "local-authority"}
        assert told["duties"][0]["settled_by"] == ["sample-act-2020/s-3"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--set", "value"], '"value" is no answer. Write FACT=VALUE'),
        (["--set", "pilto=yes"], 'There is no fact "pilto". Did you mean "pilot"?'),
        (["--set", "value=2m", "--set", "pilot=yes"], "cannot all be true"),
        (["--set", "buyer=local-authority", "--role", "supplier"], None),
        (["--facts", "/nowhere.yaml"], "cannot be read"),
        (["--set", "value=1", "--compare-to", "2021-01-01", "--format", "csv"], "is written as text or json"),
        (["--compare-to", "2021-01-01"], "Describe it with --set, --facts or --ask."),
        (["--format", "md"], "Describe it with --set, --facts or --ask."),
    ],
)
def test_a_purchase_that_cannot_be_read_is_refused(run, words: list[str], says: str | None) -> None:  # type: ignore[no-untyped-def]
    done = run("duties", *words)
    assert done.exit_code == (0 if says is None else 2)
    assert says is None or says in done.stderr


def test_a_file_of_facts_that_is_broken_is_named(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for name, text, says in (
        ("a.yaml", "value: [", "is not valid YAML"),
        ("a.json", "{", "is not valid JSON"),
        ("b.yaml", "- value\n", "must map facts to answers"),
    ):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        done = run("duties", "--facts", str(file))
        assert (done.exit_code, says in done.stderr) == (2, True), done.stderr


def test_the_dialogue_asks_what_settles_most_and_takes_no_for_unknown(run) -> None:  # type: ignore[no-untyped-def]
    done = run("duties", "--ask", "--as-at", "2023-01-01", "--format", "json", input="lots\n5000\n\n")
    asked = [line for line in done.stderr.splitlines() if line.endswith("?")]
    assert asked == ["What is it worth?", "What is it worth?", "Is it a pilot?"]
    assert "is a sum in pounds" in done.stderr
    assert json.loads(done.stdout)["answers"]["value"] == "5000"
    for said in ("stop\n", ""):  # in so many words, or because the input ends
        stopped = run("duties", "--ask", "--as-at", "2023-01-01", input=said)
        assert (stopped.exit_code, "1 apply, 1 may apply" in " ".join(stopped.stdout.split())) == (0, True)


def test_two_days_are_compared(run) -> None:  # type: ignore[no-untyped-def]
    words = ["duties", "--set", "value=500", "--as-at", "2023-01-01", "--compare-to", "2021-06-01"]
    said = " ".join(run(*words).output.split())
    assert "What differs for this purchase between 1 June 2021 and 1 January 2023" in said
    assert "1 began." in said
    assert "Now in force, and applies: Hide a decision (s. 7(2))" in said
    changes = json.loads(run(*words, "--format", "json").output)["changes"]
    assert [(change["kind"], change["before"]) for change in changes] == [("began", None)]


def test_the_plan_is_written_for_offices(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    words = ["duties", "--set", "value=500", "--role", "central-government"]
    for form in ("csv", "md", "xlsx", "docx"):
        out = tmp_path / f"plan.{form}"
        assert run(*words, "--format", form, "-o", str(out)).exit_code == 0
        assert out.stat().st_size > 300
    import docx
    import openpyxl

    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["Evidence plan"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("Applies", "Force", "Duty")
    assert len(rows) == 3
    paper = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "plan.docx")).paragraphs)
    assert "should: Keep a record of automated decisions" in paper
    assert "Why: It bears on every central government department" in paper
