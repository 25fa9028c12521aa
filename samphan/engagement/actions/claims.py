"""Answers of partners to what a record claims about them, and what the project did about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.engagement import policy
from samphan.engagement.actions.speaking import heard, label_of, refuse_flood
from samphan.engagement.models import OBJECTIONS, ClaimAnswer, ClaimReply, ClaimVerdict, ReplyKind
from samphan.engagement.queries.claims import draw, load_rows
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.engagement.queries.claims import Claim
    from samphan.kit.actor import Actor
    from samphan.projects.models import ProjectPartner

WORDS_NEEDED: Final = {
    ClaimVerdict.CORRECTED: _("Please write what it should say instead. A few words are enough."),
    ClaimVerdict.DISPUTED: _("Please write what is not true. A few words are enough."),
}
CHANGED: Final = _(
    "The project has changed this statement in the meantime. Please read it again, then answer."
)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer to one claim, as it was shown: its key and fingerprint, the verdict, the partner's words."""

    key: str
    fingerprint: str
    verdict: str
    words: str = ""


@transaction.atomic
def answer_claims(
    *,
    by: Actor,
    partner: ProjectPartner,
    answers: Sequence[Said],
    now: dt.datetime,
    channel: str = "",
    said_by: str = "",
) -> list[ClaimAnswer]:
    """Keep what a partner says to claims about it. Answers are added; the latest to a claim holds.

    Raises:
        Problem: nobody says it, a correction or dispute has no words, the claim is not the one that was shown, or by one
            link more was said to it than anybody means.
    """
    by.must(policy.speak, on=partner)
    who = heard(by, partner, channel=channel, said_by=said_by)
    claims = {
        each.key: each for each in draw(partner.project, partner, load_rows([partner.project_id], partner.pk))
    }
    refuse_flood(by, ClaimAnswer.objects.filter(partner=partner, key__in=[each.key for each in answers]))
    kept = [_answer(partner, claims.get(each.key), each, who, now) for each in answers]
    if not kept:
        raise Problem(_("Nothing was answered yet."))
    changes = {each.key: [None, f"{each.verdict} {each.words}".strip()] for each in kept}
    record(by, "answer_claims", partner, label=label_of(partner), changes=changes)
    return kept


def _answer(
    partner: ProjectPartner, claim: Claim | None, said: Said, who: dict[str, str], now: dt.datetime
) -> ClaimAnswer:
    if claim is None or claim.fingerprint != said.fingerprint:
        raise Problem(CHANGED, field="verdict")
    if said.verdict not in ClaimVerdict.values:
        raise Problem(_("Choose one of the answers."), field="verdict")
    words = said.words.strip()
    if said.verdict in OBJECTIONS and not words:
        raise Problem(WORDS_NEEDED[ClaimVerdict(said.verdict)], field="words")
    return ClaimAnswer.objects.create(
        network_id=partner.network_id,
        project_id=partner.project_id,
        partner=partner,
        key=claim.key,
        fingerprint=claim.fingerprint,
        shown=claim.shown,
        verdict=said.verdict,
        words=words,
        at=now,
        **who,
    )


@transaction.atomic
def reply_to_answer(*, by: Actor, answer: ClaimAnswer, kind: str, words: str, now: dt.datetime) -> ClaimReply:
    """Say what the project did about a correction or a dispute, and why. Replies are added; all stay readable.

    Raises:
        Problem: there is nothing to reply to, or no reason is given.
    """
    by.must(policy.reply, on=answer)
    if answer.verdict not in OBJECTIONS:
        raise Problem(_("Only corrections and disputes are replied to."))
    if kind not in ReplyKind.values:
        raise Problem(_("Choose what was done."), field="kind")
    if not words.strip():
        raise Problem(_("Write the reason; the partner reads it on its page."), field="words")
    reply = ClaimReply.objects.create(
        network_id=answer.network_id,
        answer=answer,
        project_id=answer.project_id,
        kind=kind,
        words=words.strip(),
        by_name=by.label[:200],
        at=now,
    )
    changes = {"key": [None, answer.key], "reply": [None, kind]}
    record(
        by,
        "reply_to_answer",
        answer.partner,
        label=label_of(answer.partner),
        changes=changes,
        reason=words[:2000],
    )
    return reply
