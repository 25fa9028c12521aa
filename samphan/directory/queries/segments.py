"""People of the directory as recipients of mailings, by the words that say what they know."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.comms.queries.segments import NETWORK, RecipientData, Segment
from samphan.directory.models import ContactKind, Person
from samphan.directory.queries.contact import with_contacts
from samphan.directory.queries.person import expertise_known
from samphan.kit.thai.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samphan.kit.actor import Actor


def number_of(word: str) -> int:
    """The number by which a mailing keeps a word, in whatever letters it was written."""
    return int.from_bytes(sha256(fold(word).encode()).digest()[:6])


def expertise_parts(by: Actor, _network_id: int) -> Sequence[tuple[int, str]]:
    """The words that people of the directory are found by, in Thai order."""
    named: dict[int, str] = {}
    for word in expertise_known(by):
        named.setdefault(number_of(word), word)
    return list(named.items())


def people_of_expertise(by: Actor, network_id: int, part: int | None) -> Iterable[RecipientData]:
    """People who know something, in Thai order, each with the first e-mail address that the actor may see. Three statements."""
    words = [word for word in expertise_known(by) if number_of(word) == part]
    if network_id != by.network_id or not words:
        return
    known = Person.objects.for_actor(by).current().filter(expertise__overlap=words)
    people = list(known.order_by("sort_key", "id"))
    contacts = with_contacts(by, people=[each.pk for each in people])
    for each in people:
        addresses = contacts.get(each.pk, {}).get(ContactKind.MAIL, [""])
        yield RecipientData(each.pk, addresses[0], each.name_th, each.name_en)


def people_segment() -> Segment:
    """What ``apps.py`` registers."""
    return Segment(
        "directory.expertise",
        _("People with an expertise"),
        NETWORK,
        people_of_expertise,
        parts=expertise_parts,
    )
