"""What is due in evaluation, for the overview of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samphan.evaluation.models import ChallengeRound
from samphan.evaluation.queries.assessments import waiting_lines
from samphan.evaluation.queries.challenges import own_replies
from samphan.kit.due import DueLine

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from samphan.kit.actor import Actor

MOST_LINES = 50


def due_lines(actor: Actor, until: dt.date, today: dt.date) -> Iterator[DueLine]:
    """Answers that the reader's institutions owe, and for who keeps evaluations rounds and plans that wait.

    Three statements at most.
    """
    slug = actor.slug
    if not actor.holds("evaluations.see"):
        return
    if actor.represents:
        waiting = own_replies(actor).filter(answered_at__isnull=True, round__due_on__lte=until)
        for reply in waiting.order_by("round__due_on", "id")[:MOST_LINES]:
            yield DueLine(
                pgettext("due", "answer about challenges"),
                str(reply.round.title),
                str(reply.member.organisation.name),
                reverse("evaluation:challenge_answer", args=[slug, reply.round_id, reply.pk]),
                reply.round.due_on,
                reply.round.due_on < today,
            )
    if not actor.holds("evaluations.manage"):
        return
    missing = Count("replies", filter=Q(replies__answered_at__isnull=True))
    rounds = ChallengeRound.objects.for_actor(actor).filter(closed_on__isnull=True, due_on__lte=until)
    for round_ in rounds.annotate(missing=missing):
        said = ngettext(
            "%(count)s member has not answered", "%(count)s members have not answered", round_.missing
        )
        yield DueLine(
            pgettext("due", "round about challenges"),
            str(round_.title),
            said % {"count": round_.missing},
            reverse("evaluation:challenge_round", args=[slug, round_.pk]),
            round_.due_on,
            round_.due_on < today,
        )
    for line in waiting_lines(actor).filter(due_on__lte=until)[:MOST_LINES]:
        yield DueLine(
            _("line of an improvement plan"),
            line.title,
            line.owner_name,
            reverse("evaluation:assessment", args=[slug, line.assessment_id]),
            line.due_on,
            line.due_on < today,
        )
