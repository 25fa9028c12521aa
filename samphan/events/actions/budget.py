"""The budget of an event: its lines, written as a list, and the documents that belong to a line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events import policy
from samphan.events.actions.parts import Arranged, Line, arrange, label_of
from samphan.events.models import BudgetDocument, BudgetLine, Direction
from samphan.events.models.budget import MONEY_DIGITS
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from samphan.directory.models import Organisation
    from samphan.events.models import Document, Event
    from samphan.kit.actor import Actor

BUDGET_FIELDS: Final = (
    "direction", "title_th", "title_en", "planned", "actual", "source", "organisation",
)  # fmt: skip
_TOO_MUCH: Final = Decimal(10) ** (MONEY_DIGITS - 2)
_SATANG: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """A line as it is to be; amounts in baht, None while they are not known."""

    direction: str
    title_th: str
    title_en: str = ""
    planned: Decimal | None = None
    actual: Decimal | None = None
    source: str = ""
    organisation: Organisation | None = None
    id: int | None = None


@transaction.atomic
def arrange_budget(
    *,
    by: Actor,
    event: Event,
    rows: Sequence[BudgetRow],
    removed: Collection[int] = (),
    version: int | None = None,
) -> Arranged[BudgetLine]:
    """Write the lines of the budget in their order; see ``parts.arrange``."""
    by.must(policy.manage, on=event)
    for row in rows:
        if row.direction not in Direction.values:
            raise Problem(_("Say whether it is income or expense."), field="direction")
        for name in ("planned", "actual"):
            check_money(getattr(row, name), name)
    lines = [Line(row.id, {name: getattr(row, name) for name in BUDGET_FIELDS}) for row in rows]
    return arrange(by, event, BudgetLine, lines, removed=removed, version=version)


def check_money(amount: Decimal | None, field: str) -> None:
    """Raise ``Problem`` at ``field`` unless an amount in baht is nought or more, in whole satang, below a trillion."""
    if amount is None:
        return
    if not amount.is_finite() or amount < 0:
        raise Problem(_("An amount cannot be negative."), field=field)
    if amount >= _TOO_MUCH:
        raise Problem(_("This amount is too large."), field=field)
    if amount != amount.quantize(_SATANG):
        raise Problem(_("An amount has at most two decimal places (satang)."), field=field)


@transaction.atomic
def tie_documents(*, by: Actor, line: BudgetLine, documents: Sequence[Document]) -> None:
    """Make these the documents of a line: approvals, quotations, receipts of the same event."""
    by.must(policy.change, on=line)
    line = BudgetLine.objects.select_for_update().get(pk=line.pk)
    if any(document.event_id != line.event_id for document in documents):
        raise Problem(_("This belongs to another event."), field="documents")
    before = set(BudgetDocument.objects.filter(line=line).values_list("document_id", flat=True))
    wanted = {document.pk for document in documents}
    if before == wanted:
        return
    BudgetDocument.objects.filter(line=line, document_id__in=before - wanted).delete()
    BudgetDocument.objects.bulk_create(
        BudgetDocument(network_id=line.network_id, line=line, document_id=pk)
        for pk in sorted(wanted - before)
    )
    changes = {"documents": [sorted(before), sorted(wanted)]}
    record(by, "tie_budget_line", line, label=label_of(line), changes=changes)
