"""What an institution does with the results of an event, and how that goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events import policy, transitions
from samphan.events.actions.links import tie
from samphan.events.actions.parts import label_of, write_part
from samphan.events.models import Use, UseSource
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.models import Organisation
    from samphan.events.models import Document, Event, Output, Result, StrategicGroup
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

USE_FIELDS = (
    "title_th", "title_en", "plan_th", "plan_en", "owner_th", "owner_en", "due", "change_th", "change_en",
)  # fmt: skip


@transaction.atomic
def write_use(
    *,
    by: Actor,
    event: Event,
    organisation: Organisation,
    use: Use | None = None,
    title_th: str,
    title_en: str = "",
    plan_th: str = "",
    plan_en: str = "",
    owner_th: str = "",
    owner_en: str = "",
    due: PartialDate | None = None,
    change_th: str = "",
    change_en: str = "",
    results: Sequence[Result] = (),
    groups: Sequence[StrategicGroup] = (),
    outputs: Sequence[Output] = (),
    documents: Sequence[Document] = (),
    is_sample: bool = False,
    version: int | None = None,
) -> Use:
    """Say what an institution will do with the results, and from what that comes; or change the use given.

    A use stays with its institution: ``organisation`` of a use that exists must be its own.
    """
    if use is None:
        use = Use(
            network_id=event.network_id,
            event=event,
            organisation=organisation,
            is_sample=is_sample,
            changed_by=by.label,
        )
    else:
        use = Use.objects.select_for_update().get(pk=use.pk)
    by.must(policy.write_use, on=use)
    if use.organisation_id != organisation.pk or use.event_id != event.pk:
        raise Problem(
            _("A use stays with its institution. Add one for the other institution."), field="organisation"
        )
    check_version(use, version, USE_FIELDS, changed_by=use.changed_by)
    write_part(
        by,
        use,
        {
            "title_th": title_th,
            "title_en": title_en,
            "plan_th": plan_th,
            "plan_en": plan_en,
            "owner_th": owner_th,
            "owner_en": owner_en,
            "due": due,
            "change_th": change_th,
            "change_en": change_en,
        },
    )
    wanted = {"result": results, "group": groups, "output": outputs, "document": documents}
    if changes := tie(use, UseSource, "use", wanted):
        record(by, "tie_use", use, label=label_of(use), changes=changes)
    return use


@transaction.atomic
def advance_use(
    *, by: Actor, use: Use, act: str, reason: str = "", change_th: str = "", change_en: str = ""
) -> Use:
    """Start, finish, drop or reopen a use (see ``transitions``); dropping needs its reason.

    ``change_th`` and ``change_en`` say what changed, when it is finished; empty ones leave what is there.
    """
    use = Use.objects.select_for_update().get(pk=use.pk)
    by.must(policy.write_use, on=use)
    before = use.state
    after = transitions.USE.get((before, act))
    if after is None:
        raise Problem(_("This is not possible any more: somebody has changed the state meanwhile."))
    if act == transitions.DROP and not reason:
        raise Problem(_("Write why it was dropped, so that others can learn from it."), field="reason")
    use.state = after
    use.dropped_reason = reason if act == transitions.DROP else ""
    use.change_th = change_th or use.change_th
    use.change_en = change_en or use.change_en
    use.touch(by)
    use.save()
    record(by, f"{act}_use", use, changes={"state": [before, after]}, reason=reason)
    return use
