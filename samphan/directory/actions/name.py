"""Names that an organisation had: a change of name as an act with a date, and former names entered afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.actions.limits import refuse_too_long
from samphan.directory.actions.organisation import (
    NAMES,
    aliases_of,
    make_findable,
    name_rows,
    spellings,
)
from samphan.directory.models import Organisation, OrganisationName
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.fold import fold
from samphan.kit.thai.organisations import organisation_key
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy.audit import difference, plain, record, values

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

KEY: Final = 300
"""As long as the key of a name may be."""


@transaction.atomic
def rename_organisation(
    *,
    by: Actor,
    organisation: Organisation,
    version: int | None,
    happened: PartialDate | None,
    **names: str,
) -> Organisation:
    """The organisation has a new name since a day; what it was called becomes a former name until that day.

    ``names`` are among ``actions.organisation.NAMES``; a correction of spelling is ``describe_organisation``.

    Raises:
        Conflict: somebody saved the record since ``version``.
        Problem: no name is new, the Thai name is missing, …
    """
    by.must(policy.keep, on=organisation)
    organisation = Organisation.objects.for_actor(by).select_for_update().get(pk=organisation.pk)
    check_version(organisation, version, NAMES, changed_by=organisation.changed_by)
    known = spellings(organisation)
    before = values(organisation, NAMES)
    for name, value in names.items():
        if name not in NAMES:
            raise TypeError(f"not a name of an organisation: {name}")
        setattr(organisation, name, value)
    changes = difference(before, values(organisation, NAMES))
    if not organisation.name_th.strip():
        raise Problem(_("An organisation needs its name in Thai."), field="name_th")
    if not changes:
        raise Problem(_("These are the names that it has now."), field="name_th")
    refuse_too_long(organisation, NAMES)
    organisation.sort_key = sort_key(organisation.name_th)
    organisation.touch(by)
    organisation.save()
    wanted = name_rows(organisation, aliases_of(known))
    _exchange(known, wanted, happened)
    make_findable(organisation, with_parts=True)
    record(by, "rename_organisation", organisation, changes=changes | {"happened": [None, plain(happened)]})
    return organisation


@transaction.atomic
def add_former_name(
    *,
    by: Actor,
    organisation: Organisation,
    text: str,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
) -> OrganisationName:
    """A name that the organisation had in a period that may be half known."""
    by.must(policy.keep, on=organisation)
    organisation = Organisation.objects.for_actor(by).select_for_update().get(pk=organisation.pk)
    if since and until and until.last_on < since.from_on:
        raise Problem(_("The end lies before the beginning."), field="until")
    key = _key(text)
    if not key:
        raise Problem(_("Write the name."), field="text")
    kind = OrganisationName.Kind.FORMER
    if organisation.names.filter(kind=kind, key=key).exists():
        raise Problem(_("This former name is there already."), field="text")
    name = OrganisationName(
        organisation=organisation,
        kept_by_id=organisation.kept_by_id,
        kind=kind,
        text=text,
        key=key,
        since=since,
        until=until,
    )
    refuse_too_long(name, ("text",))
    name.save()
    make_findable(organisation, with_parts=False)
    record(by, "add_former_name", organisation, changes={"former": [None, text]})
    return name


@transaction.atomic
def remove_former_name(*, by: Actor, name: OrganisationName) -> None:
    """Take away a former name that was entered by mistake."""
    by.must(policy.keep, on=name.organisation)
    if name.kind != OrganisationName.Kind.FORMER:
        raise Problem(_("Only former names are taken away here."))
    organisation, text = name.organisation, name.text
    name.delete()
    make_findable(organisation, with_parts=False)
    record(by, "remove_former_name", organisation, changes={"former": [text, None]})


def _exchange(
    known: list[OrganisationName], wanted: list[OrganisationName], happened: PartialDate | None
) -> None:
    """Names that are gone become former ones until the day, new ones hold since it; the others stay."""
    stay: dict[tuple[Any, ...], OrganisationName] = {
        (each.kind, each.key, each.text): each for each in wanted
    }
    have = {(each.kind, each.key, each.text) for each in known}
    organisation = wanted[0].organisation
    settled = {each.key for each in wanted}
    settled |= set(organisation.names.filter(kind=OrganisationName.Kind.FORMER).values_list("key", flat=True))
    for each in known:
        if (each.kind, each.key, each.text) in stay:
            continue
        each.delete()
        if each.key not in settled:
            settled.add(each.key)
            # A day that lies before the beginning is a mistake of an earlier entry: the beginning is not kept then.
            fits = each.since is None or happened is None or happened.last_on >= each.since.from_on
            OrganisationName.objects.create(
                organisation=organisation,
                kept_by_id=organisation.kept_by_id,
                kind=OrganisationName.Kind.FORMER,
                text=each.text,
                key=each.key,
                since=each.since if fits else None,
                until=happened,
            )
    new = [each for spelling, each in stay.items() if spelling not in have]
    for each in new:
        each.since = happened
    OrganisationName.objects.bulk_create(new)


def _key(text: str) -> str:
    return (organisation_key(text) or fold(text))[:KEY]
