"""Representatives who can be written to, and mailings to them, made through the actions that the pages use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from samphan.comms.actions import approve_mailing, draft_mailing, keep_template, note_bounce
from samphan.comms.models import CalendarFeed
from samphan.comms.policy import FOLLOW
from samphan.networks.actions import admit_member, name_representative
from samphan.tenancy import links
from samphan.tenancy.models import Grant, SavedView
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from samphan.comms.models import Mailing, Message
    from samphan.kit.actor import Actor
    from samphan.networks.models import Representative


def make_representative(by: Actor, email: str, name: str = "ผศ.ดร.สมชาย ใจดี", **words: Any) -> Representative:
    """Somebody who speaks for a member of his or her own, since the beginning of 2026."""
    member = admit_member(by=by, organisation=make_organisation(by, f"มหาวิทยาลัยของ {email}"))
    return name_representative(
        by=by, member=member, email=email, name=name, **{"since_on": dt.date(2026, 1, 1), **words}
    )


def words_of(message: Message) -> str:
    """The text of a message without the line below that says how to stop its kind."""
    return message.text.partition("\n\n-- \n")[0]


def make_mailing(by: Actor, **fields: Any) -> Mailing:
    """A draft to the representatives of the actor's network."""
    return draft_mailing(
        by=by,
        **{
            "about_kind": "tenancy.network",
            "about_id": by.network_id,
            "name": "แจ้งข่าว",
            "kind": "notice",
            "segment": "networks.representatives",
            "subject_th": "ข่าวถึง {organisation}",
            "body_th": "เรียน {name}\n\nมีข่าวจาก {network}",
            **fields,
        },
    )


def fill_messages(by: Actor, marker: str, now: dt.datetime) -> Mailing:
    """An approved mailing with its recipients and a draft, each with the marker."""
    words = {"subject_th": f"เรื่อง {marker}", "body_th": f"ข้อความ {marker}"}
    make_mailing(by, name=f"ร่าง {marker}", **words)
    mailing = make_mailing(by, name=f"จดหมาย {marker}", **words)
    keep_template(by=by, mailing=mailing, name=f"แม่แบบ {marker}")
    note_bounce(by=by, address=f"gone-{marker}@example.org", reason=f"เหตุ {marker}", now=now)
    keeper = Grant.objects.filter(network_id=by.network_id).select_related("user")[0].user
    feed = CalendarFeed.objects.create(network_id=by.network_id, user=keeper, calendar="network")
    links.make(FOLLOW, feed)
    SavedView.objects.create(
        network_id=by.network_id,
        user=keeper,
        path="network/members/",
        query=f"q={marker}",
        name=f"มุมมอง {marker}",
        sort_key=marker,
        is_shared=True,
    )
    return approve_mailing(by=by, mailing=mailing, version=None, now=now)
