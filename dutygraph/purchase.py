"""Describe one purchase on the command line, by options, by a file or in a dialogue, and print its duties."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from dutygraph.answers.documents import document as find_document
from dutygraph.answers.facts import Answer, Question, Questionnaire
from dutygraph.answers.finder import APPLIES, ASIDE, OPEN, Change, Finder, Found, FoundDuty, compare
from dutygraph.answers.plain import as_plain
from dutygraph.answers.plan import json_rows, plan_as_csv, plan_as_markdown, reason_in_words, why
from dutygraph.answers.store import Store
from dutygraph.answers.tradeoffs import TradeOff, competing, trade_offs
from dutygraph.errors import BadRequest
from dutygraph.printing import GRADES, console, indent, long_day

STOP = frozenset({"stop", "enough", "quit", "q"})


def answer_for_purchase(
    store: Store,
    *,
    given: Iterable[str],
    file: Path | None,
    ask: bool,
    as_at: date,
    bearer: str | None,
    stage: str | None,
    force: str | None,
    document: str | None,
    compare_to: date | None,
    form: str,
) -> bytes | None:
    """Answer for the purchase that options, a file and a dialogue describe; return what to write, or None where printed.

    `given` holds texts such as "value=250000", `form` is text, json, md, csv, xlsx or docx. Raises BadRequest for
    answers that cannot be read or cannot all be true.
    """
    finder = Finder.of(store)
    questionnaire = finder.questionnaire
    answers = questionnaire.read([*_in_file(file), *(_pair(text) for text in given)])
    if ask:
        answers = _dialogue(finder, answers, as_at, bearer)

    def find(day: date) -> Found:
        found = finder.find(answers, as_at=day, bearer=bearer, stage=stage, force=force)
        if document is None:
            return found
        wanted = find_document(store, document).summary.document
        chosen = tuple(each for each in found.duties if each.duty.document == wanted)
        return replace(found, duties=chosen)

    found = find(as_at)
    changes = compare(find(compare_to), found) if compare_to else []
    leaned_on = [link.id for each in found.duties if each.applies == APPLIES for link in each.duty.terms]
    pulling = competing(trade_offs(store, as_at=as_at), leaned_on)
    if form == "json":
        return _as_json(found, questionnaire, changes, compare_to, pulling)
    if compare_to and form != "text":
        raise BadRequest("A comparison of two days is written as text or json.")
    if form == "csv":
        return plan_as_csv(found, questionnaire).encode()
    if form == "md":
        return plan_as_markdown(found, questionnaire).encode()
    if form in ("xlsx", "docx"):
        from dutygraph.answers.office import plan_as_docx, plan_as_xlsx

        return (plan_as_xlsx if form == "xlsx" else plan_as_docx)(found, questionnaire)
    if compare_to:
        print_changes(changes, questionnaire, compare_to, as_at)
    else:
        print_found(found, finder, pulling)
    return None


def print_found(found: Found, finder: Finder, pulling: Iterable[TradeOff] = ()) -> None:
    """Print what applies in full, what may apply by what it turns on, and how many duties do not apply."""
    out, questionnaire = console(), finder.questionnaire
    counts = found.counts
    bearer = finder.rulebook.label(found.bearer).lower()
    out.print(f"Duties of a {bearer} for this purchase, as at {long_day(found.as_at)}", style="bold")
    out.print(f"{counts[APPLIES]} apply, {counts[OPEN]} may apply, {counts[ASIDE]} do not apply.")
    for fact, answer in found.answers.items():
        indent(out, f"{questionnaire.label(fact)} {questionnaire.spoken(fact, answer)}", 2)
    for title, group in groupby(
        (each for each in found.duties if each.applies == APPLIES), lambda each: each.duty.title
    ):
        own = list(group)
        out.print()
        out.print(title, style="bold")
        out.print(found.standing(own[0].duty.document), style="dim")
        for each in own:
            _print_duty(out, each, questionnaire)
    _print_pulling(out, pulling)
    _print_open(out, found, finder)
    out.print("\nOur summaries are not the law, and this list is no statement that anybody complies.", style="dim")


def print_changes(changes: list[Change], questionnaire: Questionnaire, earlier: date, later: date) -> None:
    """Print what differs between the answers as at two days, by document and force."""
    out = console()
    out.print(f"What differs for this purchase between {long_day(earlier)} and {long_day(later)}", style="bold")
    if not changes:
        out.print("Nothing: the same duties apply, with the same force.")
        return
    numbers = Counter(change.kind for change in changes)
    words = {"began": "began", "ended": "ended", "applies": "apply otherwise", "force": "changed in force"}
    out.print("; ".join(f"{numbers[kind]} {said}" for kind, said in words.items() if numbers[kind]) + ".")
    for title, group in groupby(changes, lambda change: change.duty.title):
        out.print()
        out.print(title, style="bold")
        for force, same in groupby(
            sorted(group, key=lambda change: change.duty.force), lambda change: change.duty.force
        ):
            indent(out, Text(force.replace("-", " ").upper(), style="bold"), 2)
            for change in same:
                indent(out, f"{change_in_words(change)}: {change.duty.act_label} ({change.duty.locator})", 4)
                found = change.after or change.before
                assert found is not None
                indent(out, Text(why(found, questionnaire), style="dim"), 6)


def change_in_words(change: Change) -> str:
    """Say in a few words what changed about a duty."""
    said = {APPLIES: "applies", OPEN: "may apply", ASIDE: "does not apply"}
    if change.before is None or change.after is None:
        found = change.after or change.before
        assert found is not None
        return ("Now in force, and " if change.before is None else "No longer in force; ") + said[found.applies]
    if change.kind == "force":
        return f"Was {change.before.duty.force}, is {change.after.duty.force}"
    return f"Before: {said[change.before.applies]}; now: {said[change.after.applies]}"


def _in_file(file: Path | None) -> list[tuple[str, Any]]:
    if file is None:
        return []
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"{file} cannot be read ({error}).") from error
    try:
        tree = json.loads(text) if file.suffix == ".json" else _yaml(text)
    except ValueError as error:
        raise BadRequest(f"{file} is not valid {'JSON' if file.suffix == '.json' else 'YAML'}: {error}") from error
    if not isinstance(tree, Mapping):
        raise BadRequest(f"{file} must map facts to answers, such as `value: 250000`.")
    return [(str(fact), value) for fact, value in tree.items()]


def _yaml(text: str) -> Any:
    import yaml

    try:
        return yaml.load(text, yaml.BaseLoader)  # every scalar stays the text that was written
    except yaml.YAMLError as error:
        raise ValueError(str(error).splitlines()[0]) from error


def _pair(text: str) -> tuple[str, str]:
    fact, sign, value = text.partition("=")
    if not sign:
        raise BadRequest(f'"{text}" is no answer. Write FACT=VALUE, such as --set value=250000.')
    return fact, value


def _dialogue(finder: Finder, answers: dict[str, Answer], as_at: date, bearer: str | None) -> dict[str, Answer]:
    """Ask, until nothing is left that settles a duty or the reader has had enough."""
    questionnaire = finder.questionnaire
    click.echo('Press Enter where you do not know yet; write "stop" to see the duties.', err=True)
    skipped: set[str] = set()
    while step := finder.next_question(answers, as_at=as_at, bearer=bearer, skipped=skipped):
        asked = step.question
        click.echo(f"\n{asked.question}\n  {asked.why}", err=True)
        click.echo(f"  {_hint(asked)} (settles about {step.settles:.0f} duties)", err=True)
        try:
            said = click.prompt("", default="", show_default=False, prompt_suffix="> ", err=True).strip()
        except click.Abort:  # the input ended, or Ctrl-C: show what is known
            break
        if said.casefold() in STOP:
            break
        try:
            read = questionnaire.read([(asked.fact, said)])
            questionnaire.check({**answers, **read})
        except BadRequest as error:
            click.echo(f"  {error}", err=True)
            continue
        answers |= read
        if asked.fact not in read:
            skipped.add(asked.fact)
    return answers


def _hint(asked: Question) -> str:
    if asked.values:
        listed = "; ".join(f"{value} ({label})" for value, label in asked.values.items())
        return f"One of: {listed}" if not asked.several else f"One or more of: {listed}"
    return {"yes-no": "yes or no"}.get(asked.answer, f"for example {asked.example}")


def _print_duty(out: Console, each: FoundDuty, questionnaire: Questionnaire) -> None:
    duty = each.duty
    stages = ", ".join(link.label.lower() for link in duty.stages)
    force = duty.force.replace("-", " ").upper()
    indent(out, Text.assemble(f"{duty.locator}  ", (force, "bold"), f"  {duty.act_label}  ({stages})"), 2, above=1)
    indent(out, duty.summary, 4)
    for reason in each.because:
        indent(out, Text(f"because: {reason_in_words(reason, questionnaire)}", style="dim"), 4)
    if duty.evidence:
        indent(out, Text("evidence: " + "; ".join(link.label for link in duty.evidence), style="dim"), 4)
    indent(out, Text(f"{GRADES.get(duty.verified, duty.verified)} · {duty.source_url}", style="dim"), 4)


def _print_open(out: Console, found: Found, finder: Finder) -> None:
    waiting = [each for each in found.duties if each.applies == OPEN]
    if not waiting:
        return
    questions = finder.questionnaire.questions
    asked = Counter(name for each in waiting for name in each.settled_by if name in questions)
    later = sum(not any(name in questions for name in each.settled_by) for each in waiting)
    out.print(f"\nMay apply ({len(waiting)}), and what they turn on", style="bold")
    for fact, number in asked.most_common():
        indent(out, f"{number} on --set {fact}=...  {questions[fact].question}", 2)
    if later:
        indent(out, f"{later} on something that may happen, such as a request or a breach; --format json names it.", 2)


def _print_pulling(out: Console, pulling: Iterable[TradeOff]) -> None:
    for one in pulling:
        out.print()
        out.print(f"Where aims pull apart: {', '.join(link.label for link in one.between)}", style="bold")
        indent(out, one.question, 2)
        for ranking in one.rankings:
            indent(out, f"{ranking.title}, {ranking.locator}: {ranking.says}", 4)
        if not one.rankings:
            indent(out, "No document here ranks them.", 4)


def _as_json(
    found: Found,
    questionnaire: Questionnaire,
    changes: list[Change],
    compare_to: date | None,
    pulling: list[TradeOff],
) -> bytes:
    told: dict[str, Any] = {
        "as_at": found.as_at.isoformat(),
        "bearer": found.bearer,
        "answers": {fact: questionnaire.written(fact, answer) for fact, answer in found.answers.items()},
        "counts": {status: found.counts[status] for status in (APPLIES, OPEN, ASIDE)},
        "duties": json_rows(found.duties),
        "trade_offs": as_plain(pulling),
    }
    if compare_to:
        told["compared_to"] = compare_to.isoformat()
        told["changes"] = [
            {
                "kind": change.kind,
                "before": json_rows([change.before])[0] if change.before else None,
                "after": json_rows([change.after])[0] if change.after else None,
            }
            for change in changes
        ]
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()
