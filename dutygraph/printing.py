"""Print answers for people, on a terminal or into a pipe."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from dutygraph.answers.documents import DocumentAnswer
    from dutygraph.answers.duties import Duty, Link
    from dutygraph.answers.provisions import ProvisionAnswer
    from dutygraph.answers.relations import SenseRelation
    from dutygraph.answers.research import Finding
    from dutygraph.answers.search import Found
    from dutygraph.answers.senses import Sense
    from dutygraph.answers.terms import TermAnswer
    from dutygraph.records.validate import RecordReport

GRADES = {
    "text": "read in the text",
    "quotation": "read as a quotation",
    "secondary": "read in somebody's account",
    "none": "NOT VERIFIED",
}


def console() -> Console:
    """Return a console that writes to standard output, at least 100 columns wide in a pipe."""
    made = Console(highlight=False)
    if not made.is_terminal:
        made.width = max(made.width, 100)
    return made


def long_day(day: date | str) -> str:
    """Write a day as people do.

    >>> long_day("2025-02-24")
    '24 February 2025'
    """
    value = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{value.day} {value:%B %Y}"


def _labels(links: Iterable[Link]) -> str:
    return "; ".join(link.label for link in links)


def indent(out: Console, what: Text | str, left: int, above: int = 0) -> None:
    """Print a wrapped paragraph `left` columns in, after `above` empty lines."""
    for _ in range(above):
        out.print()
    text = Text(what) if isinstance(what, str) else what
    for line in text.wrap(out, out.width - left):
        line.rstrip()
        out.print(Text.assemble(" " * left, line))


def _stages(stages: tuple[Link, ...]) -> str:
    return "every stage" if len(stages) == 7 else ", ".join(link.label.lower() for link in stages)


def print_duties(duties: list[Duty], heading: str) -> None:
    """Print duties under their documents, with the conditions and exceptions of each."""
    out = console()
    out.print(heading, style="bold")
    for title, group in groupby(duties, key=lambda duty: duty.title):
        out.print()
        out.print(title, style="bold")
        _print_each(out, group)


def _print_each(out: Console, duties: Iterable[Duty]) -> None:
    """Print each norm once for all bearers on whom it bears with the same force."""
    for _, group in groupby(duties, key=lambda duty: duty.iri):
        bearers: dict[str, list[Duty]] = {}
        for duty in group:
            bearers.setdefault(duty.force, []).append(duty)
        for same in bearers.values():
            _print_duty(out, same[0], ", ".join(duty.bearer for duty in same))


def _print_duty(out: Console, duty: Duty, bearers: str) -> None:
    force = duty.force.replace("-", " ").upper()
    line = Text.assemble(f"{duty.locator}  ", (force, "bold"), f"  {bearers}  {_stages(duty.stages)}")
    indent(out, line, 2, above=1)
    indent(out, duty.summary, 4)
    for word, links in (("when", duty.when), ("unless", duty.unless), ("evidence", duty.evidence)):
        if links:
            indent(out, Text(f"{word}: {_labels(links)}", style="dim"), 4)
    until = f" until {long_day(duty.valid_until)}" if duty.valid_until else ""
    grade = GRADES.get(duty.verified, duty.verified)
    indent(out, Text(f"in force from {long_day(duty.valid_from)}{until} · {grade} · {duty.source_url}", style="dim"), 4)


def print_term(answer: TermAnswer) -> None:
    """Print a term: what is at stake, each document's sense, the duties that lean on it."""
    out = console()
    term = answer.term
    out.print(f"{term.label}  ({term.group})", style="bold")
    out.print(term.scope_note)
    if term.synonyms:
        out.print(f"also: {', '.join(term.synonyms)}", style="dim")
    for mapping in term.mappings:
        out.print(f"{mapping.match} match: {mapping.label}  {mapping.iri}", style="dim")
    out.print()
    out.print(f"{len(answer.senses)} senses" if len(answer.senses) != 1 else "1 sense", style="bold")
    for sense in answer.senses:
        _print_sense(out, sense)
    if answer.relations:
        out.print("\nWhat differs (our comparison)", style="bold")
    for relation in answer.relations:
        _print_relation(out, relation)
    if answer.findings:
        out.print("\nWhat research says", style="bold")
    for finding in answer.findings:
        _print_finding(out, finding)
    if answer.undefined:
        out.print("\nThese duties depend on a word that no document here gives a meaning.", style="bold")
    if answer.duties:
        print_duties(list(answer.duties), "\nDuties that lean on the word")
    else:
        out.print("\nNo duty leans on the word.")


def _print_relation(out: Console, relation: SenseRelation) -> None:
    one, other = f"{relation.title}, {relation.locator}", f"{relation.other_title}, {relation.other_locator}"
    indent(out, Text.assemble(one, (f"  {relation.relation_label}  ", "bold"), other), 2, above=1)
    indent(out, relation.why, 4)
    if relation.turns_on:
        indent(out, Text(f"turns on: {_labels(relation.turns_on)}", style="dim"), 4)


def _print_finding(out: Console, finding: Finding) -> None:
    indent(out, Text.assemble(f"{finding.title}, {finding.locator}  ", (finding.kind_label, "bold")), 2, above=1)
    indent(out, finding.summary, 4)
    indent(out, f"By the documents here: {finding.borne_out_label}. {finding.why}", 4)
    indent(out, Text(f"{GRADES.get(finding.verified, finding.verified)} · {finding.source_url}", style="dim"), 4)


