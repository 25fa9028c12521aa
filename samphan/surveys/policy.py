"""Who may see, prepare and answer surveys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.kit.actor import YES, ActorKind, no
from samphan.surveys.models import Recipient, Response, Survey
from samphan.tenancy.policy import bears, holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.tenancy.models import Owned

ANSWER: Final = "surveys.answer"
"""The purpose of links by which a survey is answered: to a recipient, or to the survey itself for everybody."""

_asking: set[str] = {ANSWER}


def let_ask(*purposes: str) -> None:
    """Called in ``apps.py`` of an app that puts a survey's questions on a page of its own, reached by such links."""
    _asking.update(purposes)


def enter(actor: Actor, network: NetworkRef) -> Verdict:
    """The list of surveys."""
    return holds(actor, "surveys.see", network.pk)


def create(actor: Actor, network: NetworkRef) -> Verdict:
    """A new survey in the network."""
    return holds(actor, "surveys.manage", network.pk)


def purge(actor: Actor, network: NetworkRef) -> Verdict:
    """Forget sensitive answers whose day has come: the product itself, every night."""
    return holds(actor, "surveys.manage", network.pk)


def see(actor: Actor, row: Owned) -> Verdict:
    """A survey or a part of it, in the network of the address: the same rule as ``for_actor``."""
    if row.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    if actor.link is not None:
        return bears(actor, actor.link.purpose, row)
    return holds(actor, "surveys.see", row.network_id)


def manage(actor: Actor, survey: Survey) -> Verdict:
    """Prepare a survey, open and close it, ask people."""
    return holds(actor, "surveys.manage", survey.network_id)


def see_sensitive(actor: Actor, survey: Survey) -> Verdict:
    """Read answers that are sensitive data, one by one."""
    return holds(actor, "surveys.manage", survey.network_id)


def answer(actor: Actor, survey: Survey) -> Verdict:
    """Answer the questions: who came by a link that asks them, and whoever belongs to the network.

    Answering tells nothing that was not known; an app that asks on a page of its own has asked its own policy who
    may be there.
    """
    if survey.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    if actor.kind is ActorKind.LINK and actor.link is not None:
        if actor.link.purpose not in _asking:
            return no(
                _("This needs the personal link that was sent for it. The secretariat can send it again.")
            )
        return bears(actor, ANSWER, survey) if actor.link.subject_kind == "surveys.survey" else YES
    return holds(actor, "network.see", survey.network_id)


def change_answer(actor: Actor, response: Response) -> Verdict:
    """Change what was answered: by the link of who answered, of the app that asked, or by the secretariat."""
    if actor.kind is ActorKind.LINK and actor.link is not None and actor.link.purpose in _asking:
        if actor.link.subject_kind == Recipient._meta.label_lower:  # noqa: SLF001 - Django's own name for the model's options
            return YES if response.recipient_id == actor.link.subject_id else _not_yours()
        return answer(actor, response.survey)
    return holds(actor, "surveys.manage", response.network_id)


def _not_yours() -> Verdict:
    return no(_("This answer was given by somebody else."))
