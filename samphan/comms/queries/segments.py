"""To whom a mailing goes. Upper apps register their segments, and what these are about, in ``apps.py``.

A segment is a list of people that can be asked for at any time ("confirmed participants of an event"). What it is
about is a record of an upper storey, known here by its kind and id alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from samphan.accounts.models import User
from samphan.comms.models import Message, MessageState, Skipped
from samphan.comms.queries.addresses import against, obstacles
from samphan.comms.queries.texts import placeholders_in
from samphan.kit.thai.dates import format_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.comms.models import Mailing
    from samphan.comms.queries.texts import Values
    from samphan.kit.actor import Actor

NETWORK: Final = "tenancy.network"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A word in braces. ``for_all`` stands in its place in a text for everybody at once, as for LINE."""

    code: str
    label: _StrOrPromise
    for_all: _StrOrPromise = ""


NAME: Final = Placeholder("name", _("name of the recipient, with titles"), _("everyone"))
THIS_NETWORK: Final = Placeholder("network", _("name of the network"))
PAGE: Final = Placeholder("page", _("the link that goes with the message"))
LINK: Final = Placeholder("link", _("the recipient's own personal link"))
ORGANISATION: Final = Placeholder("organisation", _("organisation of the recipient"), _("your organisation"))
PERSONAL_LINK: Final = _("(here stands the personal link)")


@dataclass(frozen=True, slots=True)
class RecipientData:
    """Somebody of a segment. ``ref_id`` is the record by which the segment knows him or her again.

    ``address`` may be empty or wrong: it is looked at when the recipients are fixed. ``language`` is "th", "en", or
    empty when nobody knows. ``values`` fill the segment's own placeholders, in Thai and in English.
    """

    ref_id: int
    address: str
    name_th: str
    name_en: str = ""
    language: str = ""
    values: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def _nothing(_by: Actor, _about_id: int) -> Values:
    return {}


def _no_dates(_by: Actor, _about_id: int) -> Mapping[str, dt.date]:
    return {}


@dataclass(frozen=True, slots=True)
class About:
    """A kind of record that mailings are about.

    ``names`` gives the names of those that the actor may see, by id. ``facts`` fill the placeholders that are the same
    for every recipient. ``dates`` gives, by ``Anchor``, the days from which a schedule may count. ``url_name`` takes
    the network's slug and the id (of the network itself only the slug).
    """

    kind: str
    label: _StrOrPromise
    names: Callable[[Actor, Sequence[int]], Mapping[int, str]]
    url_name: str
    placeholders: tuple[Placeholder, ...] = ()
    facts: Callable[[Actor, int], Values] = _nothing
    dates: Callable[[Actor, int], Mapping[str, dt.date]] = _no_dates


@dataclass(frozen=True, slots=True)
class Segment:
    """A list of people.

    ``recipients`` takes the actor, the id of what it is about and, with ``parts``, that of the chosen part; it takes a
    number of statements that does not grow with the people. ``parts`` lists what must be chosen (a group): id, label.
    ``links`` makes the personal links, by ``ref_id``; it is asked only when messages are written, never for a preview.
    ``needs`` is the permission that seeing these people takes, beside that of writing messages.
    """

    code: str
    label: _StrOrPromise
    about: str
    recipients: Callable[[Actor, int, int | None], Iterable[RecipientData]]
    placeholders: tuple[Placeholder, ...] = ()
    parts: Callable[[Actor, int], Sequence[tuple[int, str]]] | None = None
    links: Callable[[Actor, int, Sequence[int]], Mapping[int, str]] | None = None
    needs: str = "network.see"


_abouts: dict[str, About] = {}
_segments: dict[str, Segment] = {}


def register(*entries: About | Segment) -> None:
    """Called in ``apps.py``; registering again replaces."""
    for entry in entries:
        if isinstance(entry, About):
            _abouts[entry.kind] = entry
        else:
            _segments[entry.code] = entry


def segment(code: str) -> Segment:
    """A segment by its code; LookupError when no app registered it."""
    return _segments[code]


def segments(about_kind: str) -> list[Segment]:
    """The segments of a kind of record, in the order in which they were registered."""
    return [each for each in _segments.values() if each.about == about_kind]


def known(code: str) -> bool:
    """Whether a segment of this code is there."""
    return code in _segments


def label(code: str) -> str:
    """What a segment is called; its code when the app that knew it is gone."""
    return str(_segments[code].label) if code in _segments else code


def about(kind: str) -> About | None:
    """A kind of record that mailings may be about."""
    return _abouts.get(kind)


