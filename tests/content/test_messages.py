"""What a curator is told: file:line, what is wrong, why, and what to write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dutygraph import places
from dutygraph.content.read import read_corpus
from dutygraph.errors import ContentFaults

ACT = "documents/assembly/sample-act-2020.yaml"
REPORT = "documents/watch-house/log-report.yaml"
RELATIONS = "relations/benefit.yaml"
NOTE = "documents/treasury-board/buyers-note/paragraphs.yaml"


def faults_after(world: Path, file: str, old: str, new: str) -> list[str]:
    """Spoil one place of one file and return what reading then says."""
    path = world / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentFaults) as caught:
        read_corpus(world, places.ontology() / "codes")
    return [str(fault) for fault in caught.value.faults]


CASES = [
    ("unknown key", ACT, "    heading: Complaints", "    heding: Complaints", r':24: provision "s\. 3": unknown key "heding"\. Did you mean "heading"\?'),
    ("unknown key in a norm", ACT, "        about: [automated", "        abuot: [automated", r': norm "keep-decision-record": unknown key "abuot"\. Did you mean "about"\?'),
    ("missing key", ACT, "    heading: Complaints\n", "", r'provision "s\. 3": key "heading" is missing'),
    ("unknown act", ACT, "act: hide-decision", "act: hide-decisions", r'norm "hide-no-decision" has act "hide-decisions", which is not an action\. Did you mean "hide-decision"\? Actions are in guidance_sources/actions\.yaml\.'),
    ("unknown bearer", ACT, "{bearer: supplier", "{bearer: buyers", r'has bearer "buyers", which is not a role\. .*Roles are in guidance_sources/roles\.yaml'),
    ("unknown term", ACT, "term: automated-decision", "term: automatic-decision", r'sense of "automatic-decision" has term "automatic-decision", which is not a term\. Did you mean "automated-decision"\?'),
    ("unknown stage", ACT, "stages: [manage]", "stages: [mange]", r'has stage "mange", which is not a stage\. Did you mean "manage"\?'),
    ("unknown situation", ACT, "when: valuable-purchase", "when: valuable-purchas", r'has situation "valuable-purchas".*Did you mean "valuable-purchase"\?'),
    ("unknown evidence", ACT, "evidenced_by: [decision-log]", "evidenced_by: [log]", r'has evidence "log", which is not a kind of evidence'),
    ("unknown remedy", ACT, "enforced_by: [not-established]", "enforced_by: [nobody]", r'has remedy "nobody", which is not a remedy'),
    ("unknown force", ACT, "force: must-not", "force: mustnt", r'has force "mustnt"\. Did you mean "must-not"\? Write one of must, must-not'),
    ("force of another kind", ACT, "force: must}", "force: may}", r'is of kind "obligation" and has force "may", which belongs to permission or power or exception'),
    ("unknown grade", ACT, "grade: text", "grade: txt", r'has grade "txt"\. Did you mean "text"\?'),
    ("unknown reason", ACT, "reason: machinery", "reason: boring", r'has reason "boring"\. Write one of'),
    ("dangling reference", ACT, "sample-act-2020/s-7-1", "sample-act-2020/s-77", r'provision "s\. 3" refers to "sample-act-2020/s-77", but sample-act-2020 has no provision "s-77"\. Did you mean "s-7"\?'),
    ("reference to an unknown document", ACT, "old-act-1999/s-2", "olde-act-1999/s-2", r'"olde-act-1999" is neither a document nor in outside\.yaml\. Did you mean "old-act-1999"\?'),
    ("pinpoint outside its provision", ACT, "at: s. 7(1)", "at: s. 70(1)", r'is at "s\. 70\(1\)", which is not within "s\. 7"'),
    ("unknown source", ACT, "where: pinned", "where: pined", r'where "pined" is neither an address nor one of the document\'s sources\. Did you mean "pinned"\?'),
    ("unknown edition", NOTE, 'edition: "1"', 'edition: "2"', r'edition "2" is not one of the document\'s editions: 1'),
    ("bad date", ACT, 'on: "2026-11-21"', 'on: "21/11/2026"', r'on "21/11/2026" is not a date\. Write 2025-02-24'),
    ("dates the wrong way round", ACT, 'until: "2024-06-30"', 'until: "2021-06-30"', r"until \(2021-06-30\) is before from \(2022-01-01\)"),
    ("silent provision", ACT, "    left_out: {reason: machinery}\n", "", r'provision "s\. 9": the provision says nothing'),
    ("summary without a full stop", ACT, "summary: Says when the Act begins.", "summary: Says when the Act begins", r"a sentence ends with a full stop"),
    ("text that YAML cannot read", ACT, "heading: Complaints", "heading: Complaints: and more", r":24: not valid YAML: mapping values are not allowed here"),
    ("tab", ACT, "    heading: Complaints", "\theading: Complaints", r"not valid YAML"),
    ("repeated key", ACT, "    heading: Complaints", "    heading: Complaints\n    heading: Again", r':25: key "heading" stands here again \(first at line 24\)'),
    ("anchor", ACT, "heading: Complaints", "heading: &a Complaints", r"anchors, aliases and tags are not used"),
    ("duplicate norm id", ACT, "- id: hide-no-decision", "- id: keep-decision-record", r'norm "keep-decision-record" is already at documents/assembly/sample-act-2020\.yaml:\d+'),
    ("duplicate provision", ACT, "- at: s. 9", "- at: s. 3", r'provision "s\. 3" is already at'),
    ("bearer twice", ACT, "{bearer: central-government, force: must}", "{bearer: local-authority, force: must}", r'names bearer "local-authority" twice'),
    ("id with capitals", ACT, "- id: hide-no-decision", "- id: Hide_No_Decision", r'id "Hide_No_Decision" is not an id\. Write small letters, digits and single hyphens'),
    ("document named otherwise", ACT, "document: sample-act-2020", "document: sample-act", r'document is "sample-act" but the file is named "sample-act-2020"'),
    ("same situation both ways", ACT, "unless: [low-volume-pilot,", "unless: [valuable-purchase,", r'has "valuable-purchase" under both when and unless'),
    ("unknown fact", "situations.yaml", "{fact: pilot,", "{fact: pilott,", r'situation "low-volume-pilot": fact "pilott" is not in facts\.yaml'),
    ("comparison that does not fit", "situations.yaml", "{fact: pilot, is:", "{fact: pilot, above:", r'"above" does not fit fact "pilot", whose answer is yes-no'),
    ("answer out of the list", "situations.yaml", 'is: "yes"', 'is: "maybe"', r'fact "pilot" is answered yes or no, not "maybe"'),
    ("unknown amount", "situations.yaml", "above: log-amount", "above: log-amont", r'"log-amont" is neither a figure nor an id in amounts\.yaml'),
    ("situation in a circle", "situations.yaml", "test: {fact: value, above: log-amount}", "test: {situation: low-volume-pilot}", r"is defined by itself"),
    ("overlapping amounts", "amounts.yaml", 'until: "2021-12-31"', 'until: "2022-12-31"', r"two values hold on 2022-01-01"),
    ("figure with a comma", "amounts.yaml", 'amount: "1000"', 'amount: "1,000"', r'amount "1,000" is not a figure'),
    ("unit", "amounts.yaml", "unit: GBP", "unit: pounds", r'unit "pounds" is not allowed'),
    ("fact without values", "facts.yaml", "answer: yes-no", "answer: choice", r"values belong to answer: choice"),
    ("related to nothing", "terms/benefit.yaml", "related: [automated-decision]", "related: [automatic]", r'term "common-good" has term "automatic", which is not a term'),
    ("not a web address", ACT, "canonical: http://www.legislation.gov.uk/id/ukpga/2020/999", "canonical: legislation.gov.uk", r'canonical "legislation\.gov\.uk" is not a web address'),
    ("unknown kind of finding", REPORT, "kind: finding", "kind: found", r'finding "nobody-reads-logs" has kind "found"\. Write one of challenge-area, finding, gap, action'),
    ("unknown judgement", REPORT, "how: cannot-tell", "how: unsure", r'has how "unsure"\. Write one of borne-out, in-part'),
    ("finding part of nothing", REPORT, "part_of: unclear-words", "part_of: unclear-word", r'is part of "unclear-word", which is not another finding of log-report\. Did you mean "unclear-words"\?'),
    ("finding that speaks of an unknown norm", REPORT, "s-7/keep-decision-record", "s-7/keep-record", r'finding "nobody-reads-logs" refers to "sample-act-2020/s-7/keep-record", but sample-act-2020/s-7 has no norm "keep-record"\. Did you mean "keep-decision-record"\?'),
    ("finding twice", REPORT, "- id: nobody-reads-logs", "- id: unclear-words", r'finding "unclear-words" is already at'),
    ("relation of an unknown term", RELATIONS, "automated-decision:", "automatic-decision:", r'relation of "automatic-decision" has term "automatic-decision", which is not a term'),
    ("relation of a sense that is not there", RELATIONS, "from: buyers-note/4-2", "from: buyers-note/4-3", r'from "buyers-note/4-3" has no sense of "automated-decision"\. Senses of it are in buyers-note/4-2, sample-act-2020/s-7\. Did you mean "buyers-note/4-2"\?'),
    ("relation to itself", RELATIONS, "to: sample-act-2020/s-7", "to: buyers-note/4-2", r"joins buyers-note/4-2 to itself"),
    ("unknown relation", RELATIONS, "relation: broader", "relation: wider", r'has relation "wider"\. .*Write one of same-meaning, narrower'),
    ("unknown aspect", RELATIONS, "[coverage, people]", "[coverage, persons]", r'has turns_on "persons"\. .*Write one of coverage'),
    ("difference that turns on nothing", RELATIONS, "    turns_on: [coverage, people]\n", "", r"does not say what the difference turns on\. Add turns_on with one or more of coverage"),
    ("replaced by nothing known", "documents/treasury-board/buyers-note/document.yaml", "{document: sample-act-2020,", "{document: sample-act-2021,", r'"sample-act-2021" is neither a document nor in outside\.yaml\. Did you mean "sample-act-2020"\?'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_a_fault_is_named_with_its_place_and_what_to_write(
    world_copy: Path, file: str, old: str, new: str, message: str
) -> None:
    said = faults_after(world_copy, file, old, new)
    hits = [line for line in said if re.search(message, line)]
    assert hits, "\n".join(said)
    assert re.match(rf"{re.escape(file)}:\d+: ", hits[0])


def test_there_are_cases_for_every_kind_of_fault() -> None:
    assert len(CASES) >= 55


def test_all_faults_of_all_files_are_named_at_once(world_copy: Path) -> None:
    note = world_copy / NOTE
    note.write_text(note.read_text().replace("act: consider-common-good", "act: consider"), encoding="utf-8")
    said = faults_after(world_copy, ACT, "act: hide-decision", "act: hide")
    assert any(line.startswith(ACT) for line in said)
    assert any(line.startswith(NOTE) for line in said)


def test_one_fault_does_not_set_off_others(world_copy: Path) -> None:
    for file, old in (
        (ACT, "    heading: Complaints"),
        ("situations.yaml", "label: It is a small pilot"),
        ("actions.yaml", "label: Hide"),
    ):
        path = world_copy / file
        text = path.read_text(encoding="utf-8")
        said = faults_after(world_copy, file, old, old.replace("label", "labl").replace("heading", "heding"))
        assert 1 <= len(said) <= 2, said
        path.write_text(text, encoding="utf-8")


def test_unknown_files_and_folders_are_faults(world_copy: Path) -> None:
    (world_copy / "action.yaml").write_text("{}")
    (world_copy / "documents" / "stray.txt").write_text("x")
    (world_copy / "terms" / "old").mkdir()
    with pytest.raises(ContentFaults) as caught:
        read_corpus(world_copy, places.ontology() / "codes")
    said = str(caught.value)
    assert '"action.yaml" does not belong here. Did you mean "actions.yaml"?' in said
    assert '"stray.txt" does not belong here' in said
    assert '"old" does not belong here' in said


def test_a_file_that_is_not_text_is_refused(world_copy: Path) -> None:
    (world_copy / "actions.yaml").write_bytes(b"\xff\xfe\x00binary")
    with pytest.raises(ContentFaults, match="not UTF-8 text"):
        read_corpus(world_copy, places.ontology() / "codes")


def test_a_missing_content_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(ContentFaults, match="there is no such folder"):
        read_corpus(tmp_path / "nowhere", places.ontology() / "codes")


def test_the_order_of_a_number_like_locator_is_kept_as_text(world_copy: Path) -> None:
    note = world_copy / NOTE
    note.write_text(note.read_text().replace('at: "4.2"', "at: 4.20", 1).replace("4.2(b)", "4.20(b)"), encoding="utf-8")
    for file in (REPORT, RELATIONS):
        path = world_copy / file
        path.write_text(path.read_text().replace("buyers-note/4-2", "buyers-note/4-20"), encoding="utf-8")
    corpus = read_corpus(world_copy, places.ontology() / "codes")
    locators = {unit.at for doc in corpus.documents for part in doc.parts for unit in part.provisions}
    assert "4.20" in locators


def test_the_same_two_senses_are_compared_once(world_copy: Path) -> None:
    path = world_copy / RELATIONS
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text
        + text.partition("\n")[2]
        .replace("buyers-note/4-2", "x")
        .replace("sample-act-2020/s-7", "buyers-note/4-2")
        .replace(" x", " sample-act-2020/s-7"),
        encoding="utf-8",
    )
    with pytest.raises(ContentFaults, match=r"is already at relations/benefit\.yaml:2"):
        read_corpus(world_copy, places.ontology() / "codes")
