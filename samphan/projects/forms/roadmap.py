"""Forms of roadmaps and of their items."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samphan.kit.fields import HALF_KNOWN, LongTextField, PartialDateFormField, TextField
from samphan.kit.layout import LaidOutForm, RowForm
from samphan.kit.picking import PickedField, RecordField
from samphan.kit.thai.numerals import arabic_digits
from samphan.projects.models import ItemState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.queries.picking import Directory
    from samphan.projects.models import Horizon, RoadmapItem


class NumberField(forms.DecimalField):
    """A measured number: Thai or Arabic digits, group marks; nothing typed is "not measured", never 0."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, max_digits: int = 18, decimal_places: int = 4, **kwargs: Any) -> None:
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        return super().to_python(arabic_digits(str(value)).replace(",", "").strip())


class RoadmapForm(LaidOutForm):
    """What is said about a roadmap."""

    title_th = TextField(label=_("Title"), max_length=300)
    title_en = TextField(label=_("Title"), max_length=300, required=False)
    purpose_th = LongTextField(label=_("Purpose"), required=False)
    purpose_en = LongTextField(label=_("Purpose"), required=False)
    layout: ClassVar = ((_("What it is"), ("title", "purpose")),)


class ItemForm(LaidOutForm):
    """What is said about an item."""

    title_th = TextField(label=_("Title"))
    title_en = TextField(label=_("Title"), required=False)
    detail_th = LongTextField(label=_("Detail"), required=False)
    detail_en = LongTextField(label=_("Detail"), required=False)
    starts = PartialDateFormField(label=_("From"), required=False, help_text=HALF_KNOWN)
    ends = PartialDateFormField(label=_("Until"), required=False, help_text=HALF_KNOWN)
    owner_label = TextField(label=_("Responsible unit or person"), max_length=300, required=False)
    theme = TextField(
        label=pgettext_lazy("tag", "Theme"),
        max_length=100,
        required=False,
        help_text=_("One or two words; a new theme is added."),
    )
    weight = NumberField(
        label=_("Weight"),
        max_digits=8,
        decimal_places=2,
        min_value=0,
        help_text=_("How much it counts among the parts of the same item. 0: it does not count."),
    )
    is_public = forms.BooleanField(
        label=_("Show on the public page"),
        required=False,
        help_text=_(
            "With title, detail, period, organisations, measures and progress; never names of people."
        ),
    )
    layout: ClassVar = (
        (_("What it is"), ("title", "detail")),
        (_("Where it stands"), ("horizon parent", "starts ends", "theme", "weight")),
        (_("Who is responsible"), ("owner", "owner_label")),
        (_("Who may see it"), ("is_public",)),
    )

    def __init__(
        self,
        *args: Any,
        directory: Directory,
        horizons: Sequence[Horizon],
        items: Sequence[RoadmapItem],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["horizon"] = RecordField(
            label=_("Horizon"), records=[(each, each.title) for each in horizons]
        )
        self.fields["parent"] = RecordField(
            label=pgettext_lazy("roadmap", "Part of"),
            required=False,
            records=[(each, each.title) for each in items],
        )
        self.fields["owner"] = PickedField(
            directory.organisations, label=_("Responsible organisation"), required=False
        )


class ReportForm(LaidOutForm):
    """How far an item is."""

    state = forms.ChoiceField(label=_("State"), choices=ItemState.choices)
    progress = NumberField(
        label=_("Progress in per cent"),
        max_digits=3,
        decimal_places=0,
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("0 to 100. Leave it empty when nobody measured it; done without a number counts as 100."),
    )
    note = LongTextField(
        label=_("Note"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=_("Needed when it is dropped: why."),
    )

    def __init__(self, *args: Any, has_parts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_parts:
            del self.fields["progress"]

    def clean_progress(self) -> int | None:
        value = self.cleaned_data.get("progress")
        return None if value is None else int(value)


class NeedsForm(LaidOutForm):
    """What an item needs first."""

    needs = forms.TypedMultipleChoiceField(
        label=_("It needs first"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, items: Sequence[RoadmapItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_id = {str(item.pk): item for item in items}
        self.fields["needs"].choices = [(pk, str(item.title)) for pk, item in by_id.items()]  # type: ignore[attr-defined]  # a field of choices
        self.fields["needs"].coerce = by_id.__getitem__  # type: ignore[attr-defined]  # a typed field


class HorizonRowForm(RowForm):
    code = TextField(label=_("Code"), max_length=20)
    title_th = TextField(label=_("Title"), max_length=200)
    title_en = TextField(label=_("Title"), max_length=200, required=False)
    starts = PartialDateFormField(label=_("From"), required=False)
    ends = PartialDateFormField(label=_("Until"), required=False)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code.startswith("#"):
            raise ValidationError(gettext("A code does not begin with #."))
        return code


class PartnerRowForm(RowForm):
    role = TextField(label=_("Role"), max_length=200, required=False)

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(directory.organisations, label=_("Organisation"))
        self.order_fields(["id", "organisation", "role"])


class MeasureRowForm(RowForm):
    name_th = TextField(label=_("Measure"), max_length=300)
    name_en = TextField(label=_("Measure"), max_length=300, required=False)
    unit = TextField(label=_("Unit"), max_length=100, required=False)
    baseline = NumberField(label=_("Baseline"), required=False)
    target = NumberField(label=_("Target"), required=False)
    actual = NumberField(label=_("Actual"), required=False)
