"""Messages that an app words by itself: each asks whether its reader wants its kind, and says below how to stop it.

What reaches somebody by right cannot be stopped: a call to a meeting, a vote, minutes to be corrected. It says so in the
same place, with the address where everything else is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from samphan.comms.actions.addresses import stop_addresses
from samphan.comms.actions.messages import write
from samphan.comms.queries.addresses import against, obstacles
from samphan.kit.bilingual import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor

BY_RIGHT: Final = ""
"""In place of a purpose: its reader is called, or entitled, and cannot stop it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one address. ``purpose`` is one of ``models.Purpose``, or ``BY_RIGHT``."""

    to: str
    subject: str
    text: str
    purpose: str


def write_letters(by: Actor, letters: Sequence[Letter], *, languages: Sequence[str] = ("th",)) -> list[str]:
    """Write each letter whose reader wants it; for each why it was not written (``Skipped``), empty when it was.

    Part of acts that asked a policy. What goes out by right is written to an address too from which mail came back: the outbox shows that it could not be
    sent, and sends it when the address works again. ``languages`` are those of the words, for the lines below them. Five
    statements, and those of each message.
    """
    if by.network is None or not letters:
        return []
    keys = [each.to.strip().lower() for each in letters]
    known = obstacles(by.network.id, keys)
    reasons = [
        "" if each.purpose == BY_RIGHT else against(known.get(key), each.purpose)
        for each, key in zip(letters, keys, strict=True)
    ]
    going = [(each, key) for each, key, why in zip(letters, keys, reasons, strict=True) if not why]
    if not going:
        return reasons
    stops = stop_addresses(by.network.id, by.network.slug, [key for _each, key in going], now=timezone.now())
    for each, key in going:
        stop = stops[key]
        write(
            to=each.to.strip(),
            subject=each.subject,
            text=each.text + footer(by, stop, each.purpose, languages),
            network_id=by.network.id,
            stop_url=f"{stop}?stop={each.purpose}" if each.purpose else "",
        )
    return reasons


def footer(by: Actor, stop: str, purpose: str, languages: Sequence[str]) -> str:
    """The lines below a message, in each language: where its kind is stopped, or that it cannot be."""
    lines = []
    for each in languages:
        with translation.override(each):
            words = {
                "network": Text.of(by.network.name_th, by.network.name_en) if by.network else "",
                "address": stop,
            }
            if purpose == BY_RIGHT:
                said = _(
                    "Whoever is called or entitled gets this message; it cannot be stopped. To choose which other"
                    " messages you get from %(network)s: %(address)s"
                )
            else:
                said = _("To choose which messages you get from %(network)s, or to stop them: %(address)s")
            lines.append(said % words)
    return "\n\n-- \n" + "\n".join(lines)
