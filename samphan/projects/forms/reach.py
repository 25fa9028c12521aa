"""Forms of places, of people who are served, of resources and of stated numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samphan.agreements.models import ResourceKind
from samphan.directory.queries.places import (
    districts_with,
    find_districts,
    province_choices,
)
from samphan.kit.fields import HALF_KNOWN, CountField, PartialDateFormField, TextField
from samphan.kit.forms import SuggestInput
from samphan.kit.layout import LaidOutForm
from samphan.kit.picking import RecordField
from samphan.kit.thai.numerals import Count, arabic_digits, parse_count
from samphan.projects.forms.roadmap import NumberField
from samphan.projects.models import Population, StatedKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.projects.models import ProjectPartner

LATITUDES, LONGITUDES = (5, 21), (97, 106)
"""Thailand lies between these degrees."""
MONEY_DIGITS: Final = 16
_POINT: Final = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)")


class PointField(TextField):
    """A point as map applications copy it, "7.61667, 100.07400"; gives latitude and longitude, or None."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value[0]}, {value[1]}" if isinstance(value, tuple) else value

    def clean(self, value: Any) -> tuple[Decimal, Decimal] | None:
        text = arabic_digits(super().clean(value)).strip("() ")
        if not text:
            return None
        found = _POINT.fullmatch(text)
        if found is None:
            raise ValidationError(
                gettext("Write latitude and longitude with a comma between, for example 7.61667, 100.07400."),
                code="no_point",
            )
        latitude, longitude = (Decimal(each).quantize(Decimal("0.00001")) for each in found.groups())
        if LONGITUDES[0] <= latitude <= LONGITUDES[1] and LATITUDES[0] <= longitude <= LATITUDES[1]:
            raise ValidationError(
                gettext("Latitude and longitude seem to have changed places. Did you mean %(point)s?")
                % {"point": f"{longitude}, {latitude}"},
                code="swapped",
            )
        return latitude, longitude


class PlaceForm(LaidOutForm):
    """A place, as far down as it is known."""

    province = forms.ChoiceField(
        label=_("Province"), choices=lambda: [("", "–"), *province_choices()], required=False
    )
    site = TextField(
        label=_("Name of the place"),
        max_length=200,
        required=False,
        help_text=_("A village, a school, a temple, a river."),
    )
    point = PointField(
        label=_("Point on the map"),
        max_length=60,
        required=False,
        help_text=_(
            "Latitude and longitude as a map application copies them, for example 7.61667, 100.07400."
        ),
    )
    is_virtual = forms.BooleanField(label=_("It takes place online"), required=False)
    layout: ClassVar = (
        (pgettext_lazy("place", "Where"), ("province district", "subdistrict site", "point", "is_virtual")),
    )

    def __init__(self, *args: Any, districts_url: str, subdistricts_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"] = TextField(
            label=_("District"),
            max_length=100,
            required=False,
            widget=SuggestInput(url=districts_url, include="[name=province]"),
        )
        self.fields["subdistrict"] = TextField(
            label=_("Sub-district"),
            max_length=100,
            required=False,
            widget=SuggestInput(url=subdistricts_url, include="[name=province], [name=district]"),
        )

    def clean(self) -> dict[str, Any]:
        """The point as its two numbers; the district and the province, where what is smaller lies in one of them only."""
        words: dict[str, Any] = super().clean() or {}
        if "point" in words:
            words["latitude"], words["longitude"] = words.pop("point") or (None, None)
        if words.get("subdistrict") and not words.get("district"):
            holding = districts_with(words["subdistrict"], province=words.get("province") or "")
            if len(holding) == 1:
                words["district"], words["province"] = holding[0].name_th, holding[0].province
        if words.get("district") and not words.get("province"):
            found = {
                each.province
                for each in find_districts(words["district"])
                if each.name_th == words["district"]
            }
            if len(found) == 1:
                words["province"] = found.pop()
        return words


