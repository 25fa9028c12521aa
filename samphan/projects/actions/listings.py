"""Offers and needs, and what people decide about suggested matches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.projects import policy, transitions
from samphan.projects.actions.records import refuse_after, tagged, write_record
from samphan.projects.models import Listing, ListingMatch, ListingState, ListingTheme, MatchState, Side
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor

LISTING_FIELDS: Final = (
    "side", "kind", "title_th", "title_en", "detail_th", "detail_en", "organisation", "contact", "place", "valid_until",
)  # fmt: skip
MOST_THEMES: Final = 10


class ListingWords(TypedDict, total=False):
    """What a listing is described with."""

    side: str
    kind: str
    title_th: str
    title_en: str
    detail_th: str
    detail_en: str
    contact: str
    place: str
    valid_until: dt.date | None


@transaction.atomic
def write_listing(
    *,
    by: Actor,
    organisation: Organisation,
    listing: Listing | None = None,
    themes: Collection[str] = (),
    version: int | None = None,
    is_sample: bool = False,
    **words: Unpack[ListingWords],
) -> Listing:
    """A new offer or need of an institution, or the changed one given; it stays with its institution."""
    if listing is None:
        network_id = by.network_id
        listing = Listing(network_id=network_id, organisation=organisation, is_sample=is_sample)
    else:
        listing = _locked(listing)
    by.must(policy.write_listing, on=listing)
    if listing.organisation_id != organisation.pk:
        raise Problem(
            _("A listing stays with its institution. Add one for the other institution."),
            field="organisation",
        )
    check_version(listing, version, LISTING_FIELDS, changed_by=listing.changed_by)
    if len(set(themes)) > MOST_THEMES:
        raise Problem(_("Name at most %(most)s themes.") % {"most": MOST_THEMES}, field="themes")
    fields: dict[str, Any] = dict(words)
    if fields.keys() - set(LISTING_FIELDS):
        raise TypeError(f"not what a listing is described with: {sorted(fields)}")
    if (
        listing.pk
        and fields.get("side", listing.side) != listing.side
        and ListingMatch.objects.filter(offer=listing)
        .union(ListingMatch.objects.filter(need=listing))
        .exists()
    ):
        raise Problem(_("It was put together with another one already, so its side stays."), field="side")
    listing = write_record(by, listing, fields, new="add_listing", changed="change_listing")
    _tag(listing, themes)
    return listing


@transaction.atomic
def advance_listing(*, by: Actor, listing: Listing, act: str) -> Listing:
    """Mark a listing as matched, close it, or open it again."""
    listing = _locked(listing)
    by.must(policy.write_listing, on=listing)
    before = listing.state
    listing.state = ListingState(refuse_after(transitions.LISTING.get((before, act))))
    listing.touch(by)
    listing.save()
    record(by, f"{act}_listing", listing, changes={"state": [before, listing.state]})
    return listing


@transaction.atomic
def decide_match(
    *,
    by: Actor,
    offer: Listing,
    need: Listing,
    state: str,
    reasons: Sequence[Sequence[str]] = (),
    now: dt.datetime,
) -> ListingMatch:
    """Accept or dismiss a suggestion, with the reasons that were shown. Nothing is sent to anybody by this."""
    if offer.side != Side.OFFER or need.side != Side.NEED:
        raise Problem(_("A match is made of an offer and a need."))
    if state not in MatchState.values:
        raise Problem(_("There is no such state."))
    match = ListingMatch.objects.select_for_update().filter(offer=offer, need=need).first()
    match = match or ListingMatch(network_id=offer.network_id, offer=offer, need=need)
    by.must(policy.decide_match, on=match)
    before = match.state or None
    match.state, match.reasons = MatchState(state), [list(each) for each in reasons]
    match.decided_by, match.decided_at = by.label[:200], now
    match.save()
    changes = {"state": [before, match.state], "need": [None, need.title_th]}
    record(by, "decide_match", offer, changes=changes)
    return match


def _locked(listing: Listing) -> Listing:
    return Listing.objects.select_for_update().get(pk=listing.pk)


def _tag(listing: Listing, names: Collection[str]) -> None:
    wanted = {theme.pk: theme for name in names if (theme := tagged(listing.network_id, name)) is not None}
    present = dict(listing.themes.values_list("theme_id", "pk"))
    listing.themes.exclude(theme_id__in=wanted).delete()
    ListingTheme.objects.bulk_create(
        ListingTheme(network_id=listing.network_id, listing=listing, theme=theme)
        for pk, theme in wanted.items()
        if pk not in present
    )
