"""What the actions of this app share: a record is written, found again, and tagged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from samphan.directory.models import OrganisationKind
from samphan.kit.errors import Problem
from samphan.kit.thai.fold import clean, fold
from samphan.kit.thai.sortkey import sort_key
from samphan.projects.models import PartnerSide, Theme, Visibility
from samphan.projects.queries.findable import KINDS, search_row
from samphan.tenancy import search
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

LONGEST_THEME = 100
UNIVERSITY_KINDS: Final = frozenset(
    {OrganisationKind.UNIVERSITY, OrganisationKind.FACULTY, OrganisationKind.UNIT}
)


def network_of(by: Actor) -> int:
    """The network of the address, in which a new record is made."""
    if by.network is None:
        raise ValueError("this is made in a network")
    return by.network_id


def said(value: Any) -> Any:
    """A field's value as the audit trail keeps it: records by their Thai name."""
    for name in ("title_th", "name_th", "text_th"):
        if hasattr(value, name):
            return getattr(value, name)
    return value


def write_record[R: Model](by: Actor, found: R, fields: Mapping[str, Any], *, new: str, changed: str) -> R:
    """Save a new or changed record, note it in the audit trail and in the search; the caller has asked the policy.

    Nothing new, nothing recorded. Raises ``Problem`` where a title is missing.
    """
    is_new = found.pk is None
    before = {} if is_new else values(found, fields)
    for name, value in fields.items():
        setattr(found, name, value)
    if not getattr(found, "title_th", "").strip():
        raise Problem(_("A title in Thai is needed."), field="title_th")
    if hasattr(found, "sort_key"):
        found.sort_key = sort_key(found.title_th)  # type: ignore[attr-defined]  # every record here has a title
    changes = difference(before, values(found, fields))
    if is_new or changes:
        if not is_new and hasattr(found, "touch"):
            found.touch(by)
        elif is_new and hasattr(found, "changed_by"):
            found.changed_by = by.label
        found.save()
        told = {name: [said(old), said(new_value)] for name, (old, new_value) in changes.items()}
        record(by, new if is_new else changed, found, changes=told)
        if found._meta.label_lower in KINDS:  # noqa: SLF001 - Django's own name for the model's options
            put_row(found)
    return found


def put_row(found: Any) -> None:
    """Let a record be found, unless it is read by those alone who write and review it."""
    if getattr(found, "visibility", "") == Visibility.PRIVATE:
        search.remove(found._meta.label_lower, found.pk)  # noqa: SLF001 - see above
    else:
        search.put([search_row(found)])


def tagged(network_id: int, name: str) -> Theme | None:
    """The theme with this name in the network, made where it is new; None for an empty name."""
    name = " ".join(clean(name).split())[:LONGEST_THEME]
    if not name:
        return None
    theme, _made = Theme.objects.get_or_create(
        network_id=network_id,
        key=fold(name)[: 2 * LONGEST_THEME],
        defaults={"name_th": name, "sort_key": sort_key(name)},
    )
    return theme


def side_of(organisation: Organisation) -> PartnerSide:
    """On which side an organisation stands unless somebody says otherwise: universities and their parts on one."""
    return PartnerSide.UNIVERSITY if organisation.kind in UNIVERSITY_KINDS else PartnerSide.SOCIETY


def check_period(starts: PartialDate | None, ends: PartialDate | None) -> None:
    """Raise ``Problem`` at ``ends`` when it lies wholly before the beginning; half-known dates may overlap."""
    if starts is not None and ends is not None and ends.until_on <= starts.from_on:
        raise Problem(_("The end must not lie before the beginning."), field="ends")


def refuse_after(state_now: str | None) -> str:
    """The state after an act that the table of its life knows; ``Problem`` where it does not."""
    if state_now is None:
        raise Problem(_("This is not possible any more: somebody has changed the state meanwhile."))
    return state_now
