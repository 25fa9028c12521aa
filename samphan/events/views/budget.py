"""The budget of an event: its page, its list, its workbook, the documents of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from samphan.events import policy
from samphan.events.actions import budget as actions
from samphan.events.forms.budget import BudgetRowForm, LineDocumentsForm
from samphan.events.models import BudgetDocument, BudgetLine, Document
from samphan.events.queries import budget as queries
from samphan.events.queries.parts import fingerprint
from samphan.events.views.cockpit import address, load, tab
from samphan.events.views.preparing import organisation_kwargs
from samphan.events.views.sheets import Sheet, write
from samphan.kit.editing import bind, respond
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def budget(request: NetworkRequest, pk: int) -> HttpResponse:
    """Income and expenses, planned and actual, with sums, shares and what does not add up."""
    event = load(request, pk)
    return tab(request, event, "events/budget.html", {"budget": queries.budget(request.actor, event)})


def write_budget(request: NetworkRequest, pk: int) -> HttpResponse:
    """The lines of the budget, written as a list."""
    event = load(request, pk)
    rows = list(
        BudgetLine.objects.for_actor(request.actor)
        .filter(event=event)
        .select_related("organisation")
        .order_by("order", "id")
    )
    fields = actions.BUDGET_FIELDS
    sheet = Sheet(
        title=_("Budget"),
        help=_("Leave an amount empty while it is not known; nought means that nothing is paid."),
        add_label=_("Add a line"),
        url_name="events:budget",
        row=BudgetRowForm,
        initial=[{"id": row.pk} | {name: getattr(row, name) for name in fields} for row in rows],
        version=fingerprint(rows, fields),
        act=lambda values, removed, version: actions.arrange_budget(
            by=request.actor,
            event=event,
            rows=[actions.BudgetRow(**each) for each in values],
            removed=removed,
            version=version,
        ),
        row_kwargs=organisation_kwargs(request, rows),
    )
    return write(request, event, sheet)


def budget_documents(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The documents that belong to a line: approvals, quotations, receipts."""
    event = load(request, pk)
    line = get_object_or_404(BudgetLine.objects.for_actor(request.actor), event=event, pk=part)
    request.actor.must(policy.manage, on=event)
    documents = list(Document.objects.for_actor(request.actor).filter(event=event).order_by("order", "id"))
    tied = BudgetDocument.objects.filter(line=line).values_list("document_id", flat=True)
    return respond(
        request,
        bind(LineDocumentsForm, request, initial={"documents": list(tied)}, documents=documents),
        act=lambda form: actions.tie_documents(
            by=request.actor, line=line, documents=form.cleaned_data["documents"]
        ),
        then=lambda _nothing: f"{address(request, 'events:budget', event)}#budget_line-{line.pk}",
        template="events/budget_documents.html",
        context={"event": event, "line": line, "documents": documents, "title": _("Documents of a line")},
    )


def budget_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The lines with the sums below them, as a workbook."""
    event = load(request, pk)
    found = queries.budget(request.actor, event)

    def rows() -> Iterator[list[Any]]:
        for line in (*found.income, *found.expense):
            difference = None
            if line.planned is not None and line.actual is not None:
                difference = line.actual - line.planned
            yield [
                line.get_direction_display(),
                line.title,
                line.planned,
                line.actual,
                difference,
                line.source,
                line.organisation.name if line.organisation else "",
                ", ".join(str(each.document.title) for each in line.documents.all()),
            ]
        for label, sums in ((_("Income"), found.income_sums), (_("Expenses"), found.expense_sums)):
            yield [_("Sum"), label, sums.planned, sums.actual, sums.difference, "", "", ""]
        yield [_("Balance"), "", found.planned_balance, found.actual_balance, None, "", "", ""]

    heads = [
        _("Income or expense"), _("Line of the budget"), _("Planned (baht)"), _("Actual (baht)"), _("Difference (baht)"),
        _("Source of the money"), _("Organisation"), _("Documents"),
    ]  # fmt: skip
    return spreadsheet(_("Budget"), heads, rows())
