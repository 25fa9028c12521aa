"""Templates that a network keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from samphan.comms.models import MailTemplate

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState


def templates(actor: Actor, state: ListState) -> QuerySet[MailTemplate]:
    """All templates of the network, found by a word of name or subject, in Thai order."""
    found = MailTemplate.objects.for_actor(actor)
    for word in state.query.split():
        found = found.filter(
            Q(name__icontains=word) | Q(subject_th__icontains=word) | Q(subject_en__icontains=word)
        )
    return found.order_by("-sort_key" if state.sort == "-name" else "sort_key", "id")


def templates_about(actor: Actor, about_kind: str) -> list[MailTemplate]:
    """The templates for a kind of record, in Thai order."""
    return list(
        MailTemplate.objects.for_actor(actor).filter(about_kind=about_kind).order_by("sort_key", "id")
    )
