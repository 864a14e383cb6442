"""Reports on whole records: their form, their day, their pointers, junk in any place, no network, and the real data."""

from __future__ import annotations

import copy
import json
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutygraph import names, places
from dutygraph.answers.dataset import Answers
from dutygraph.answers.rulebook import read_rulebook
from dutygraph.records.days import read_bank_holidays
from dutygraph.records.judgement import Judge
from dutygraph.records.ocds import Part
from dutygraph.records.outcomes import OUTCOMES, Outcome
from dutygraph.records.reading import Record, Unreadable, parse
from dutygraph.records.shapes import read_shapes
from dutygraph.records.validate import COLUMNS, RecordReport, reports_as_json, validate_files

BASES = Path(__file__).parent.parent / "shapes" / "bases"
REAL = places.root().parent / "shared" / "data" / "ocds"
AS_AT = date(2026, 11, 21)
SHAPES = places.shapes() / "records"
DETAILS = "procurement-act-2023/s-53/publish-details-notice"
Judging = Callable[..., list[Outcome]]


def base(name: str) -> dict[str, Any]:
    release: dict[str, Any] = yaml.safe_load((BASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return release


@pytest.fixture(scope="session")
def judge(corpus_answers: Answers) -> Judge:
    shapes = read_shapes(places.shapes() / "records")
    return Judge(read_rulebook(corpus_answers.store), shapes, read_bank_holidays(), AS_AT)


@pytest.fixture(scope="session")
def judging(judge: Judge) -> Judging:
    def outcomes(release: Any) -> list[Outcome]:
        value = parse(json.dumps(release).encode(), "test")
        judgement = judge.judge(Record("test", 1, Part(value, "")), 1)
        judgement.not_checked()
        return judgement.outcomes()

    return outcomes


def write(folder: Path, release: Any) -> Path:
    path = folder / "record.json"
    path.write_text(json.dumps(release), encoding="utf-8")
    return path


def of(outcomes: list[Outcome], norm: str) -> Outcome:
    (found,) = [outcome for outcome in outcomes if outcome.norm == norm]
    return found


def resolved(document: Any, pointer: str) -> Any:
    for key in pointer.split("/")[1:]:
        key = key.replace("~1", "/").replace("~0", "~")
        document = document[int(key)] if isinstance(document, list) else document.get(key)
    return document


def places_in(value: Any, pointer: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield pointer
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in members:
        yield from places_in(child, (*pointer, key))


def test_the_json_form_is_as_documented(tmp_path: Path, corpus_answers: Answers) -> None:
    good = write(tmp_path, base("whole-life"))
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    answer = reports_as_json(validate_files([good, bad], corpus_answers.store, as_at=AS_AT, shapes=SHAPES))
    assert set(answer) == {"records", "faults"}
    (record,) = answer["records"]
    assert set(record) == {"record", "source", "line", "outcomes", "not_checked"}
    assert (record["record"], record["source"], record["line"]) == ("ocds-fict01-0001", str(good), 1)
    assert all(tuple(outcome) == COLUMNS for outcome in record["outcomes"])
    assert {outcome["outcome"] for outcome in record["outcomes"]} <= set(OUTCOMES)
    assert [set(fault) for fault in answer["faults"]] == [{"source", "line", "message"}]
    assert len(record["not_checked"]) > 50
    assert not set(record["not_checked"]) & {outcome["norm"] for outcome in record["outcomes"]}
    json.dumps(answer)


def test_notes_on_what_was_set_aside_stand_among_the_faults(tmp_path: Path, corpus_answers: Answers) -> None:
    path = write(tmp_path, {**base("flexible"), "@context": "https://example.org/x"})
    answer = reports_as_json(validate_files([path], corpus_answers.store, as_at=AS_AT, shapes=SHAPES))
    assert len(answer["records"]) == 1
    assert "@context" in answer["faults"][0]["message"]


def test_no_message_says_that_a_buyer_complies(judging: Judging) -> None:
    for path in BASES.glob("*.yaml"):
        for outcome in judging(base(path.stem)):
            assert "compl" not in outcome.message.lower().replace("complaint", "").replace("compulsory", "")
            assert outcome.message.endswith((".", "?"))


def test_an_unmet_duty_names_the_days_the_provision_the_force_and_what_to_do(judging: Judging) -> None:
    release = base("whole-life")
    release["contracts"][0]["documents"][0]["datePublished"] = "2025-08-20T09:00:00+01:00"
    found = of(judging(release), DETAILS)
    assert (found.outcome, found.locator, found.bearer, found.force) == (
        "not-met",
        "s. 53(1)",
        "local-authority",
        "must",
    )
    for day in ("20 August 2025", "25 June 2025", "24 July 2025"):
        assert day in found.message
    assert found.pointer == "/contracts/0/documents/0"
    assert "Publish" in found.remedy


@pytest.mark.parametrize(("as_at", "outcome"), [(date(2025, 7, 24), "not-yet-due"), (date(2025, 7, 25), "cannot-tell")])
def test_a_notice_not_shown_is_not_yet_due_until_its_last_day(
    tmp_path: Path, corpus_answers: Answers, as_at: date, outcome: str
) -> None:
    release = base("whole-life")
    del release["contracts"][0]["documents"][0]
    (report,) = validate_files([write(tmp_path, release)], corpus_answers.store, as_at=as_at, shapes=SHAPES)
    assert isinstance(report, RecordReport)
    assert of(list(report.outcomes), DETAILS).outcome == outcome


def test_a_light_touch_contract_has_a_hundred_and_twenty_days(judging: Judging) -> None:
    release = base("light-touch")
    assert of(judging(release), DETAILS).outcome == "met"
    release["contracts"][0]["documents"][0]["datePublished"] = "2026-01-20T09:00:00Z"
    assert of(judging(release), DETAILS).outcome == "not-met"


@pytest.mark.parametrize(
    ("second_lot", "outcome"),
    [
        ({"startDate": "2026-12-01", "endDate": "2030-11-30"}, "met"),
        ({"startDate": "2025-12-01", "endDate": "2028-11-30", "maxExtentDate": "2030-11-30"}, "cannot-tell"),
        ({"startDate": "2025-12-01", "endDate": "2030-11-30"}, "not-met"),
    ],
)
def test_each_lot_of_a_framework_is_measured_from_its_own_start(
    judging: Judging, second_lot: dict[str, str], outcome: str
) -> None:
    release = base("framework")
    release["tender"]["lots"].append({"id": "2", "contractPeriod": second_lot})
    assert of(judging(release), "procurement-act-2023/s-47/exceed-framework-term").outcome == outcome


def test_a_framework_that_gives_reasons_may_run_longer(judging: Judging) -> None:
    release = base("framework")
    release["tender"]["lots"][0]["contractPeriod"]["endDate"] = "2031-11-30"
    release["tender"]["techniques"]["frameworkAgreement"]["periodRationale"] = "The equipment lasts for six years."
    assert of(judging(release), "procurement-act-2023/s-47/exceed-framework-term").outcome == "does-not-apply"


def test_a_norm_not_in_force_on_the_day_of_the_record_does_not_apply(judging: Judging) -> None:
    release = {**base("whole-life"), "date": "2025-12-31T09:00:00Z"}
    found = of(judging(release), "procurement-act-2023/s-71/publish-breach-or-poor-performance")
    assert found.outcome == "does-not-apply"
    assert "1 January 2026" in found.message


def test_a_notice_that_says_below_the_threshold_against_its_own_figures_leaves_it_open(judging: Judging) -> None:
    release = base("whole-life")
    for part in (release["tender"], release["awards"][0], release["contracts"][0]):
        part["aboveThreshold"] = False
    found = of(judging(release), DETAILS)
    assert found.outcome == "cannot-tell"
    assert "does not fit the figures" in found.message


def test_a_lot_below_the_threshold_in_a_purchase_above_it_keeps_its_duties(judging: Judging) -> None:
    release = base("whole-life")
    release["contracts"][0]["value"] = {"amount": 1000, "amountGross": 1200, "currency": "GBP"}
    assert of(judging(release), DETAILS).outcome == "met"
    assert of(judging(release), "procurement-act-2023/s-52/set-kpis").outcome == "does-not-apply"


def test_a_sub_central_body_that_is_no_council_is_not_judged_as_one(judging: Judging) -> None:
    release = base("whole-life")
    release["parties"][0]["name"] = release["buyer"]["name"] = "Anyshire Fire Service"
    release["contracts"][0]["documents"][0]["datePublished"] = "2025-08-20T09:00:00+01:00"
    found = of(judging(release), DETAILS)
    assert (found.outcome, found.bearer, found.severity) == ("cannot-tell", None, None)
    assert "does not settle what the buyer is" in found.message


@pytest.mark.parametrize(
    "change",
    [
        {"procurementMethodDetails": "Award under framework", "procurementMethod": "limited"},
        {"specialRegime": ["lightTouch"]},
        {"techniques": {"hasDynamicPurchasingSystem": True}},
    ],
)
def test_no_mandatory_standstill_is_asked_where_the_law_asks_none(judging: Judging, change: dict[str, Any]) -> None:
    release = base("whole-life")
    release["tender"].update(change)
    release["contracts"][0]["dateSigned"] = "2025-06-12T00:00:00+01:00"
    del release["awards"][0]["standstillPeriod"]
    found = of(judging(release), "procurement-act-2023/s-51/sign-before-mandatory-standstill-ends")
    assert found.outcome == "does-not-apply"


@pytest.mark.parametrize("removed", ["parties", "buyer", "awards", "planning", "date", "tag", "ocid"])
def test_leaving_out_any_part_never_makes_a_good_record_fail(judging: Judging, removed: str) -> None:
    release = base("whole-life")
    del release[removed]
    assert [o.norm for o in judging(release) if o.outcome == "not-met"] == []


def test_every_pointer_leads_to_its_place_in_the_file(tmp_path: Path, corpus_answers: Answers) -> None:
    package = {"releases": [base(path.stem) for path in sorted(BASES.glob("*.yaml"))]}
    reports = list(validate_files([write(tmp_path, package)], corpus_answers.store, as_at=AS_AT, shapes=SHAPES))
    assert len(reports) == len(package["releases"]) >= 7
    for number, report in enumerate(reports):
        assert isinstance(report, RecordReport)
        for outcome in report.outcomes:
            assert outcome.pointer.startswith(f"/releases/{number}")
            if outcome.outcome in ("met", "not-met"):
                assert resolved(package, outcome.pointer) is not None


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=12),
    st.lists(st.one_of(st.none(), st.text(max_size=5), st.integers()), max_size=3), st.builds(dict),
    st.builds(lambda: [[{}]]),
    st.sampled_from(["2025-13-45", "0001-01-01", "9999-12-31T23:59:59-23:59", "1e9999", "@id", "UK4", "\ud800"]),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_junk_in_any_place_of_any_record_never_crashes(data: st.DataObject, judging: Judging) -> None:
    release = copy.deepcopy(base(data.draw(st.sampled_from(sorted(path.stem for path in BASES.glob("*.yaml"))))))
    for _ in range(data.draw(st.integers(1, 3))):
        spots = [spot for spot in places_in(release) if spot]
        spot = data.draw(st.sampled_from(spots))
        parent = release
        for key in spot[:-1]:
            parent = parent[key]
        parent[spot[-1]] = data.draw(JUNK)
    assert {outcome.outcome for outcome in judging(release)} <= set(OUTCOMES)


@pytest.mark.parametrize("path", sorted(BASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_plain_shacl_validator_finds_the_same_but_for_norms_that_do_not_apply(judge: Judge, path: Path) -> None:
    from pyshacl import validate
    from rdflib import URIRef

    release = base(path.stem)
    for contract in release.get("contracts", []):
        contract["documents"][0]["datePublished"] = "2026-08-20T09:00:00+01:00"
    judgement = judge.judge(Record("test", 1, Part(parse(json.dumps(release).encode(), "test"), "")), 1)
    outcomes = judgement.outcomes()
    _, report, _ = validate(judgement.graph, shacl_graph=judge.shapes.graph, inference="none")
    shapes = {shape.id: shape for shape in judge.shapes.shapes}
    messages = {str(text) for text in report.objects(None, URIRef("http://www.w3.org/ns/shacl#resultMessage"))}
    for outcome in outcomes:
        found = messages & set(shapes[outcome.shape].not_met_messages)
        if outcome.outcome == "not-met":
            assert all(text in outcome.message for text in found)
        assert bool(found) if outcome.outcome == "not-met" else not found or outcome.outcome != "met"


def test_no_network_is_used_even_for_a_record_that_names_a_remote_context(
    tmp_path: Path, corpus_answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    release = {
        **base("whole-life"),
        "@context": "https://example.org/context.jsonld",
        "$schema": "https://example.org/s",
    }
    (report,) = validate_files([write(tmp_path, release)], corpus_answers.store, as_at=AS_AT, shapes=SHAPES)
    assert isinstance(report, RecordReport)
    assert Counter(outcome.outcome for outcome in report.outcomes)["met"] >= 10


@pytest.mark.skipif(not REAL.is_dir(), reason="the folder ../shared/data with real records is not here")
def test_no_real_release_crashes_the_check_and_none_is_unmet_by_lawful_absence(corpus_answers: Answers) -> None:
    paths = sorted([*REAL.glob("*.jsonl"), *REAL.glob("*.json")])
    reports = list(validate_files(paths, corpus_answers.store, as_at=AS_AT, shapes=SHAPES))
    assert len(reports) >= 81
    assert not [report for report in reports if isinstance(report, Unreadable)]
    outcomes = [outcome for report in reports if isinstance(report, RecordReport) for outcome in report.outcomes]
    assert not [outcome for outcome in outcomes if outcome.outcome == "not-met"]
    assert Counter(outcome.outcome for outcome in outcomes)["does-not-apply"] > 1000


def test_the_page_on_checking_records_lists_every_check() -> None:
    page = (places.root() / "docs" / "checking-records.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    expected = [
        f"| `{shape.id}` | {', '.join(norm.removeprefix(names.ID) for norm in shape.checks)} | {shape.description} |"
        for shape in read_shapes(places.shapes() / "records").shapes
    ]
    assert rows == expected