def placeholders(of: Segment) -> tuple[Placeholder, ...]:
    """Everything that may stand in braces in a mailing to a segment."""
    own = _abouts[of.about].placeholders if of.about in _abouts else ()
    return (NAME, *of.placeholders, *own, THIS_NETWORK, PAGE, *((LINK,) if of.links else ()))


def shared_values(by: Actor, mailing: Mailing) -> Values:
    """What is the same for every recipient."""
    known_about = _abouts.get(mailing.about_kind)
    network = by.network
    return {
        **(known_about.facts(by, mailing.about_id) if known_about else {}),
        "network": (network.name_th, network.name_en) if network else ("", ""),
        "page": (mailing.page_url, mailing.page_url),
    }


def values_for_all(by: Actor, mailing: Mailing) -> Values:
    """What stands in a text that everybody reads at once: no name, no personal link."""
    values = shared_values(by, mailing)
    for each in placeholders(_segments[mailing.segment]) if known(mailing.segment) else (NAME,):
        if each.for_all:
            values[each.code] = in_both(each.for_all)
    values["link"] = values["page"]
    return values


def in_both(text: _StrOrPromise) -> tuple[str, str]:
    """A translatable text in Thai and in English."""
    found = []
    for language in ("th", "en"):
        with translation.override(language):
            found.append(str(text))
    return found[0], found[1]


def day_in_both(day: dt.date | None) -> tuple[str, str]:
    """A day as it is read in Thai and in English; empty where there is none."""
    return (format_date(day, language="th"), format_date(day, language="en")) if day else ("", "")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A recipient as it is going to be written down, with the reason when nothing will be sent."""

    data: RecipientData
    address: str
    key: str
    skipped: str = ""


def is_personal(mailing: Mailing) -> bool:
    """Whether its words carry each recipient's own link."""
    words = (mailing.subject_th, mailing.body_th, mailing.subject_en, mailing.body_en)
    return (
        known(mailing.segment)
        and segment(mailing.segment).links is not None
        and LINK.code in placeholders_in(*words)
    )


def fix(by: Actor, mailing: Mailing) -> list[Fixed]:
    """The people of the mailing's segment now, each address once, each without one with the reason.

    With personal links it is each person once: an office that receives the mail of two of its people gets both tickets.
    Three statements beside those of the segment, whatever the number of people. Of whom the segment knows no language,
    the account is asked: English is a choice that somebody made there.
    """
    people = list(segment(mailing.segment).recipients(by, mailing.about_id, mailing.part_id))
    found = [_look(each) for each in people]
    addresses = {each.key for each in found if not each.skipped}
    refused, english = _refused(addresses, mailing.network_id), _readers_of_english(addresses)
    known = obstacles(mailing.network_id, addresses)
    own = is_personal(mailing)
    seen: set[str] = set()
    result = []
    for each in found:
        reason, data = each.skipped, each.data
        key = f"{data.ref_id} {each.key}"[:254] if own and each.key else each.key
        if not reason:
            reason = (
                Skipped.DUPLICATE
                if key in seen
                else Skipped.REFUSED
                if each.key in refused
                else against(known.get(each.key), mailing.kind)
            )
            seen.add(key)
        if not data.language and each.key in english:
            data = replace(data, language="en")
        result.append(Fixed(data, each.address, key, reason))
    return result


def _look(data: RecipientData) -> Fixed:
    address = data.address.strip()
    key = address.lower()
    if not address:
        return Fixed(data, "", "", Skipped.NO_ADDRESS)
    try:
        validate_email(address)
    except ValidationError:
        return Fixed(data, address[:254], key[:254], Skipped.INVALID)
    if len(address) > 254:
        return Fixed(data, address[:254], key[:254], Skipped.INVALID)
    return Fixed(data, address, key)


def _refused(keys: set[str], network_id: int) -> set[str]:
    """Addresses whose latest message of this network was refused for good."""
    if not keys:
        return set()
    latest = (
        Message.objects.filter(network_id=network_id)
        .annotate(folded=Lower("to_address"))
        .filter(folded__in=keys)
        .order_by("folded", "-written_at", "-id")
        .distinct("folded")
        .values_list("folded", "state")
    )
    return {key for key, state in latest if state == MessageState.REFUSED}


def _readers_of_english(keys: set[str]) -> set[str]:
    if not keys:
        return set()
    found = User.objects.annotate(folded=Lower("email")).filter(folded__in=keys, language="en")
    return set(found.values_list("folded", flat=True))


def whole(path: str) -> str:
    """An address of ours with its host, as a mail or a QR code carries it."""
    return f"{settings.BASE_URL}{path}"