class ServedForm(LaidOutForm):
    """People whom the project serves."""

    label = TextField(
        label=_("Who they are"),
        max_length=300,
        help_text=_("For example: farmers of three villages at the lake."),
    )
    population = forms.ChoiceField(
        label=_("Kind of group"), choices=[("", "–"), *Population.choices], required=False
    )
    is_direct = forms.TypedChoiceField(
        label=_("How they are served"),
        choices=[
            (str(True), _("directly: they take part or receive something")),
            (str(False), _("indirectly: it reaches them through others")),
        ],
        coerce=lambda value: value == str(True),
        widget=forms.RadioSelect,
    )
    number = CountField(
        label=pgettext_lazy("count", "People"),
        required=False,
        help_text=_("Leave it empty where nobody knows; that is no 0."),
    )
    is_counted = forms.BooleanField(label=_("Counted, not estimated"), required=False)
    households = CountField(label=_("Households"), required=False)
    groups = CountField(label=_("Number of groups"), required=False)
    each = CountField(
        label=_("People in each group"),
        required=False,
        help_text=_("40 groups of 20 make 800; where it does not fit, the page says so."),
    )
    layout: ClassVar = (
        (pgettext_lazy("served", "Who"), ("label", "population", "is_direct")),
        (_("How many"), ("number households", "is_counted", "groups each")),
    )


class ResourceForm(LaidOutForm):
    """Money or something in kind that is given to the project."""

    title = TextField(label=_("What is given"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=ResourceKind.choices)
    giver = TextField(label=_("Or a funder outside the partnership"), max_length=300, required=False)
    is_internal = forms.BooleanField(label=_("From the university's own budget"), required=False)
    amount = NumberField(
        label=_("Amount"),
        max_digits=MONEY_DIGITS,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text=_("Money in baht; else in the unit beside it."),
    )
    unit = TextField(
        label=_("Unit"), max_length=60, required=False, help_text=_("Hours, rooms, sacks of rice.")
    )
    value_baht = NumberField(
        label=_("Value in baht"), max_digits=MONEY_DIGITS, decimal_places=2, min_value=0, required=False
    )
    value_basis = TextField(
        label=_("Basis of the value"),
        max_length=300,
        required=False,
        help_text=_("Hours × rate, a price list, an estimate of the giver."),
    )
    given = PartialDateFormField(label=_("When"), required=False, help_text=HALF_KNOWN)
    layout: ClassVar = (
        (pgettext_lazy("resource", "What"), ("title", "kind given", "amount unit")),
        (_("Who gives it"), ("partner giver", "is_internal")),
        (_("What it is worth (for anything but money)"), ("value_baht value_basis",)),
    )

    def __init__(self, *args: Any, partners: Sequence[ProjectPartner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"] = RecordField(
            records=[(each, each.called) for each in partners], label=_("Partner"), required=False
        )


class StatedNumberField(NumberField):
    """A number as it was stated, also "more than 300"; gives it with whether it is a lower bound."""

    def clean(self, value: Any) -> tuple[Decimal, bool]:
        found = parse_count(str(value or ""), largest=10**14)
        if isinstance(found, Count):
            return Decimal(found.value), found.is_lower_bound
        return super().clean(value), False


class StatedForm(LaidOutForm):
    """A number that somebody stated, with where it was stated."""

    kind = forms.ChoiceField(label=_("What is counted"), choices=StatedKind.choices)
    number = StatedNumberField(
        label=pgettext_lazy("count", "Number"),
        max_digits=MONEY_DIGITS,
        decimal_places=2,
        min_value=0,
        help_text=_("As it was stated, for example 300 or “more than 300”; a budget in baht."),
    )
    is_at_least = forms.BooleanField(label=_("At least this many"), required=False)
    is_estimate = forms.BooleanField(label=_("An estimate"), required=False)
    source = TextField(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_(
            "Where it was stated: proposal, announcement, news. Several sources may state several numbers."
        ),
    )
    layout: ClassVar = ((_("What was stated"), ("kind number", "is_at_least is_estimate", "source")),)

    def clean(self) -> dict[str, Any]:
        """The number, and "at least" where it was typed with it."""
        words: dict[str, Any] = super().clean() or {}
        if "number" in words:
            words["number"], is_lower_bound = words["number"]
            words["is_at_least"] = words.get("is_at_least", False) or is_lower_bound
        return words
