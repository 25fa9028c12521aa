"""Forms of uses of results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.events.forms.results import LinkedForm
from samphan.kit.fields import LongTextField, PartialDateFormField, TextField
from samphan.kit.picking import PickedField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.directory.models import Organisation
    from samphan.directory.queries.picking import Directory


class UseForm(LinkedForm):
    """What an institution will do, and from what that comes."""

    title_th = TextField(label=_("Title"), max_length=300)
    title_en = TextField(label=_("Title"), max_length=300, required=False)
    plan_th = LongTextField(label=_("What will be done"), required=False)
    plan_en = LongTextField(label=_("What will be done"), required=False)
    owner_th = TextField(label=_("Responsible unit"), max_length=300, required=False)
    owner_en = TextField(label=_("Responsible unit"), max_length=300, required=False)
    due = PartialDateFormField(
        label=_("Due"), required=False, help_text=_("A day, a month or a year, as far as it is known.")
    )
    change_th = LongTextField(label=_("What changed"), required=False)
    change_en = LongTextField(label=_("What changed"), required=False)


class NewUseForm(UseForm):
    """The same for an institution that is picked, or chosen among those that the reader represents."""

    def __init__(
        self,
        *args: Any,
        directory: Directory,
        represented: Sequence[Organisation] | None = None,
        parts: Mapping[str, Sequence[Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, parts=parts, **kwargs)
        if represented is None:
            self.fields["organisation"] = PickedField(directory.organisations, label=_("Institution"))
        else:
            by_id = {str(each.pk): each for each in represented}
            self.fields["organisation"] = forms.TypedChoiceField(
                label=_("Institution"),
                choices=[(pk, str(each.name)) for pk, each in by_id.items()],
                coerce=by_id.__getitem__,
            )


class DropForm(forms.Form):
    """Why a use is dropped."""

    reason = LongTextField(label=_("Why it is dropped"), max_length=1000, rows=3)


class FinishForm(forms.Form):
    """What changed through a use."""

    change_th = LongTextField(label=_("What changed"), required=False)
    change_en = LongTextField(label=_("What changed"), required=False)
