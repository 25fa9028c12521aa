"""The register of what communities know and have: written, consent asked and answered, withdrawn, used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.directory.queries.places import is_province
from samphan.engagement.actions.writing import network_of, write_row
from samphan.engagement.models import (
    MAY_BE_USED,
    CommunityKnowledge,
    KnowledgeConsent,
    KnowledgeKind,
    KnowledgeUse,
)
from samphan.engagement.policy import knowledge as policy
from samphan.engagement.queries.knowledge import search_row
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.sortkey import sort_key
from samphan.projects.actions.records import tagged
from samphan.tenancy import search
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project

FIELDS: Final = (
    "title_th", "title_en", "words_th", "words_en", "kind", "holder", "holder_name", "project", "theme", "province",
    "asked_on",
)  # fmt: skip
CONSENT_FIELDS: Final = (
    "consent", "consent_by", "consent_on", "consent_until", "conditions", "credit", "is_public",
)  # fmt: skip


@transaction.atomic
def write_knowledge(
    *,
    by: Actor,
    entry: CommunityKnowledge | None = None,
    version: int | None = None,
    is_sample: bool = False,
    theme_name: str | None = None,
    **said: Any,
) -> CommunityKnowledge:
    """Enter something that a community knows or has, and whose it is; what its holder allows is said apart.

    Without a province it is found in that of its holder. ``theme_name`` None leaves the theme.

    Raises:
        Problem: the title, the kind or the holder is missing, or the province is none.
    """
    if unknown := said.keys() - set(FIELDS):
        raise TypeError(f"not what is said about it: {sorted(unknown)}")
    if entry is None:
        found = CommunityKnowledge(
            network_id=network_of(by), is_sample=is_sample, project=said.get("project")
        )
    else:
        found = _locked(entry)
    by.must(policy.change, on=found)
    if found.pk:
        check_version(found, version, FIELDS, changed_by=found.changed_by)
    _check(said)
    if theme_name is not None:
        said["theme"] = tagged(found.network_id, theme_name)
    if said["kind"] == KnowledgeKind.PERSON:
        found.is_public = False
    found.sort_key = sort_key(said["title_th"])
    written = write_row(by, found, said, new="add_knowledge", changed="change_knowledge")
    search.put([search_row(written)])
    return written


def _check(said: dict[str, Any]) -> None:
    """Refuse what says too little, and fill in what follows: one holder, and its province where none was said."""
    if not (said.get("title_th") or "").strip():
        raise Problem(_("A title in Thai is needed."), field="title_th")
    if said.get("kind") not in KnowledgeKind.values:
        raise Problem(_("Choose what kind it is."), field="kind")
    if said.get("holder") is not None:
        said["holder_name"] = ""
    elif not (said.get("holder_name") or "").strip():
        raise Problem(_("Say whose it is: choose an organisation, or write a name."), field="holder")
    if said.get("province") and not is_province(said["province"]):
        raise Problem(_("There is no such province."), field="province")
    if said.get("holder") is not None and not said.get("province"):
        said["province"] = said["holder"].province


@transaction.atomic
def answer_consent(
    *,
    by: Actor,
    entry: CommunityKnowledge,
    consent: str,
    consent_by: str = "",
    consent_on: dt.date | None = None,
    consent_until: dt.date | None = None,
    conditions: str = "",
    credit: str = "",
    is_public: bool = False,
    version: int | None = None,
) -> CommunityKnowledge:
    """Note what its holder allows: who said it, from when until when, under which conditions, named how to everybody.

    What is refused is not shown to everybody, and what is about a person never is.
    """
    found = _locked(entry)
    by.must(policy.change, on=found)
    check_version(found, version, CONSENT_FIELDS, changed_by=found.changed_by)
    if consent not in KnowledgeConsent.values or consent == KnowledgeConsent.WITHDRAWN:
        raise Problem(_("Choose one of the answers."), field="consent")
    if consent == KnowledgeConsent.CONDITIONS and not conditions.strip():
        raise Problem(_("Write under which conditions."), field="conditions")
    if consent in MAY_BE_USED and not consent_by.strip():
        raise Problem(_("Say who agreed."), field="consent_by")
    if is_public and consent not in MAY_BE_USED:
        raise Problem(_("It can be shown to everybody once its holder has agreed."), field="is_public")
    if is_public and found.kind == KnowledgeKind.PERSON:
        raise Problem(_("An entry about a person is not shown to everybody."), field="is_public")
    if consent not in MAY_BE_USED:
        consent_until = None
    if consent_until is not None and consent_on is not None and consent_until < consent_on:
        raise Problem(_("The end must not lie before the beginning."), field="consent_until")
    fields = {
        "consent": consent,
        "consent_by": consent_by.strip(),
        "consent_on": consent_on,
        "consent_until": consent_until,
        "conditions": conditions.strip(),
        "credit": credit.strip(),
        "is_public": is_public,
    }
    return write_row(by, found, fields, new="add_knowledge", changed="answer_knowledge")


@transaction.atomic
def withdraw_knowledge(
    *, by: Actor, entry: CommunityKnowledge, reason: str, now: dt.datetime
) -> CommunityKnowledge:
    """Note that its holder does not allow it any more: public pages and documents made from now on leave it out."""
    found = _locked(entry)
    by.must(policy.withdraw, on=found)
    if found.consent == KnowledgeConsent.WITHDRAWN:
        raise Problem(_("It was withdrawn already."))
    if not reason.strip():
        raise Problem(_("Write what the holder said, so that others understand the gap."), field="reason")
    before = found.consent
    found.consent, found.is_public = KnowledgeConsent.WITHDRAWN, False
    found.consent_on, found.consent_until = timezone.localdate(now), None
    found.touch(by)
    found.save()
    record(by, "withdraw_knowledge", found, changes={"consent": [before, found.consent]}, reason=reason)
    return found


@transaction.atomic
def use_knowledge(
    *,
    by: Actor,
    entry: CommunityKnowledge,
    project: Project,
    today: dt.date,
    words: str = "",
    are_conditions_met: bool = False,
) -> KnowledgeUse:
    """Say that a project uses it. Without its holder's consent, or after its last day, that is refused."""
    by.must(policy.use, on=project)
    found = _locked(entry)
    if found.consent not in MAY_BE_USED:
        raise Problem(
            _("Its holder has not agreed to its use. Ask first and note the answer."), field="project"
        )
    if found.is_ended(today):
        raise Problem(
            _("The time for which its holder agreed is over. Ask again and note the answer."), field="project"
        )
    if found.consent == KnowledgeConsent.CONDITIONS and not are_conditions_met:
        raise Problem(_("Say that the conditions of its holder are kept."), field="are_conditions_met")
    use = KnowledgeUse.objects.filter(knowledge=found, project=project).first() or KnowledgeUse(
        network_id=found.network_id, knowledge=found, project=project, added_by=by.label[:200]
    )
    return write_row(
        by, use, {"words": words.strip()}, new="use_knowledge", changed="use_knowledge", project=project
    )


@transaction.atomic
def leave_knowledge(*, by: Actor, use: KnowledgeUse) -> None:
    """Say that a project does not use it after all."""
    by.must(policy.use, on=use.project)
    record(by, "leave_knowledge", use.project, changes={"knowledge": [use.knowledge.title_th, None]})
    use.delete()


def _locked(entry: CommunityKnowledge) -> CommunityKnowledge:
    found = CommunityKnowledge.objects.select_for_update(of=("self",)).select_related("holder", "project")
    return found.get(pk=entry.pk)
