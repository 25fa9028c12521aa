"""Words that a network keeps to begin its mailings with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from samphan.comms import policy
from samphan.comms.models import MailTemplate
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from samphan.comms.models import Mailing
    from samphan.kit.actor import Actor

FIELDS: Final = ("name", "subject_th", "subject_en", "body_th", "body_en")
TAKEN: Final = ("kind", "about_kind", "segment", "subject_th", "subject_en", "body_th", "body_en")


@transaction.atomic
def keep_template(*, by: Actor, mailing: Mailing, name: str) -> MailTemplate:
    """Keep the words of a mailing under a name, for mailings to come about the same kind of thing.

    Raises:
        Problem: the name is empty or taken.
    """
    by.must(policy.write, on=mailing)
    template = MailTemplate(network_id=mailing.network_id, **{each: getattr(mailing, each) for each in TAKEN})
    _name(template, name)
    template.changed_by = by.label
    template.save()
    record(by, "keep_template", template, label=(template.name, template.name))
    return template


@transaction.atomic
def change_template(
    *, by: Actor, template: MailTemplate, version: int | None = None, **words: Any
) -> MailTemplate:
    """Change the words of a template; mailings that began with it stay as they are."""
    by.must(policy.keep_addresses, on=by.network)
    locked = MailTemplate.objects.select_for_update().get(pk=template.pk)
    check_version(locked, version, FIELDS, changed_by=locked.changed_by)
    before = values(locked, FIELDS)
    for each in FIELDS[1:]:
        if each in words:
            setattr(locked, each, words[each])
    _name(locked, words.get("name", locked.name))
    locked.touch(by)
    locked.save()
    changes = difference(before, values(locked, FIELDS))
    record(by, "change_template", locked, changes=changes, label=(locked.name, locked.name))
    return locked


@transaction.atomic
def remove_template(*, by: Actor, template: MailTemplate) -> None:
    """Take a template out; mailings that began with it stay."""
    by.must(policy.keep_addresses, on=by.network)
    record(by, "remove_template", template, label=(template.name, template.name))
    template.delete()


def _name(template: MailTemplate, name: str) -> None:
    name = " ".join(name.split())
    if not name:
        raise Problem(_("Give the template a name."), field="name")
    same = MailTemplate.objects.filter(
        network_id=template.network_id, about_kind=template.about_kind, name=name
    )
    if same.exclude(pk=template.pk).exists():
        raise Problem(_("There is a template of this name already."), field="name")
    template.name, template.sort_key = name[:200], sort_key(name)[:1000]
