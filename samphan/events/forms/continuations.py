"""Forms with which an output is carried on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samphan.events.forms.sheets import PartField
from samphan.kit.fields import DayField, LongTextField, PartialDateFormField, TextField
from samphan.kit.picking import PickedField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.queries.picking import Directory
    from samphan.projects.models import Horizon


class CarryOnForm(forms.Form):
    """The title is proposed from the output; whoever carries it on may say it differently."""

    title_th = TextField(label=_("Title"), max_length=500)
    title_en = TextField(label=_("Title"), max_length=500, required=False)

    organisation_label: Any = _("Organisation")

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(
            directory.organisations, label=self.organisation_label, required=False
        )


class ItemForm(CarryOnForm):
    """A new item of a roadmap."""

    organisation_label = _("Responsible organisation")

    ends = PartialDateFormField(
        label=_("Until"), required=False, help_text=_("A day, a month or a year, as far as it is known.")
    )
    is_public = forms.BooleanField(label=_("Show it on the public page of the roadmap"), required=False)

    def __init__(self, *args: Any, horizons: Sequence[Horizon], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = PartField(label=_("Horizon"), parts=horizons)
        # A network has several roadmaps, each with a horizon of the same name.
        field.choices = [
            ("", "–"),
            *((str(each.pk), f"{each.roadmap.title} › {each.title}") for each in horizons),
        ]
        self.fields["horizon"] = field


class ActionForm(CarryOnForm):
    """A new action: one owner, one day."""

    owner_label = TextField(label=_("Responsible person, by name"), max_length=300)
    due_on = DayField(label=_("Due"))


class PossibleProjectForm(CarryOnForm):
    """A new possible project."""

    organisation_label = _("Proposed by")

    need_th = LongTextField(label=_("The need that it answers"), required=False)


class ExistingForm(forms.Form):
    """Something that is there already, by the address of its page or its title."""

    target = forms.ChoiceField(label=_("It became"), choices=())

    def __init__(self, *args: Any, targets: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [("", "–"), *targets]  # type: ignore[attr-defined]  # a choice field has choices

    def clean_target(self) -> tuple[str, int]:
        """The field of a continuation and the id."""
        field, _colon, pk = self.cleaned_data["target"].partition(":")
        if not pk.isdecimal():
            raise ValidationError(_("Choose what it became."))
        return field, int(pk)
