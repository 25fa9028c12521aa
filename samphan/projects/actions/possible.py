"""Possible projects: proposed, called for, started with chosen partners, or closed with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_date
from samphan.projects import policy, transitions
from samphan.projects.actions.records import (
    check_period,
    network_of,
    refuse_after,
    side_of,
    tagged,
    write_record,
)
from samphan.projects.models import (
    InterestState,
    PossibleProject,
    PossibleState,
    Project,
    ProjectInterest,
    ProjectPartner,
)
from samphan.projects.policy import INTEREST
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

POSSIBLE_FIELDS: Final = (
    "title_th", "title_en", "need_th", "need_en", "idea_th", "idea_en", "partners_wanted_th", "partners_wanted_en",
    "organisation", "theme",
)  # fmt: skip


class PossibleWords(TypedDict, total=False):
    """What a possible project is described with; ``theme`` is the name of one, made where it is new."""

    title_th: str
    title_en: str
    need_th: str
    need_en: str
    idea_th: str
    idea_en: str
    partners_wanted_th: str
    partners_wanted_en: str
    organisation: Organisation | None
    theme: str


@dataclass(frozen=True, slots=True)
class ChosenPartner:
    """A partner with which a project starts."""

    organisation: Organisation
    role: str = ""
    is_lead: bool = False


@transaction.atomic
def propose_project(*, by: Actor, is_sample: bool = False, **words: Unpack[PossibleWords]) -> PossibleProject:
    """A new possible project of the actor's network, as an idea."""
    possible = PossibleProject(network_id=network_of(by), is_sample=is_sample)
    by.must(policy.manage, on=possible)
    return _write(by, possible, words)


@transaction.atomic
def describe_possible(
    *, by: Actor, possible: PossibleProject, version: int | None = None, **words: Unpack[PossibleWords]
) -> PossibleProject:
    """Change what is said about a possible project."""
    possible = _locked(possible)
    by.must(policy.manage, on=possible)
    check_version(possible, version, POSSIBLE_FIELDS, changed_by=possible.changed_by)
    return _write(by, possible, words)


@transaction.atomic
def open_call(*, by: Actor, possible: PossibleProject, until: dt.date, now: dt.datetime) -> PossibleProject:
    """Call for partners until a day, or move that day."""
    possible = _locked(possible)
    by.must(policy.manage, on=possible)
    if until < timezone.localdate(now):
        raise Problem(_("This day is over. Choose one that is still to come."), field="until")
    possible.called_at = possible.called_at or now
    before, possible.call_until = possible.call_until, until
    return _advance(by, possible, transitions.CALL, changes={"call_until": [_day(before), _day(until)]})


@transaction.atomic
def close_possible(*, by: Actor, possible: PossibleProject, reason: str, now: dt.datetime) -> PossibleProject:
    """Close a possible project without a start, saying why."""
    possible = _locked(possible)
    by.must(policy.manage, on=possible)
    if not reason.strip():
        raise Problem(_("Write why it is closed, so that others can learn from it."), field="reason")
    possible.state_reason, possible.ended_at = reason[:1000], now
    return _advance(by, possible, transitions.CLOSE, reason=reason)


@transaction.atomic
def reopen_possible(*, by: Actor, possible: PossibleProject) -> PossibleProject:
    """Take a closed possible project up again, as an idea."""
    possible = _locked(possible)
    by.must(policy.manage, on=possible)
    possible.state_reason, possible.ended_at = "", None
    return _advance(by, possible, transitions.REOPEN)


@transaction.atomic
def start_project(
    *,
    by: Actor,
    possible: PossibleProject,
    partners: Sequence[ChosenPartner],
    now: dt.datetime,
    starts: PartialDate | None = None,
    ends: PartialDate | None = None,
) -> Project:
    """Start the project with the chosen partners. Interests of the others are told apart as "not a partner this time".

    Raises:
        Problem: nobody was chosen, or more than one leads; the end lies before the beginning.
    """
    possible = _locked(possible)
    by.must(policy.manage, on=possible)
    if not partners:
        raise Problem(_("Choose at least one partner with which the project starts."), field="partners")
    if sum(each.is_lead for each in partners) > 1:
        raise Problem(_("One organisation leads the project."), field="lead")
    check_period(starts, ends)
    project = Project(
        network_id=possible.network_id,
        possible_project=possible,
        starts=starts,
        ends=ends,
        keeper_id=by.user_id,
        is_sample=possible.is_sample,
    )
    copied = ("title_th", "title_en", "need_th", "need_en", "theme")
    possible.ended_at = now
    _advance(by, possible, transitions.START)
    write_record(
        by,
        project,
        {name: getattr(possible, name) for name in copied},
        new="start_project",
        changed="describe_project",
    )
    chosen = {each.organisation.current_id: each for each in partners}
    ProjectPartner.objects.bulk_create(
        ProjectPartner(
            network_id=project.network_id,
            project=project,
            organisation=each.organisation,
            side=side_of(each.organisation),
            role=each.role,
            is_lead=each.is_lead,
            order=order,
        )
        for order, each in enumerate(chosen.values(), start=1)
    )
    settle_interests(by, possible, chosen)
    return project


