"""Rating a project from both sides: rounds, asking partners, what each side says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samphan.engagement.actions.asks import ask_partner
from samphan.engagement.actions.speaking import MOST_BY_LINK
from samphan.engagement.models import AskAbout, AskKind, Channel, Voice
from samphan.evaluation.models import HIGHEST, Rating, RatingRound, RatingScore
from samphan.evaluation.policy import ratings as policy
from samphan.evaluation.queries.evidence import counted, evidence_of
from samphan.evaluation.queries.findable import put_rating
from samphan.evaluation.queries.ratings import scores_of
from samphan.evaluation.queries.rubric import project_rubric
from samphan.kit.errors import Problem
from samphan.projects.models import PartnerSide
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project, ProjectPartner
    from samphan.tenancy.models import Link

CLOSED = _("This round is closed. What was said in it stays as it is; begin a new round to rate again.")
NO_ROUND = _("Begin a round before you ask a partner.")
NAME = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says to one item: a score from 0 to 4, or None for "cannot be said", and why."""

    score: int | None
    note: str = ""


@transaction.atomic
def begin_rating(*, by: Actor, project: Project, today: dt.date) -> RatingRound:
    """Begin a round of a project, by the edition of the rubric that the catalogue holds now.

    Raises:
        Problem: a round is open.
    """
    by.must(policy.keep, on=project)
    rounds = RatingRound.objects.select_for_update().filter(project=project)
    if rounds.filter(closed_on__isnull=True).exists():
        raise Problem(_("A round is open already. Close it before you begin another."))
    rubric = project_rubric()
    made = RatingRound.objects.create(
        network_id=project.network_id,
        project=project,
        number=(rounds.aggregate(last=Max("number"))["last"] or 0) + 1,
        rubric=rubric.code,
        edition=rubric.edition,
        opened_on=today,
        opened_by=by.label[:NAME],
    )
    Rating.objects.create(network_id=project.network_id, project=project, round=made, voice=Voice.UNIVERSITY)
    put_rating(project)
    record(by, "begin_rating", project, changes={"round": [None, made.number]})
    return made


@transaction.atomic
def close_rating(*, by: Actor, round_: RatingRound, today: dt.date) -> RatingRound:
    """Close a round: what was said stays, and how much evidence the record held is written down with it.

    Raises:
        Problem: it is closed already, or nobody said anything in it.
    """
    round_ = RatingRound.objects.select_for_update(of=("self",)).select_related("project").get(pk=round_.pk)
    by.must(policy.keep_round, on=round_)
    if round_.closed_on is not None:
        raise Problem(_("This round is closed already."))
    if not round_.ratings.filter(given_at__isnull=False).exists():
        raise Problem(_("Nobody has rated in this round yet."))
    slug = by.slug
    found = evidence_of([round_.project], project_rubric(), slug=slug)[round_.project_id]
    round_.evidence, round_.closed_on = counted(found), today
    round_.save(update_fields=["evidence", "closed_on"])
    record(by, "close_rating", round_.project, changes={"round": [round_.number, "closed"]})
    return round_


@transaction.atomic
def ask_partner_to_rate(
    *, by: Actor, partner: ProjectPartner, now: dt.datetime, all_the_same: bool = False
) -> tuple[Rating, Link]:
    """The rating of a partner in the open round, and the personal link that leads there; made where there is none.

    The first time in a round it counts among what is asked of the partner.

    Raises:
        Problem: no round is open, it stands on the university's side, or it was asked too often lately and
            ``all_the_same`` is not said.
    """
    rating = seat_of(by=by, partner=partner)
    if rating.asked_at is None:
        purpose = str(_("rating of the project"))
        ask_partner(
            by=by,
            partner=partner,
            now=now,
            kind=AskKind.SURVEY,
            about=AskAbout.RATING,
            purpose=purpose,
            all_the_same=all_the_same,
        )
        rating.asked_at = now
        rating.save(update_fields=["asked_at"])
        record(by, "ask_partner_to_rate", partner.project, changes={"partner": [None, partner.called]})
    link = links.open_links(policy.RUBRIC, rating, now=now).first()
    if link is None:
        link = links.make(policy.RUBRIC, rating, label=(partner.called, partner.called))
    return rating, link


@transaction.atomic
def renew_rating_link(*, by: Actor, rating: Rating, now: dt.datetime) -> Link:
    """Let all links to the rating of a partner open nothing any more, and make a new one: for one that came into wrong hands.

    What was said by the older one stays, with the name that was given.
    """
    by.must(policy.keep, on=rating.project)
    if rating.partner is None or rating.asked_at is None or rating.round.closed_on is not None:
        raise Problem(_("Ask the partner first."))
    for link in links.open_links(policy.RUBRIC, rating, now=now):
        links.revoke(link, now=now)
    record(by, "renew_rating_link", rating.project, changes={"partner": [None, rating.partner.called]})
    return links.make(policy.RUBRIC, rating, label=(rating.partner.called, rating.partner.called))


