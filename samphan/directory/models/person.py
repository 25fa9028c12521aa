"""People of the directory. Most of them never sign in; a Person is not a User."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.directory.models.organisation import Organisation
from samphan.kit.actor import Actor
from samphan.kit.bilingual import Text
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned

if TYPE_CHECKING:
    from samphan.kit.thai.names import PersonName


class PersonQuerySet(models.QuerySet["Person"]):
    def for_actor(self, actor: Actor) -> PersonQuerySet:
        """People with whom the network of the address has a relation, and those listed publicly.

        The database holds the same rule for all networks of the scope (see the migration).
        """
        if not actor.holds("network.see"):
            return self.none()
        related = PersonRelation.objects.filter(network_id=actor.network_id).values("person_id")
        return self.filter(Q(kept_by_id=actor.network_id) | Q(is_listed=True) | Q(pk__in=related))


class Person(Versioned):
    """A person: titles apart from names, because search and order go by the names."""

    kept_by = models.ForeignKey("tenancy.Network", on_delete=models.PROTECT, related_name="+")
    academic_title = models.CharField(_("academic title"), max_length=40, blank=True, default="")
    is_doctor = models.BooleanField(_("holds a doctorate"), default=False)
    other_titles = models.CharField(_("rank, profession or other title"), max_length=100, blank=True, default="")
    given_name_th = models.CharField(_("given name in Thai"), max_length=150)
    family_name_th = models.CharField(_("family name in Thai"), max_length=150, blank=True, default="")
    given_name_en = models.CharField(_("given name in English"), max_length=150, blank=True, default="")
    family_name_en = models.CharField(_("family name in English"), max_length=150, blank=True, default="")
    is_listed = models.BooleanField(_("listed for every network"), default=False)
    sort_key = models.CharField(max_length=1000)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = PersonQuerySet.as_manager()

    table_kind = "person"
    privacy = Privacy(
        personal="academic_title is_doctor other_titles given_name_th family_name_th given_name_en family_name_en"
        " sort_key",
        neither="kept_by is_listed is_sample version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(given_name_th=""), name="directory_person_named"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sort_key", "id"], name="directory_person_order")
        ]

    @property
    def name_th(self) -> str:
        """With titles in short form: ผศ.ดร.สมชาย ใจดี."""
        from samphan.kit.thai.names import format_name

        return format_name(self._as_name("th"), language="th", style="short")

    @property
    def name_en(self) -> str:
        from samphan.kit.thai.names import format_name

        return format_name(self._as_name("en"), language="en", style="short") if self.given_name_en else ""

    @property
    def name(self) -> Text:
        return Text.of(self.name_th, self.name_en)

    def _as_name(self, language: str) -> PersonName:
        from samphan.kit.thai.names import PersonName

        return PersonName(
            academic_title=self.academic_title,
            is_doctor=self.is_doctor,
            other_titles=self.other_titles,
            given_name=getattr(self, f"given_name_{language}"),
            family_name=getattr(self, f"family_name_{language}"),
            source="",
        )


class PersonRelation(Owned):
    """A network has to do with a person; without such a row it does not see somebody else's record."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    objects = OwnedQuerySet["PersonRelation"].as_manager()
    privacy = Privacy(personal="person")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "person"], name="directory_relation_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "network"], name="directory_relation_person")
        ]


class Affiliation(models.Model):
    """Where a person works or belongs, from when to when, in which position."""

    kept_by = models.ForeignKey("tenancy.Network", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    position_th = models.CharField(_("position in Thai"), max_length=200, blank=True, default="")
    position_en = models.CharField(_("position in English"), max_length=200, blank=True, default="")
    since = PartialDateField(_("since"), null=True, blank=True)
    until = PartialDateField(_("until"), null=True, blank=True)

    table_kind = "affiliation"
    privacy = Privacy(personal="person organisation position_th position_en since until", neither="kept_by")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="directory_affiliation_period",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation"], name="directory_affiliation_org")
        ]
