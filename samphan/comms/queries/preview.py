"""What a mailing will look like and to whom it would go, before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samphan.comms.models import Mailing, Skipped
from samphan.comms.queries import segments, texts
from samphan.comms.queries.mailings import due_at, is_late
from samphan.kit.components import Finding

if TYPE_CHECKING:
    import datetime as dt

    from samphan.comms.queries.segments import Fixed
    from samphan.comms.queries.texts import Values
    from samphan.kit.actor import Actor

WORDS = ("subject_th", "body_th", "subject_en", "body_en")
SAMPLES = 100


@dataclass(frozen=True, slots=True)
class Preview:
    """The people as of now, and the message as ``sample`` would get it (None: nobody can be reached)."""

    people: tuple[Fixed, ...]
    sample: Fixed | None
    subject: str
    text: str
    findings: tuple[Finding, ...]

    @property
    def reached(self) -> list[Fixed]:
        return [each for each in self.people if not each.skipped]

    @property
    def skipped(self) -> list[Fixed]:
        return [each for each in self.people if each.skipped]

    @property
    def samples(self) -> list[Fixed]:
        """Whom one can choose to see the message as."""
        return self.reached[:SAMPLES]

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why people get nothing, and how many of them."""
        counted = Counter(each.skipped for each in self.skipped)
        return [(str(Skipped(reason).label), count) for reason, count in counted.most_common()]


@dataclass(frozen=True, slots=True)
class ForLine:
    """The text to copy into LINE: for everybody at once, so without a name and without a personal link."""

    th: str
    en: str
    page_url: str
    has_personal_link: bool


def preview(by: Actor, mailing: Mailing, *, now: dt.datetime, sample_id: int | None = None) -> Preview:
    """Look at a mailing, saved or not. Personal links are not made: their place says what will stand there."""
    if not segments.known(mailing.segment):
        return Preview((), None, "", "", (Finding("missing", _("Choose the recipients first.")),))
    segment = segments.segment(mailing.segment)
    if segment.parts is not None and mailing.part_id is None:
        return Preview((), None, "", "", (Finding("missing", _("Choose the recipients first.")),))
    people = tuple(segments.fix(by, mailing))
    shared = segments.shared_values(by, mailing)
    reached = [each for each in people if not each.skipped]
    chosen = next((each for each in reached if each.data.ref_id == sample_id), None)
    sample = chosen or next(iter(reached), None)
    own = dict(sample.data.values) if sample else {}
    values: Values = {
        **shared,
        **own,
        "name": (sample.data.name_th, sample.data.name_en) if sample else ("", ""),
        "link": segments.in_both(segments.PERSONAL_LINK),
    }
    subject, text = texts.compose(mailing, values, sample.data.language if sample else "")
    return Preview(people, sample, subject, text, tuple(_findings(by, mailing, segment, shared, now)))


def for_line(by: Actor, mailing: Mailing) -> ForLine:
    """The texts of a mailing for LINE."""
    values = segments.values_for_all(by, mailing)
    used = texts.placeholders_in(mailing.body_th, mailing.body_en)
    return ForLine(
        th=texts.fill(mailing.body_th, values, "th"),
        en=texts.fill(mailing.body_en, values, "en"),
        page_url=mailing.page_url,
        has_personal_link="link" in used,
    )


def _findings(
    by: Actor, mailing: Mailing, segment: segments.Segment, shared: Values, now: dt.datetime
) -> list[Finding]:
    """What is missing, and what one should know before approving."""
    found = []
    known = {each.code: each for each in segments.placeholders(segment)}
    for code in texts.placeholders_in(*(getattr(mailing, name) for name in WORDS)):
        if code not in known:
            found.append(Finding("contradiction", _("There is no placeholder {%(code)s}.") % {"code": code}))
        elif code == "page" and not mailing.page_url:
            found.append(Finding("missing", _("The text says {page}, but no link goes with this mailing.")))
        elif code in shared and not any(shared[code]):
            label = known[code].label
            found.append(
                Finding("missing", _("Nothing is known for {%(code)s}.") % {"code": code}, detail=label)
            )
    if not mailing.body_en:
        found.append(Finding("warning", _("There is no English text: everybody gets the Thai one.")))
    if mailing.has_schedule:
        due = due_at(by, mailing)
        if due is None:
            found.append(
                Finding("missing", _("The date from which the days are counted is not known to the day."))
            )
        elif is_late(due, now):
            found.append(
                Finding(
                    "warning", _("Its time has passed: it will not leave by itself, somebody must send it.")
                )
            )
    return found
