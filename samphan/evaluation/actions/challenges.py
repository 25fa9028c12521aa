"""Members rate the challenges of their network: rounds, asking and reminding, answers, actions that follow."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.comms.actions import Letter, write_letters
from samphan.comms.models import Purpose
from samphan.evaluation.models import (
    HIGHEST_MARK,
    LOWEST_MARK,
    ChallengeMark,
    ChallengeReply,
    ChallengeRound,
    ChallengeStep,
    Secrecy,
)
from samphan.evaluation.policy import challenges as policy
from samphan.evaluation.queries.challenge_pack import offers, questions
from samphan.evaluation.queries.challenges import marks_of
from samphan.kit.editing import version_at
from samphan.kit.errors import Conflict, Problem
from samphan.networks.models import Representative, RepresentativeKind
from samphan.networks.queries.membership import current_members
from samphan.networks.queries.representative import speaking
from samphan.projects.actions.action_items import add_action
from samphan.projects.models import ActionState
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from samphan.kit.actor import Actor

LINK_MARK: Final = "{link}"
NAME_MARK: Final = "{organisation}"
CLOSED = _("This round is closed. What was answered stays as it is.")


@dataclass(frozen=True, slots=True)
class Mark:
    """How well the network deals with a challenge, from 1 to 5: now, and as it should be."""

    now: int
    ideal: int
    words: str = ""


@transaction.atomic
def open_challenge_round(
    *,
    by: Actor,
    title_th: str,
    due_on: dt.date,
    today: dt.date,
    title_en: str = "",
    secrecy: str = Secrecy.TOGETHER,
    is_sample: bool = False,
) -> ChallengeRound:
    """Ask the members of today until a day. Nothing is sent yet.

    Raises:
        Problem: another round is open, nobody is a member, or answers would be due before it opens.
    """
    if by.network is None:
        raise ValueError("a round belongs to a network")
    by.must(policy.keep, on=by.network)
    if due_on < today:
        raise Problem(_("Answers would be due before the round opens."), field="due_on")
    if ChallengeRound.objects.filter(network_id=by.network_id, closed_on__isnull=True).exists():
        raise Problem(_("Another round is open. Close it before you begin a new one."))
    members = list(current_members(by, today).order_by("sort_key", "id"))
    if not members:
        raise Problem(_("The network has no members today: nobody can be asked."))
    made = ChallengeRound.objects.create(
        network_id=by.network_id,
        title_th=title_th,
        title_en=title_en,
        edition=f"{questions().framework} {questions().edition}",
        secrecy=secrecy,
        opened_on=today,
        due_on=due_on,
        is_sample=is_sample,
        changed_by=by.label,
    )
    ChallengeReply.objects.bulk_create(
        ChallengeReply(network_id=by.network_id, round=made, member=each) for each in members
    )
    _renew_contacts(list(made.replies.all()), today, now=timezone.now())
    changes = {"due_on": [None, due_on.isoformat()], "secrecy": [None, secrecy]}
    record(by, "open_challenge_round", made, changes=changes)
    return made


@transaction.atomic
def close_challenge_round(*, by: Actor, round_: ChallengeRound, today: dt.date) -> ChallengeRound:
    """Nobody is asked any more, and results are shown.

    Raises:
        Problem: it is closed already.
    """
    round_ = _locked(by, round_)
    round_.closed_on = max(today, round_.opened_on)
    round_.touch(by)
    round_.save()
    record(by, "close_challenge_round", round_)
    return round_


def _locked(by: Actor, round_: ChallengeRound) -> ChallengeRound:
    """The open round, held until the end of the transaction."""
    by.must(policy.keep, on=round_)
    round_ = ChallengeRound.objects.select_for_update().get(pk=round_.pk)
    if not round_.is_open:
        raise Problem(_("This round is closed already."))
    return round_


def _renew_contacts(waiting: Sequence[ChallengeReply], on: dt.date, *, now: dt.datetime) -> None:
    """Who leads a member on a day is asked; the link of somebody who does no longer opens nothing any more."""
    leads = {
        each.member_id: each
        for each in Representative.objects.filter(
            speaking(on), member__in=[each.member_id for each in waiting], kind=RepresentativeKind.LEAD
        )
    }
    moved = []
    for each in waiting:
        lead = leads.get(each.member_id)
        name, email = (lead.name, lead.email) if lead else ("", "")
        if (name, email.lower()) == (each.contact_name, each.contact_email.lower()):
            continue
        if each.contact_email and email.lower() != each.contact_email.lower():
            for link in links.open_links(policy.CHALLENGES, each, now=now):
                links.revoke(link, now=now)
        each.contact_name, each.contact_email = name, email
        moved.append(each)
    ChallengeReply.objects.bulk_update(moved, ["contact_name", "contact_email"])


@transaction.atomic
def challenge_link(*, by: Actor, reply: ChallengeReply, now: dt.datetime) -> str:
    """The address by which a member answers, made where there is none; for a QR code or a LINE message.

    Raises:
        Problem: the round is closed.
    """
    _locked(by, reply.round)
    _renew_contacts([reply], timezone.localdate(now), now=now)
    link = links.open_links(policy.CHALLENGES, reply, now=now).first()
    if link is None:
        link = links.make(policy.CHALLENGES, reply, label=(reply.contact_name, reply.contact_name))
        organisation = reply.member.organisation
        label = (organisation.name_th, organisation.name_en)
        record(by, "make_challenge_link", reply, label=label)
    return links.address(link, by.network.slug if by.network else "")


@transaction.atomic
def ask_about_challenges(
    *, by: Actor, round_: ChallengeRound, subject: str, body: str, now: dt.datetime
) -> int:
    """Write to every member that has not answered, each with its own link; a second time it reminds. How many.

    In the text ``{organisation}`` is the member's name and ``{link}`` its link (at the end where nobody wrote it).

    Raises:
        Problem: the round is closed, or nobody is waited for whose address works and who wants such messages.
    """
    round_ = _locked(by, round_)
    found = list(
        round_.replies.filter(answered_at__isnull=True)
        .select_related("member__organisation")
        .order_by("member__sort_key", "id")
    )
    _renew_contacts(found, timezone.localdate(now), now=now)
    waiting = [each for each in found if each.contact_email]
    slug = by.network.slug if by.network else ""
    addresses = links.of_all(policy.CHALLENGES, waiting, now=now)
    text = body if LINK_MARK in body else f"{body}\n\n{LINK_MARK}"
    letters = []
    for each in waiting:
        name = each.member.organisation.name_th
        words = text.replace(LINK_MARK, links.address(addresses[each.pk], slug)).replace(NAME_MARK, name)
        kind = Purpose.REMINDER if each.asked_at else Purpose.NOTICE
        letters.append(Letter(each.contact_email, subject.replace(NAME_MARK, name), words, kind))
    reasons = write_letters(by, letters)
    waiting = [each for each, why in zip(waiting, reasons, strict=True) if not why]
    if not waiting:
        raise Problem(_("Nobody with an e-mail address is waited for."))
    for each in waiting:
        each.reminded_at = now if each.asked_at else None
        each.asked_at = each.asked_at or now
    ChallengeReply.objects.bulk_update(waiting, ["asked_at", "reminded_at"])
    record(by, "ask_about_challenges", round_, changes={"members": [None, len(waiting)]})
    return len(waiting)


@transaction.atomic
def answer_challenges(
    *,
    by: Actor,
    reply: ChallengeReply,
    marks: Mapping[str, Mark],
    name: str,
    now: dt.datetime,
    version: int | None = None,
) -> ChallengeReply:
    """What a member says, by the codes of challenges; answering again replaces it while the round is open.

    The audit trail says that it answered, never what.

    Raises:
        Conflict: somebody else answered for the member since ``version`` (``seen_as``); it tells what, for its own people.
        Problem: the round is closed, nothing was rated, or a mark or a challenge is none.
    """
    # The round is held first, as by whoever writes to all who wait: nothing comes into one that is closed at this moment.
    round_ = ChallengeRound.objects.select_for_update().get(pk=reply.round_id)
    found = ChallengeReply.objects.select_for_update(of=("self",)).select_related("member__organisation")
    reply = found.get(pk=reply.pk)
    reply.round = round_
    by.must(policy.answer, on=reply)
    if not reply.round.is_open:
        raise Problem(CLOSED)
    if not marks:
        raise Problem(_("Nothing was rated. Rate at least one challenge, now and as it should be."))
    for code, mark in marks.items():
        if questions().challenge(code) is None:
            raise Problem(_("There is no such challenge."))
        if not all(LOWEST_MARK <= each <= HIGHEST_MARK for each in (mark.now, mark.ideal)):
            raise Problem(_("Choose a mark from 1 to 5."))
    before = {code: Mark(each.now, each.ideal, each.words) for code, each in marks_of(reply).items()}
    if version is not None and version != seen_as(reply) and before != dict(marks):
        told = {
            f"{part}_{code}": said for code, mark in before.items() for part, said in asdict(mark).items()
        }
        raise Conflict(version=seen_as(reply), current=told, changed_by=reply.answered_by)
    reply.marks.all().delete()
    ChallengeMark.objects.bulk_create(
        ChallengeMark(
            network_id=reply.network_id,
            reply=reply,
            challenge=code,
            now=mark.now,
            ideal=mark.ideal,
            words=mark.words,
        )
        for code, mark in marks.items()
    )
    reply.answered_at, reply.answered_by = now, name[:200]
    reply.save(update_fields=["answered_at", "answered_by"])
    organisation = reply.member.organisation
    record(by, "answer_challenges", reply, label=(organisation.name_th, organisation.name_en))
    return reply


def seen_as(reply: ChallengeReply) -> int:
    """What a form was made from, told by a number; 0 where nobody had answered."""
    return version_at(reply.answered_at)


@transaction.atomic
def take_over_strategy(
    *,
    by: Actor,
    round_: ChallengeRound,
    challenge: str,
    strategy: str,
    owner_name: str,
    due_on: dt.date,
    title: str = "",
) -> ChallengeStep:
    """Make an action of a strategy or a sub-action that is offered for a challenge, with its owner and its day.

    Raises:
        Problem: the round is still open, it is not offered for this challenge, or an open action follows it already.
    """
    by.must(policy.take_over, on=round_)
    # held, so that of two who press at once the second sees the action of the first
    round_ = ChallengeRound.objects.select_for_update().get(pk=round_.pk)
    if round_.is_open:
        raise Problem(_("Results are shown when the round is closed."))
    offered = offers(by).by_challenge.get(challenge, [])
    chosen = next((each for each in offered if each.code == strategy), None)
    if chosen is None:
        raise Problem(_("This is not offered for the challenge any more."), field="strategy")
    if round_.steps.filter(challenge=challenge, strategy=strategy, action__state=ActionState.OPEN).exists():
        raise Problem(_("An open action follows this already."), field="strategy")
    action = add_action(
        by=by,
        title_th=title or chosen.title_th,
        title_en="" if title else chosen.title_en,
        owner_label=owner_name,
        occasion=round_.title_th,
        due_on=due_on,
        is_sample=round_.is_sample,
    )
    made = ChallengeStep.objects.create(
        network_id=round_.network_id, round=round_, challenge=challenge, strategy=strategy, action=action
    )
    record(by, "take_over_strategy", round_, changes={challenge: [None, strategy]})
    return made
