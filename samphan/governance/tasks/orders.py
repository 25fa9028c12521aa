"""The files of orders of appointment, which a page does not wait for."""

from __future__ import annotations

from django.tasks import task

from samphan.governance.actions import instruments
from samphan.governance.models import Instrument
from samphan.kit.documents import DocumentError
from samphan.tenancy.scope import system_scope

_ORDER = "making an order of appointment"


@task
def make_order(order: int, network: int) -> None:
    """Make the Word file and the PDF of an issued order.

    What the engine refuses is noted with the order; anything else is noted and raised, so that the queue tries again.
    """
    try:
        with system_scope(_ORDER, network) as by:
            instruments.make_order(by=by, order=Instrument.objects.get(pk=order))
    except Exception as error:
        with system_scope(_ORDER, network) as by:
            failed = Instrument.objects.get(pk=order)
            problem = f"{type(error).__name__}: {error}"
            instruments.note_order_problem(by=by, order=failed, problem=problem)
        if not isinstance(error, DocumentError):
            raise