@transaction.atomic
def seat_of(*, by: Actor, partner: ProjectPartner) -> Rating:
    """The place of a partner in the open round, to be asked or to write down what it said.

    Raises:
        Problem: no round is open, or it stands on the university's side.
    """
    by.must(policy.keep, on=partner.project)
    round_ = RatingRound.objects.filter(project=partner.project, closed_on__isnull=True).first()
    if round_ is None:
        raise Problem(NO_ROUND)
    if partner.side == PartnerSide.UNIVERSITY:
        raise Problem(_("This partner stands on the university's side, which rates here itself."))
    rating, is_new = Rating.objects.get_or_create(
        network_id=partner.network_id,
        project=partner.project,
        round=round_,
        voice=Voice.PARTNER,
        partner=partner,
    )
    if is_new:
        record(by, "open_partner_rating", partner.project, changes={"partner": [None, partner.called]})
    return rating


@transaction.atomic
def keep_answer(*, by: Actor, rating: Rating, item: str, told: Told) -> Rating:
    """Keep what a partner chose for one item on its page until it sends everything; chosen again, the latest is kept.

    It counts nowhere yet. What says the same as was sent before need not be sent again.

    Raises:
        Problem: the round is closed, or the item or the score is not in the rubric.
    """
    rating = _locked(rating)
    by.must(policy.answer, on=rating)
    _check(rating, {item: told})
    if item not in rating.draft:
        # Which question, once, and not what was said: that is read when it is sent.
        record(by, "keep_rating_answer", rating.project, changes={"item": [None, item]})
    sent = scores_of([rating])[rating.pk].get(item)
    if sent is not None and (sent.score, sent.note) == (told.score, told.note):
        rating.draft.pop(item, None)
    else:
        rating.draft[item] = {"score": told.score, "note": told.note}
    rating.save(update_fields=["draft"])
    return rating


@transaction.atomic
def send_rating(*, by: Actor, rating: Rating, said_by: str, now: dt.datetime) -> Rating:
    """Say what a partner chose on its page and has not sent yet, under the name of who sends it.

    Raises:
        Problem: the round is closed, there is nothing to send, or by one link more was said than anybody means.
    """
    rating = _locked(rating)
    by.must(policy.answer, on=rating)
    if rating.scores.count() >= MOST_BY_LINK:
        raise Problem(_("Very much was added here already. Tell the project if more is to be kept."))
    rubric = project_rubric()
    chosen = {code: Told(**kept) for code, kept in rating.draft.items() if rubric.item(code)}
    given = give_rating(by=by, rating=rating, said=chosen, now=now, said_by=said_by)
    given.draft = {}
    given.save(update_fields=["draft"])
    return given


@transaction.atomic
def give_rating(
    *,
    by: Actor,
    rating: Rating,
    said: Mapping[str, Told],
    now: dt.datetime,
    said_by: str = "",
    channel: str = "",
) -> Rating:
    """Write what a side says by the codes of the items; what it said before stays readable, and the latest holds.

    By link the channel is the link, whatever is given. Items that are not named stay as they were.

    Raises:
        Problem: the round is closed, an item or a score is not in the rubric, or nothing was said.
    """
    rating = _locked(rating)
    by.must(policy.give, on=rating)
    _check(rating, said)
    before = scores_of([rating])[rating.pk]
    changed = {
        code: told
        for code, told in said.items()
        if code not in before or (before[code].score, before[code].note) != (told.score, told.note)
    }
    name = (said_by or by.label)[:NAME]
    RatingScore.objects.bulk_create(
        RatingScore(
            network_id=rating.network_id,
            project=rating.project,
            rating=rating,
            item=code,
            score=told.score,
            note=told.note,
            said_by=name,
            at=now,
        )
        for code, told in changed.items()
    )
    is_bearer = by.link is not None
    rating.given_at, rating.said_by = now, name
    rating.channel = Channel.LINK if is_bearer else channel or Channel.OFFICE
    rating.recorded_by = "" if is_bearer or rating.voice == Voice.UNIVERSITY else by.label[:NAME]
    rating.save(update_fields=["given_at", "said_by", "channel", "recorded_by"])
    changes = {
        code: [before[code].score if code in before else None, told.score] for code, told in changed.items()
    }
    record(by, "give_rating", rating.project, changes=changes)
    return rating


def _locked(rating: Rating) -> Rating:
    """Held after its round, so that nothing comes into one that is closed at this moment."""
    round_ = RatingRound.objects.select_for_update().get(pk=rating.round_id)
    held = Rating.objects.select_for_update(of=("self",)).select_related("project", "partner")
    found = held.get(pk=rating.pk)
    found.round = round_
    return found


def _check(rating: Rating, said: Mapping[str, Told]) -> None:
    if rating.round.closed_on is not None:
        raise Problem(CLOSED)
    if not said:
        raise Problem(_("Nothing was rated. Choose a level for at least one line."))
    rubric = project_rubric()
    for code, told in said.items():
        if rubric.item(code) is None:
            raise Problem(_("This line does not stand in the rubric."))
        if told.score is not None and not 0 <= told.score <= HIGHEST:
            raise Problem(_("Choose a level from 0 to 4."))