def settle_interests(by: Actor, possible: PossibleProject, chosen: Collection[int]) -> None:
    """Of the institutions that offered to take part, say which were chosen (by their current ids): the project is started."""
    offered = possible.interests.select_for_update(of=("self",)).filter(state=InterestState.OFFERED)
    for interest in offered.select_related("organisation"):
        is_chosen = interest.organisation.current_id in chosen
        interest.state = InterestState.CHOSEN if is_chosen else InterestState.NOT_CHOSEN
        interest.touch(by)
        interest.save()


@transaction.atomic
def ask_institution(
    *, by: Actor, possible: PossibleProject, organisation: Organisation, now: dt.datetime
) -> tuple[ProjectInterest, str]:
    """Ask one institution for its interest by a personal link: the row that waits for its answer, and the address.

    Asked again, older links of the same institution open nothing any more.
    """
    possible = _locked(possible)
    by.must(policy.manage, on=possible)
    _must_call(possible, now)
    interest = _interest_of(possible, organisation)
    if made := interest is None:
        interest = ProjectInterest.objects.create(
            network_id=possible.network_id,
            possible_project=possible,
            organisation=organisation,
            state=InterestState.ASKED,
        )
    for link in links.open_links(INTEREST, interest, now=now):
        links.revoke(link, now=now)
    link = links.make(INTEREST, interest, label=(organisation.name_th, organisation.name_en))
    act = "ask_institution" if made else "renew_interest_link"
    record(by, act, possible, changes={"organisation": [None, organisation.name_th]})
    return interest, links.address(link, by.slug)


@transaction.atomic
def express_interest(
    *,
    by: Actor,
    possible: PossibleProject,
    organisation: Organisation,
    now: dt.datetime,
    role: str = "",
    note: str = "",
    contact_name: str = "",
    contact_email: str = "",
    version: int | None = None,
) -> ProjectInterest:
    """An institution offers to take part, or changes what it offers, until the end of the last day of the call."""
    possible = _locked(possible)
    interest = _interest_of(possible, organisation) or ProjectInterest(
        network_id=possible.network_id, possible_project=possible, organisation=organisation
    )
    by.must(policy.answer_call, on=interest)
    _must_call(possible, now)
    if interest.pk:
        check_version(interest, version, ("role", "note"), changed_by=interest.changed_by)
    interest.role, interest.note = role[:300], note
    interest.contact_name, interest.contact_email = contact_name, contact_email
    return _answer(by, interest, transitions.OFFER, now)


@transaction.atomic
def answer_interest(*, by: Actor, interest: ProjectInterest, act: str, now: dt.datetime) -> ProjectInterest:
    """Decline what one was asked, or withdraw what one offered, also when the call is over; both stay visible."""
    interest = ProjectInterest.objects.select_for_update().get(pk=interest.pk)
    by.must(policy.answer_call, on=interest)
    if act not in {transitions.DECLINE, transitions.WITHDRAW}:
        raise Problem(_("There is no such act."))
    return _answer(by, interest, act, now)


def _answer(by: Actor, interest: ProjectInterest, act: str, now: dt.datetime) -> ProjectInterest:
    before = interest.state if interest.pk else InterestState.ASKED
    interest.state = InterestState(refuse_after(transitions.INTEREST.get((before, act))))
    interest.given_by, interest.given_at = by.label[:200], now
    if interest.pk:
        interest.touch(by)
    interest.changed_by = by.label[:200]
    interest.save()
    organisation = interest.organisation.name_th
    record(
        by,
        f"{act}_interest",
        interest.possible_project,
        changes={"organisation": [None, organisation], "state": [before, interest.state]},
    )
    return interest


def _interest_of(possible: PossibleProject, organisation: Organisation) -> ProjectInterest | None:
    """What an institution said to a call already, under whichever of its merged records."""
    records = Organisation.objects.one_with(organisation.pk).values("pk")
    return possible.interests.filter(organisation__in=records).order_by("id").first()


def shut(possible: PossibleProject, now: dt.datetime) -> str:
    """Why nothing can be offered to it now; empty while its call is open, the whole of the last day included."""
    today = timezone.localdate(now)
    if possible.takes_offers(today):
        return ""
    if possible.is_call_over(today):
        said = gettext("This call closed at the end of %(day)s. Whoever keeps it can move its last day.")
        return said % {"day": thai_date(possible.call_until)}
    return gettext("There is no open call for this possible project.")


def _must_call(possible: PossibleProject, now: dt.datetime) -> None:
    if why := shut(possible, now):
        raise Problem(why)


def _locked(possible: PossibleProject) -> PossibleProject:
    return PossibleProject.objects.select_for_update().get(pk=possible.pk)


def _write(by: Actor, possible: PossibleProject, words: PossibleWords) -> PossibleProject:
    unknown = words.keys() - set(POSSIBLE_FIELDS)
    if unknown:
        raise TypeError(f"not what a possible project is described with: {sorted(unknown)}")
    fields: dict[str, Any] = dict(words)
    if "theme" in fields:
        fields["theme"] = tagged(possible.network_id, fields["theme"])
    return write_record(by, possible, fields, new="propose_project", changed="describe_possible")


def _advance(
    by: Actor, possible: PossibleProject, act: str, *, reason: str = "", changes: dict[str, Any] | None = None
) -> PossibleProject:
    before = possible.state
    possible.state = PossibleState(refuse_after(transitions.POSSIBLE.get((before, act))))
    possible.touch(by)
    possible.save()
    told = {"state": [before, possible.state], **(changes or {})}
    record(by, f"{act}_possible", possible, changes=told, reason=reason)
    return possible


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
