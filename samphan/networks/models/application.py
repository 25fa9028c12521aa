"""Applications for membership: made by the form or entered by the secretariat, decided by a resolution."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.kit.privacy import Privacy
from samphan.networks.models.category import MemberCategory
from samphan.networks.models.membership import Member
from samphan.networks.models.prospect import Prospect
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned


class ApplicationState(models.TextChoices):
    SUBMITTED = "submitted", _("submitted")
    CHECKED = "checked", _("checked, waits for a resolution")
    APPROVED = "approved", _("admitted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn by the applicant")


class ApplicationWay(models.TextChoices):
    FORM = "form", _("by the form")
    SECRETARIAT = "secretariat", _("entered by the secretariat")


class MembershipApplicationQuerySet(OwnedQuerySet["MembershipApplication"]):
    """Applications hold names and addresses of people who are not members yet."""

    see = "members.manage"


class MembershipApplication(Owned, Versioned):
    """An organisation asks to become a member. ``organisation`` is NULL until the secretariat has found its record.

    ``resolution`` says what decided it as stated (body, number of the meeting, date); a record of an upper storey may
    stand beside it by ``resolution_kind`` and ``resolution_id``.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation_name = models.CharField(_("name of the organisation"), max_length=300)
    category = models.ForeignKey(
        MemberCategory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("category"),
    )
    prospect = models.ForeignKey(
        Prospect, on_delete=models.SET_NULL, null=True, blank=True, related_name="applications"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ApplicationState.choices, default=ApplicationState.SUBMITTED
    )
    way = models.CharField(_("how it came"), max_length=12, choices=ApplicationWay.choices)
    submitted_on = models.DateField(_("submitted"))
    applicant_name = models.CharField(_("name of who applies"), max_length=200)
    applicant_position = models.CharField(_("position"), max_length=200, blank=True, default="")
    applicant_email = models.EmailField(_("e-mail address"), max_length=254)
    applicant_phone = models.CharField(_("telephone"), max_length=60, blank=True, default="")
    reasons = models.CharField(
        _("why the organisation wants to join"), max_length=3000, blank=True, default=""
    )
    resolution = models.CharField(_("resolution"), max_length=300, blank=True, default="")
    resolved_on = models.DateField(_("date of the resolution"), null=True, blank=True)
    resolution_kind = models.CharField(max_length=60, blank=True, default="")
    resolution_id = models.BigIntegerField(null=True, blank=True)
    decision_reason = models.CharField(_("reason of the decision"), max_length=1000, blank=True, default="")
    member = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="applications"
    )
    form_key = models.UUIDField(
        null=True, blank=True, help_text="of the form that was sent, so that it counts once"
    )
    sort_key = models.CharField(max_length=1000)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = MembershipApplicationQuerySet.as_manager()
    privacy = Privacy(
        personal="applicant_name applicant_position applicant_email applicant_phone reasons",
        neither="organisation organisation_name category prospect state way submitted_on resolution resolved_on"
        " resolution_kind resolution_id decision_reason member form_key sort_key is_sample version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=ApplicationState.values), name="networks_application_state"
            ),
            models.CheckConstraint(
                condition=Q(way__in=ApplicationWay.values), name="networks_application_way"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ApplicationState.APPROVED, ApplicationState.DECLINED])
                | (~Q(resolution="") & Q(resolved_on__isnull=False, organisation__isnull=False)),
                name="networks_application_decided",
            ),
            models.CheckConstraint(
                condition=Q(resolved_on__isnull=True) | Q(resolved_on__gte=models.F("submitted_on")),
                name="networks_application_order",
            ),
            models.CheckConstraint(
                condition=Q(resolution_kind="", resolution_id__isnull=True)
                | (~Q(resolution_kind="") & Q(resolution_id__isnull=False)),
                name="networks_application_resolution",
            ),
            models.UniqueConstraint(fields=["network", "form_key"], name="networks_application_form"),
            models.UniqueConstraint(
                fields=["network", "organisation"],
                condition=Q(state__in=[ApplicationState.SUBMITTED, ApplicationState.CHECKED]),
                name="networks_application_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-submitted_on", "id"], name="networks_application_recent")
        ]