def _print_sense(out: Console, sense: Sense) -> None:
    status = sense.status.replace("-", " ")
    indent(out, Text.assemble(f"{sense.title}, {sense.locator}  ", (status, "bold")), 2, above=1)
    indent(out, sense.summary, 4)
    indent(out, Text(f"{GRADES.get(sense.verified, sense.verified)} · {sense.source_url}", style="dim"), 4)


def print_document(answer: DocumentAnswer) -> None:
    """Print a document: what it is to each body, its editions and provisions."""
    out = console()
    summary = answer.summary
    out.print(f"{summary.title}  {summary.citation}".rstrip(), style="bold")
    out.print(f"{summary.publisher} · {summary.source_url}", style="dim")
    for binding in summary.bindings:
        out.print(f"  {binding.bearer_label}: {binding.how_label}. {binding.why}")
    for edition in answer.editions:
        until = f" until {long_day(edition.in_force_until)}" if edition.in_force_until else ""
        out.print(f"  {edition.title}: in force from {long_day(edition.in_force_from)}{until} ({edition.source})")
    for newer in summary.replaced_by:
        indent(out, f"Replaced by {newer.title} on {long_day(newer.on)}. {newer.why}", 2)
    for older in summary.replaces:
        indent(out, f"Takes the place of {older.title} from {long_day(older.on)}. {older.why}", 2)
    for part in answer.not_read:
        indent(out, f"Not read: {part}", 2)
    out.print(f"\n{len(answer.provisions)} provisions, {summary.norms} norms", style="bold")
    for unit in answer.provisions:
        label = unit.left_out_label
        left_out = f"  [left out: {label[:1].lower()}{label[1:]}]" if unit.left_out else ""
        until = f"  [until {long_day(unit.valid_until)}]" if unit.valid_until else ""
        out.print(Text(f"  {unit.locator:<16} {unit.heading}{until}{left_out}"))


def print_provision(answer: ProvisionAnswer) -> None:
    """Print a provision with its norms, senses and references."""
    out = console()
    unit = answer.provision
    out.print(f"{unit.title}, {unit.locator}: {unit.heading}", style="bold")
    out.print(unit.summary)
    grade = GRADES.get(unit.verified, unit.verified)
    out.print(f"{grade} on {long_day(unit.verified_on)} · {unit.source_url}", style="dim")
    if unit.left_out:
        out.print(f"Left out: {unit.left_out_label}. {unit.left_out_note}".rstrip())
    _print_each(out, answer.duties)
    for sense in answer.senses:
        _print_sense(out, sense)
    for word, references in (("Refers to", answer.refers_to), ("Referred to by", answer.referred_from)):
        if references:
            out.print(f"\n{word}: " + "; ".join(f"{r.title} {r.locator}".rstrip() for r in references))


def print_found(found: list[Found], words: str) -> None:
    """Print search results with what matched."""
    out = console()
    if not found:
        out.print(f'Nothing matches "{words}". Try fewer or other words.')
    for result in found:
        where = f"  {result.document} {result.locator}".rstrip()
        out.print(Text.assemble((result.kind, "dim"), "  ", (result.label, "bold"), where))
        indent(out, Text(result.matched), 4)


OUTCOME_WORDS = {
    "not-met": "NOT MET",
    "cannot-tell": "CANNOT TELL",
    "not-yet-due": "NOT YET DUE",
    "met": "MET",
    "does-not-apply": "DOES NOT APPLY",
}


def print_reports(reports: list[RecordReport], as_at: date) -> None:
    """Print what each record shows: what is not met first, with its provision, its force and the remedy."""
    out = console()
    for report in reports:
        out.print()
        out.print(f"{report.record}  ({report.source}, line {report.line})", style="bold")
        for note in report.notes:
            indent(out, Text(note, style="dim"), 2)
        for outcome in sorted(report.outcomes, key=lambda outcome: list(OUTCOME_WORDS).index(outcome.outcome)):
            if outcome.outcome == "does-not-apply":
                continue
            force = (outcome.force or "force not settled").replace("-", " ")
            title = out_of(outcome.document)
            line = Text.assemble((OUTCOME_WORDS[outcome.outcome], "bold"), f"  {title}, {outcome.locator} ({force})")
            indent(out, line, 2, above=1)
            indent(out, outcome.message, 4)
            if outcome.outcome == "not-met" and outcome.remedy:
                indent(out, f"To put right: {outcome.remedy}", 4)
            if outcome.pointer:
                indent(out, Text(f"in the record: {outcome.pointer}", style="dim"), 4)
        aside = [outcome for outcome in report.outcomes if outcome.outcome == "does-not-apply"]
        if aside:
            listed = ", ".join(sorted({f"{outcome.locator}" for outcome in aside}))
            indent(out, f"Does not apply here ({len(aside)}): {listed}.", 2, above=1)
        indent(
            out, f"{len(report.not_checked)} more norms may apply and were not checked (--format json lists them).", 2
        )
    out.print()
    out.print(
        f"{len(reports)} record{'' if len(reports) == 1 else 's'}, as at {long_day(as_at)}. This is no statement that a buyer complies with the law."
    )


def out_of(document: str) -> str:
    """Write a document's id as words.

    >>> out_of("procurement-act-2023")
    'Procurement Act 2023'
    """
    return " ".join(word.capitalize() for word in document.split("-"))
