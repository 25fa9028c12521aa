"""Who writes case studies, and who keeps the library, the news and the public pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.kit.actor import YES, no
from samphan.knowledge.models import CaseState
from samphan.projects import policy as projects
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.knowledge.models import CaseStudy, NewsItem
    from samphan.projects.models import Project

_NOT_YOURS = _("Somebody else writes this case study. The secretariat can change it.")
_WAITS = _("It was submitted. Take it back to change it.")


def read_library(actor: Actor, network: NetworkRef) -> Verdict:
    """Read case studies and news of the network."""
    return holds(actor, "network.see", network.pk)


def keep_library(actor: Actor, network: NetworkRef | NewsItem) -> Verdict:
    """Publish case studies, write news, choose what is public; asked about the network or a thing in it."""
    return holds(actor, "library.manage", network.network_id)


def begin_case(actor: Actor, network: NetworkRef) -> Verdict:
    """Begin a case study, also one that stands above projects."""
    return holds(actor, "projects.write", network.pk) | keep_library(actor, network)


def begin_case_of(actor: Actor, project: Project) -> Verdict:
    """Make a case study of a project: who writes its record, and who keeps the library."""
    keeps = holds(actor, "library.manage", project.network_id)
    return projects.see_record(actor, project) & (projects.write_record(actor, project) | keeps)


def see_case(actor: Actor, case: CaseStudy) -> Verdict:
    """The same rule as ``CaseStudy.objects.for_actor``."""
    is_open = case.state == CaseState.PUBLISHED or _keeps(actor, case)
    if case.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    return holds(actor, "network.see", case.network_id) & (YES if is_open else no(_NOT_YOURS))


def ask_case_paper(actor: Actor, case: CaseStudy) -> Verdict:
    """Have it made as a paper: every reader with an account, who gets what that reader sees."""
    return see_case(actor, case) & (YES if actor.is_signed_in else no(_("Sign in to take the paper.")))


def write_case(actor: Actor, case: CaseStudy) -> Verdict:
    """Change what it says: its writer while it is a draft, who keeps the library at any time."""
    if actor.holds("library.manage", case.network_id):
        return YES
    if not _keeps(actor, case):
        return no(_NOT_YOURS)
    is_draft = case.state == CaseState.DRAFT
    return holds(actor, "projects.write", case.network_id) & (YES if is_draft else no(_WAITS))


def take_back_case(actor: Actor, case: CaseStudy) -> Verdict:
    """Take back what one submitted."""
    return YES if _keeps(actor, case) else no(_NOT_YOURS)


def publish_case(actor: Actor, case: CaseStudy) -> Verdict:
    """Publish it, return it, take it off."""
    return holds(actor, "library.manage", case.network_id)


def _keeps(actor: Actor, case: CaseStudy) -> bool:
    if actor.holds("library.manage", case.network_id):
        return True
    return actor.user_id is not None and case.keeper_id == actor.user_id
