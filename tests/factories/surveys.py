"""Surveys with questions and answers, made through the actions that the pages use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from samphan.events.actions.survey import ask_participants, begin_satisfaction, open_satisfaction
from samphan.kit.asking import Upload
from samphan.surveys.actions.answering import answer
from samphan.surveys.actions.people import Person, ask_people, make_open_link
from samphan.surveys.actions.questions import OptionRow, QuestionRow, add_question
from samphan.surveys.actions.survey import create_survey, open_survey
from samphan.surveys.models import Purpose, Sensitivity

if TYPE_CHECKING:
    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.surveys.models import Question, Survey


def make_survey(by: Actor, title_th: str = "แบบประเมิน", **words: Any) -> Survey:
    """A survey in preparation, without questions."""
    return create_survey(by=by, title_th=title_th, **words)


def make_question(by: Actor, survey: Survey, kind: str, text_th: str = "", **words: Any) -> Question:
    """A question at the end; ``options`` are texts in Thai."""
    options = [OptionRow(text_th=each) for each in words.pop("options", ())]
    row = QuestionRow(kind=kind, text_th=text_th or f"คำถาม {kind}", options=options, **words)
    return add_question(by=by, survey=survey, row=row)


def make_full_survey(by: Actor, marker: str = "ทดสอบ", *, now: dt.datetime | None = None) -> Survey:
    """An open survey with a question of each kind, a recipient who answered, and the link for everybody."""
    now = now or timezone.now()
    survey = make_survey(by, f"แบบสำรวจ {marker}", intro_th=f"คำชี้แจง {marker}", purpose=Purpose.OTHER)
    make_question(by, survey, "heading", f"หมวด {marker}")
    text = make_question(by, survey, "long_text", f"ความเห็น {marker}", sensitivity=Sensitivity.SENSITIVE)
    choice = make_question(by, survey, "choice", f"เลือก {marker}", options=[f"ก {marker}", f"ข {marker}"])
    first = choice.options.get(order=1)
    detail = make_question(by, survey, "short_text", f"เพราะ {marker}", shown_if=(choice, first))
    ticks = make_question(by, survey, "choices", f"หลายข้อ {marker}", options=["หนึ่ง", "สอง"])
    scale = make_question(by, survey, "scale5", f"ระดับ {marker}")
    consent = make_question(by, survey, "consent", f"ยินยอม {marker}")
    file = make_question(by, survey, "file", f"เอกสาร {marker}")
    open_survey(by=by, survey=survey)
    (recipient, *_rest) = ask_people(
        by=by,
        survey=survey,
        people=[
            Person(label_th=f"ผู้รับ {marker}", group_th=f"กลุ่ม {marker}"),
            Person(label_th=f"อีกคน {marker}"),
        ],
    )
    answer(
        by=by,
        survey=survey,
        recipient=recipient,
        now=now,
        values={
            text.pk: f"คำตอบ {marker}",
            choice.pk: first.pk,
            detail.pk: f"รายละเอียด {marker}",
            ticks.pk: tuple(ticks.options.values_list("pk", flat=True)),
            scale.pk: 4,
            consent.pk: True,
            file.pk: Upload(f"{marker}.pdf", b"%PDF-1.7 " + marker.encode()),
        },
        purge_on=dt.date(2030, 1, 1),
    )
    make_open_link(by=by, survey=survey, now=now)
    return survey


def fill_surveys(by: Actor, event: Event, marker: str, now: dt.datetime) -> None:
    """A survey with everything in it, and the satisfaction survey of the event, open, its participants asked."""
    make_full_survey(by, marker, now=now)
    about = open_satisfaction(by=by, about=begin_satisfaction(by=by, event=event), now=now)
    ask_participants(by=by, about=about)
