"""People of the directory. Most of them never sign in; a Person is not a User."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from samphan.directory.models.organisation import Organisation
from samphan.kit.bilingual import Bilingual, Text
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.kit.thai.names import Language, NameStyle, PersonName, format_name
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


class PersonQuerySet(models.QuerySet["Person"]):
    def for_actor(self, actor: Actor) -> PersonQuerySet:
        """People with whom the network of the address has a relation, and those listed publicly.

        The database holds the same rule for all networks of the scope (see the migration).
        """
        return self.filter(_seen(actor, "")) if actor.holds("network.see") else self.none()

    def current(self) -> PersonQuerySet:
        """Without those that were merged into another: what lists show and pickers offer.

        Where the database does not show the other one (its keeper merged a record that a second network has to do
        with), the network goes on with the record that it has.
        """
        stayed = Person.objects.filter(pk=OuterRef("merged_into_id"))
        return self.filter(Q(merged_into__isnull=True) | ~Exists(stayed))


def _seen(actor: Actor, at: str) -> Q:
    """Whether a person is seen; ``at`` is the way to the person (``person__``)."""
    related = PersonRelation.objects.filter(network_id=actor.network_id).values("person_id")
    return (
        Q(**{f"{at}kept_by_id": actor.network_id})
        | Q(**{f"{at}is_listed": True})
        | Q(**{f"{at}id__in": related})
    )


class Person(Versioned):
    """A person: titles apart from names, because search and order go by the names."""

    kept_by = models.ForeignKey("tenancy.Network", on_delete=models.PROTECT, related_name="+")
    academic_title = models.CharField(_("academic title"), max_length=40, blank=True, default="")
    is_doctor = models.BooleanField(_("holds a doctorate"), default=False)
    other_titles = models.CharField(
        _("rank, profession or other title"), max_length=100, blank=True, default=""
    )
    given_name_th = models.CharField(_("given name in Thai"), max_length=150)
    family_name_th = models.CharField(_("family name in Thai"), max_length=150, blank=True, default="")
    given_name_en = models.CharField(_("given name in English"), max_length=150, blank=True, default="")
    family_name_en = models.CharField(_("family name in English"), max_length=150, blank=True, default="")
    expertise = ArrayField(
        models.CharField(max_length=100), verbose_name=_("expertise"), blank=True, default=list
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="never a chain"
    )
    is_listed = models.BooleanField(_("listed for every network"), default=False)
    sort_key = models.CharField(max_length=1000)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = PersonQuerySet.as_manager()

    table_kind = "person"
    privacy = Privacy(
        personal="academic_title is_doctor other_titles given_name_th family_name_th given_name_en family_name_en"
        " expertise sort_key",
        neither="kept_by merged_into is_listed is_sample version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="directory_person_merged"),
            models.CheckConstraint(condition=~Q(given_name_th=""), name="directory_person_named"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["sort_key", "id"],
                name="directory_person_listed",
                condition=models.Q(merged_into__isnull=True),
            ),
            GinIndex(fields=["expertise"], name="directory_person_expertise"),
        ]

    @property
    def name_th(self) -> str:
        """With titles in short form: ผศ.ดร.สมชาย ใจดี."""
        return self.written("th")

    @property
    def name_en(self) -> str:
        return self.written("en") if self.given_name_en else ""

    @property
    def name(self) -> Text:
        return Text.of(self.name_th, self.name_en)

    def written(self, language: Language, style: NameStyle = "short") -> str:
        """The name with its titles in official order; titles that were typed in Thai stay out of an English name."""
        others = self.other_titles if language == "th" or self.other_titles.isascii() else ""
        name = PersonName(
            academic_title=self.academic_title,
            is_doctor=self.is_doctor,
            other_titles=others,
            given_name=self.given_name_th if language == "th" else self.given_name_en,
            family_name=self.family_name_th if language == "th" else self.family_name_en,
        )
        return format_name(name, language, style)


class PersonRelationQuerySet(OwnedQuerySet["PersonRelation"]):
    """Relations of one network; of others nothing is seen."""


class PersonRelation(Owned):
    """A network has to do with a person; without such a row it does not see somebody else's record."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    objects = PersonRelationQuerySet.as_manager()
    privacy = Privacy(personal="person")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "person"], name="directory_relation_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "network"], name="directory_relation_person")
        ]


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def for_actor(self, actor: Actor) -> AffiliationQuerySet:
        """Affiliations of the people whom the actor may see."""
        return self.filter(_seen(actor, "person__")) if actor.holds("network.see") else self.none()


class Affiliation(models.Model):
    """Where a person works or belongs, from when to when, in which position."""

    kept_by = models.ForeignKey("tenancy.Network", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    position_th = models.CharField(_("position in Thai"), max_length=200, blank=True, default="")
    position_en = models.CharField(_("position in English"), max_length=200, blank=True, default="")
    since = PartialDateField(_("since"), null=True, blank=True)
    until = PartialDateField(_("until"), null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()
    position = Bilingual()

    table_kind = "affiliation"
    privacy = Privacy(personal="person organisation position_th position_en since until", neither="kept_by")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                # Half-known dates: "since March 2569, until some day of 2569" is possible.
                condition=Q(since__isnull=True)
                | Q(until__isnull=True)
                | Q(until__endswith__gt=models.F("since__startswith")),
                name="directory_affiliation_period",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation"], name="directory_affiliation_org")
        ]

    def is_current(self, on: dt.date) -> bool:
        """Whether it may hold on a day: what is not known does not speak against it."""
        return not (self.since and self.since.from_on > on) and not (self.until and self.until.last_on < on)
