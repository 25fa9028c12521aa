"""Who was asked, and what was answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.kit.bilingual import Bilingual
from samphan.kit.privacy import Privacy
from samphan.surveys.models.survey import Choice, Question, Survey, SurveyRowQuerySet
from samphan.tenancy.models import Owned, StoredFile


class Recipient(Owned):
    """Somebody who is asked by a personal link, which leads to this row and answers once.

    Of an anonymous survey it is only known *that* its link was used: no day, no response.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="recipients")
    label_th = models.CharField(_("who is asked, in Thai"), max_length=300, blank=True, default="")
    label_en = models.CharField(_("who is asked, in English"), max_length=300, blank=True, default="")
    group_th = models.CharField(_("group, in Thai"), max_length=300, blank=True, default="")
    group_en = models.CharField(_("group, in English"), max_length=300, blank=True, default="")
    sort_key = models.CharField(
        max_length=1000, blank=True, default="", help_text="made of the label, to page in Thai order"
    )
    has_answered = models.BooleanField(_("has answered"), default=False)

    objects = SurveyRowQuerySet["Recipient"].as_manager()
    label = Bilingual()
    group = Bilingual()
    privacy = Privacy(personal="label_th label_en sort_key", neither="survey group_th group_en has_answered")


class Response(Owned):
    """What one person answered to a survey.

    ``respondent_key`` is the SHA-256 of a secret that only the browser of the respondent keeps: it finds the own
    response again, and makes a form that is sent twice count once. ``purge_on`` is set by the app that asked.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    is_anonymous = models.BooleanField(_("anonymous"), help_text="as promised when it was given")
    recipient = models.OneToOneField(
        Recipient, on_delete=models.SET_NULL, null=True, blank=True, related_name="response"
    )
    respondent_key = models.CharField(max_length=64, blank=True, default="")
    group_th = models.CharField(_("group, in Thai"), max_length=300, blank=True, default="")
    group_en = models.CharField(_("group, in English"), max_length=300, blank=True, default="")
    answered_on = models.DateField(_("day of the answer"))
    answered_at = models.DateTimeField(_("time of the answer"), null=True, blank=True)
    purge_on = models.DateField(_("sensitive answers are purged on"), null=True, blank=True)
    purged_on = models.DateField(_("sensitive answers were purged on"), null=True, blank=True)

    objects = SurveyRowQuerySet["Response"].as_manager()
    group = Bilingual()
    privacy = Privacy(
        personal="recipient respondent_key answered_at",
        neither="survey is_anonymous group_th group_en answered_on purge_on purged_on",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(is_anonymous=False)
                | models.Q(recipient__isnull=True, answered_at__isnull=True),
                name="surveys_response_keeps_promise",
            ),
            models.UniqueConstraint(
                fields=["network", "survey", "respondent_key"],
                condition=~models.Q(respondent_key=""),
                name="surveys_response_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["network", "purge_on"],
                condition=models.Q(purge_on__isnull=False, purged_on__isnull=True),
                name="surveys_response_to_purge",
            ),
        ]


class AnswerValue(Owned):
    """The answer to one question, in the column of its kind; a question that was not answered has no row.

    A consent keeps the wording that stood on the page, and when it was given or refused.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="values")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="values")
    text = models.TextField(_("text"), blank=True, default="")
    number = models.DecimalField(_("number"), max_digits=18, decimal_places=4, null=True, blank=True)
    day = models.DateField(_("date"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_consented = models.BooleanField(_("consented"), null=True, blank=True)
    wording = models.TextField(_("wording that was shown"), blank=True, default="")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("consent withdrawn"), null=True, blank=True)

    objects = SurveyRowQuerySet["AnswerValue"].as_manager()
    privacy = Privacy(
        # A question says of what kind its answer is; the columns hold whatever was asked.
        sensitive="text number day",
        personal="file is_consented decided_at withdrawn_at",
        neither="response question wording",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "response", "question"], name="surveys_answer_once"),
            models.CheckConstraint(
                condition=models.Q(is_consented__isnull=True, wording="", decided_at__isnull=True)
                | (models.Q(is_consented__isnull=False, decided_at__isnull=False) & ~models.Q(wording="")),
                name="surveys_consent_worded",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(is_consented=True),
                name="surveys_consent_withdrawn",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "question"], name="surveys_answer_question"),
        ]


class AnswerChoice(Owned):
    """A choice that was ticked."""

    answer = models.ForeignKey(AnswerValue, on_delete=models.CASCADE, related_name="ticks")
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="+")

    objects = SurveyRowQuerySet["AnswerChoice"].as_manager()
    privacy = Privacy(sensitive="choice", neither="answer")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "answer", "choice"], name="surveys_tick_once"),
        ]
