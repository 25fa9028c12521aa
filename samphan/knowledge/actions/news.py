"""News is written, published and taken off; what the network shows to everybody is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.engagement.actions.uploads import too_large
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.pictures import PictureError, read_picture
from samphan.kit.thai.sortkey import sort_key
from samphan.knowledge import policy
from samphan.knowledge.models import NewsItem, PublicSite, ShownEvent
from samphan.knowledge.queries.findable import put_row
from samphan.tenancy import files
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from samphan.events.models import Event
    from samphan.kit.actor import Actor

FIELDS: Final = ("title_th", "title_en", "body_th", "body_en", "link", "picture_words", "is_pinned")
SITE_FIELDS: Final = ("shows", "welcome_th", "welcome_en")


@dataclass(frozen=True, slots=True)
class Upload:
    """A photograph that somebody brings."""

    name: str
    content: bytes


@transaction.atomic
def write_news(
    *,
    by: Actor,
    item: NewsItem | None = None,
    version: int | None = None,
    upload: Upload | None = None,
    without_picture: bool = False,
    is_sample: bool = False,
    **fields: Any,
) -> NewsItem:
    """Write a piece of news (``FIELDS``), a new one without ``item``; a draft until it is published.

    ``without_picture`` lets go of its picture; one that is brought at the same time takes its place.

    Raises:
        Conflict: somebody else changed it meanwhile.
        Problem: no title in Thai, a picture that cannot be read, or one of which nobody says what it shows.
    """
    if by.network is None:
        raise ValueError("news is written in a network")
    by.must(policy.keep_library, on=by.network)
    if item is None:
        item = NewsItem(network_id=by.network_id, changed_by=by.label, is_sample=is_sample)
    else:
        item = NewsItem.objects.select_for_update(of=("self",)).get(pk=item.pk, network_id=by.network_id)
        check_version(item, version, tuple(fields), changed_by=item.changed_by)
        item.touch(by)
    before = values(item, FIELDS)
    for name in FIELDS:
        if name in fields:
            setattr(item, name, fields[name])
    if not item.title_th.strip():
        raise Problem(_("A title in Thai is needed."), field="title_th")
    if upload is not None:
        item.picture = _kept(by, upload)
    elif without_picture:
        item.picture, item.picture_words = None, ""
    if item.picture_id and not item.picture_words.strip():
        raise Problem(_("Say what the picture shows, for those who cannot see it."), field="picture_words")
    item.sort_key = sort_key(item.title_th)
    is_new = item.pk is None
    item.save()
    record(by, "write_news", item, changes={} if is_new else difference(before, values(item, FIELDS)))
    put_row(item)
    return item


def _kept(by: Actor, upload: Upload) -> Any:
    if len(upload.content) > files.MAX_SIZE:
        raise Problem(too_large(), field="upload")
    try:
        picture = read_picture(upload.content)
    except PictureError as error:
        raise Problem(
            _("“%(name)s” cannot be read as a photograph. Bring JPEG, PNG or WebP.") % {"name": upload.name},
            field="upload",
        ) from error
    stem = upload.name.rpartition(".")[0] or upload.name
    return files.store(picture.content, network_id=by.network_id, name=f"{stem}.jpg", media_type=files.JPEG)


def let_go_of_news_pictures(
    *, by: Actor, network_id: int, sha256: str, reason: str, now: dt.datetime
) -> None:
    """Take a picture of this hash out of the news; called by ``engagement.actions.consent.let_go``, which see."""
    rows = NewsItem.objects.select_for_update(of=("self",))
    for item in rows.filter(network_id=network_id, picture__sha256=sha256):
        files.let_go([item.picture_id], now=now)
        item.picture, item.picture_words = None, ""
        item.touch(by)
        item.save()
        record(by, "withdraw_news_picture", item, changes={"sha256": [sha256, None]}, reason=reason[:300])


@transaction.atomic
def publish_news(*, by: Actor, item: NewsItem, now: dt.datetime) -> NewsItem:
    """Show it to the network, and to everybody where the network shows its news."""
    return _publish(by, item, now, "publish_news")


@transaction.atomic
def take_off_news(*, by: Actor, item: NewsItem) -> NewsItem:
    """Take it off; it is a draft again."""
    return _publish(by, item, None, "take_off_news")


def _publish(by: Actor, item: NewsItem, at: dt.datetime | None, act: str) -> NewsItem:
    item = NewsItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    by.must(policy.keep_library, on=item)
    if (item.published_at is None) != (at is None):
        item.published_at = at
        item.touch(by)
        item.save()
        record(by, act, item)
        put_row(item)
    return item


@transaction.atomic
def choose_public(*, by: Actor, version: int | None, **fields: Any) -> PublicSite:
    """Choose which sections everybody may read, and the words of welcome (``SITE_FIELDS``).

    Raises:
        Conflict: somebody else chose meanwhile.
    """
    if by.network is None:
        raise ValueError("a network chooses")
    by.must(policy.keep_library, on=by.network)
    site, is_new = PublicSite.objects.select_for_update().get_or_create(
        network_id=by.network_id, defaults={"changed_by": by.label}
    )
    check_version(site, None if is_new else version, SITE_FIELDS, changed_by=site.changed_by)
    before = values(site, SITE_FIELDS)
    for name in SITE_FIELDS:
        if name in fields:
            setattr(site, name, fields[name])
    site.touch(by)
    site.save()
    record(
        by,
        "choose_public",
        site,
        changes=difference(before, values(site, SITE_FIELDS)),
        label=(by.network.name_th, by.network.name_en),
    )
    return site


@transaction.atomic
def choose_events(*, by: Actor, events: Sequence[Event], offered: Collection[int] | None = None) -> None:
    """Choose the events of which everybody may read title, days and place.

    ``offered`` are the ids of those between which was chosen: any other stays as it was. None means all.
    """
    if by.network is None:
        raise ValueError("a network chooses")
    by.must(policy.keep_library, on=by.network)
    wanted = {each.pk for each in events if each.network_id == by.network_id}
    known = dict(ShownEvent.objects.for_actor(by).values_list("event_id", "pk"))
    gone = {each for each in known.keys() - wanted if offered is None or each in offered}
    ShownEvent.objects.filter(pk__in=[known[each] for each in gone]).delete()
    for event in sorted(wanted - known.keys()):
        ShownEvent.objects.create(network_id=by.network_id, event_id=event)
    record(
        by,
        "choose_public_events",
        changes={"events": [len(known), len((known.keys() | wanted) - gone)]},
        label=(by.network.name_th, by.network.name_en),
    )
