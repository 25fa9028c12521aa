"""What is asked: a survey, its questions and their choices."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned


class SurveyRowQuerySet[M: models.Model](OwnedQuerySet[M]):
    """Rows of a survey are seen by who may see surveys."""

    see = "surveys.see"


class AskedQuerySet[M: models.Model](SurveyRowQuerySet[M]):
    """Questions and choices: what was taken out stays, with the answers that it got."""

    def standing(self) -> Self:
        """Those that are asked, without those that were taken out."""
        return self.filter(is_removed=False)


class Purpose(models.TextChoices):
    REGISTRATION = "registration", _("registration")
    SATISFACTION = "satisfaction", _("satisfaction")
    OTHER = "other", _("other purpose")


class State(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("open for answers")
    CLOSED = "closed", _("closed")


class Kind(models.TextChoices):
    """How a question is answered; the codes are those of ``kit.asking``."""

    SHORT_TEXT = "short_text", _("a line of text")
    LONG_TEXT = "long_text", _("several lines of text")
    CHOICE = "choice", _("one of several choices")
    CHOICES = "choices", _("any of several choices")
    SCALE5 = "scale5", _("five-point scale")
    NUMBER = "number", pgettext_lazy("kind of answer", "number")
    DATE = "date", _("date")
    CONSENT = "consent", _("consent")
    FILE = "file", _("file")
    HEADING = "heading", _("heading without an answer")


class Sensitivity(models.TextChoices):
    NEITHER = "neither", _("not personal")
    PERSONAL = "personal", _("personal data")
    SENSITIVE = "sensitive", _("sensitive data (section 26 of the PDPA)")


class Meaning(models.TextChoices):
    """What apps above look for among the answers, whatever the wording of the question."""

    DIET = "diet", _("food that somebody needs")
    ACCESS = "access", _("help that somebody needs to take part")
    PHOTO = "photo", _("consent to photographs")
    CONTACT = "contact", _("consent to stand in the contact list")


WITH_CHOICES = (Kind.CHOICE, Kind.CHOICES)
#: Kinds on whose answer another question may depend.
DECISIVE = (*WITH_CHOICES, Kind.CONSENT)
#: Kinds whose answer says who gave it, or counts only from somebody known: not for anonymous surveys.
NAMING = (Kind.CONSENT, Kind.FILE)


class Survey(Owned, Versioned):
    """Questions in an order, with a time in which they are answered.

    ``is_anonymous`` is a promise: of a response only the day is kept, and nothing that leads to the person.
    """

    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    intro_th = models.TextField(_("introduction, in Thai"), blank=True, default="")
    intro_en = models.TextField(_("introduction, in English"), blank=True, default="")
    thanks_th = models.TextField(_("thanks, in Thai"), blank=True, default="")
    thanks_en = models.TextField(_("thanks, in English"), blank=True, default="")
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices, default=Purpose.OTHER)
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.DRAFT)
    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    sort_key = models.CharField(max_length=1000, help_text="made of the title, to page in Thai order")
    is_sample = models.BooleanField(_("sample data"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SurveyRowQuerySet["Survey"].as_manager()
    title = Bilingual()
    intro = Bilingual()
    thanks = Bilingual()
    privacy = Privacy(
        neither="title_th title_en intro_th intro_en thanks_th thanks_en purpose state is_anonymous opens_at"
        " closes_at sort_key is_sample created_at version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="surveys_survey_titled"),
            models.CheckConstraint(
                condition=models.Q(purpose__in=Purpose.values), name="surveys_survey_purpose"
            ),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="surveys_survey_state"),
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True)
                | models.Q(closes_at__isnull=True)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="surveys_survey_period",
            ),
            models.CheckConstraint(
                condition=~models.Q(purpose=Purpose.REGISTRATION, is_anonymous=True),
                name="surveys_registration_is_named",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "sort_key", "id"], name="surveys_survey_title_order"),
        ]


class Question(Owned, Versioned):
    """One question, or a heading between questions.

    It is asked when ``shown_if_question`` was answered with ``shown_if_option`` (a consent: when it was given); that
    question stands before it. One that was taken out is not asked any more and keeps its answers.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind.choices)
    text_th = models.CharField(_("question in Thai"), max_length=2000)
    text_en = models.CharField(_("question in English"), max_length=2000, blank=True, default="")
    help_th = models.CharField(_("explanation, in Thai"), max_length=2000, blank=True, default="")
    help_en = models.CharField(_("explanation, in English"), max_length=2000, blank=True, default="")
    is_required = models.BooleanField(_("must be answered"), default=False)
    sensitivity = models.CharField(
        _("what the answer tells"), max_length=9, choices=Sensitivity.choices, default=Sensitivity.NEITHER
    )
    meaning = models.CharField(_("used for"), max_length=10, choices=Meaning.choices, blank=True, default="")
    shown_if_question = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only if this question"),
    )
    shown_if_option = models.ForeignKey(
        "surveys.Choice",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("was answered with"),
    )
    is_removed = models.BooleanField(_("taken out"), default=False)

    objects = AskedQuerySet["Question"].as_manager()
    text = Bilingual()
    help = Bilingual()
    privacy = Privacy(
        neither="survey order kind text_th text_en help_th help_en is_required sensitivity meaning shown_if_question"
        " shown_if_option is_removed version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("text"), name="surveys_question_worded"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="surveys_question_kind"),
            models.CheckConstraint(
                condition=models.Q(sensitivity__in=Sensitivity.values), name="surveys_question_sensitivity"
            ),
            models.CheckConstraint(
                condition=models.Q(meaning__in=["", *Meaning.values]), name="surveys_question_meaning"
            ),
            models.UniqueConstraint(
                fields=["network", "survey", "meaning"],
                condition=models.Q(is_removed=False) & ~models.Q(meaning=""),
                name="surveys_meaning_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=Kind.HEADING, is_required=True), name="surveys_heading_asks_nothing"
            ),
            # The bytes of a file may be shared with another record, so that a purge could not promise anything.
            models.CheckConstraint(
                condition=~models.Q(kind=Kind.FILE, sensitivity=Sensitivity.SENSITIVE),
                name="surveys_file_not_sensitive",
            ),
            models.CheckConstraint(
                condition=models.Q(shown_if_question__isnull=True)
                | ~models.Q(shown_if_question=models.F("id")),
                name="surveys_question_not_own_condition",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "survey", "order", "id"], name="surveys_question_order"),
        ]


class Choice(Owned):
    """One of the answers that a question offers."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    order = models.PositiveIntegerField(_("order"), default=0)
    text_th = models.CharField(_("choice in Thai"), max_length=500)
    text_en = models.CharField(_("choice in English"), max_length=500, blank=True, default="")
    is_removed = models.BooleanField(_("taken out"), default=False)

    objects = AskedQuerySet["Choice"].as_manager()
    text = Bilingual()
    privacy = Privacy(neither="question order text_th text_en is_removed")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("text"), name="surveys_choice_worded"),
        ]
