"""The evidence plan as a spreadsheet and as a document (needs the `office` extra)."""

from __future__ import annotations

import io
from typing import Any

from dutygraph.answers.facts import Questionnaire
from dutygraph.answers.finder import APPLIES, ASIDE, OPEN, Found
from dutygraph.answers.plan import COLUMNS, STATUS, by_stage, guarded, plan_rows, why
from dutygraph.errors import BadRequest

_WIDTHS = {"summary": 60, "why": 50, "duty": 35, "evidence": 35, "shown_in": 30, "document": 30, "source_url": 40}
_NOTE = "Our summaries are not the law, and this plan is no statement that anybody complies."


def plan_as_xlsx(found: Found, questionnaire: Questionnaire) -> bytes:
    """Write the plan as a workbook: the duties on one sheet, the answers on another."""
    openpyxl = _library("openpyxl", "openpyxl")
    styles = _library("openpyxl.styles", "openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Evidence plan"
    sheet.append(list(COLUMNS.values()))
    for row in plan_rows(found, questionnaire):
        sheet.append([guarded(row[column]) for column in COLUMNS])
    for cell in sheet[1]:
        cell.font = styles.Font(bold=True)
    for place, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(place)].width = _WIDTHS.get(column, 18)
    for cells in sheet.iter_rows(min_row=1):
        for cell in cells:
            cell.alignment = styles.Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    answers = book.create_sheet("Answers")
    answers.append(["Question", "Answer"])
    for fact, answer in found.answers.items():
        answers.append([guarded(questionnaire.label(fact)), guarded(questionnaire.spoken(fact, answer))])
    answers.append(["As at", found.as_at.isoformat()])
    answers.append([_NOTE, ""])
    answers.column_dimensions["A"].width, answers.column_dimensions["B"].width = 80, 40
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plan_as_docx(found: Found, questionnaire: Questionnaire) -> bytes:
    """Write the plan as a document, by stage."""
    docx = _library("docx", "python-docx")
    paper = docx.Document()
    paper.add_heading(f"Evidence plan, as at {found.as_at.day} {found.as_at:%B %Y}", 0)
    counts = found.counts
    paper.add_paragraph(f"{counts[APPLIES]} duties apply, {counts[OPEN]} may apply, {counts[ASIDE]} do not. {_NOTE}")
    for fact, answer in found.answers.items():
        line = paper.add_paragraph(style="List Bullet")
        line.add_run(f"{questionnaire.label(fact)} ")
        line.add_run(questionnaire.spoken(fact, answer)).bold = True
    for status in (APPLIES, OPEN):
        chosen = [each for each in found.duties if each.applies == status]
        if not chosen:
            continue
        paper.add_heading(f"{STATUS[status]} ({len(chosen)})", 1)
        for stage, own in by_stage(chosen).items():
            paper.add_heading(stage, 2)
            for each in own:
                duty = each.duty
                line = paper.add_paragraph()
                line.add_run(f"{duty.force.replace('-', ' ')}: {duty.act_label}").bold = True
                line.add_run(f" ({duty.locator}, {duty.title}). {found.standing(duty.document)}")
                paper.add_paragraph(duty.summary)
                paper.add_paragraph(f"Why: {why(each, questionnaire)}")
                evidence = "; ".join(link.label for link in duty.evidence) or "none is named"
                paper.add_paragraph(f"Evidence: {evidence}. {duty.source_url}")
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _library(module: str, package: str) -> Any:
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise BadRequest(f"This format needs {package}. Install it with: pip install 'dutygraph[office]'") from error
