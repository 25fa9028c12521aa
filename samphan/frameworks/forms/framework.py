"""Forms of frameworks, plans and their items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.frameworks.models import FrameworkKind
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import CountField, LongTextField, TextField
from samphan.kit.forms import ComboSelect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.frameworks.models import FrameworkItem

FIRST_BUDDHIST: int = 2400
BUDDHIST: int = 543


class YearField(CountField):
    """A year, typed in the Buddhist or the Christian era; gives the Christian one."""

    def clean(self, value: Any) -> int | None:
        """As typed, or less 543 where it can only be Buddhist."""
        year: int | None = super().clean(value)
        if year is None:
            return None
        year = year - BUDDHIST if year > FIRST_BUDDHIST else year
        if not 1900 <= year <= 2200:
            raise forms.ValidationError(_("Write a year such as 2569."))
        return year


def shown_year(year: int | None) -> int | None:
    """A year as the form shows it, in the Buddhist era."""
    return None if year is None else year + BUDDHIST


class FrameworkForm(VersionedForm):
    """What is said about a framework."""

    title_th = TextField(label=_("Title"), max_length=300)
    title_en = TextField(label=_("Title"), max_length=300, required=False)
    about_th = LongTextField(label=pgettext_lazy("framework", "About"), required=False, rows=3)
    about_en = LongTextField(label=pgettext_lazy("framework", "About"), required=False, rows=3)
    source = TextField(
        label=_("Source"),
        max_length=500,
        required=False,
        help_text=_("Who wrote it, where it stands, when it was approved."),
    )
    licence = TextField(label=_("Terms of use"), max_length=200, required=False)
    from_year = YearField(label=_("From the year"), required=False)
    until_year = YearField(label=_("Until the year"), required=False)


class PlanForm(FrameworkForm):
    """A new plan of the network's own."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            *((each.value, each.label) for each in FrameworkKind if each != FrameworkKind.FRAMEWORK),
            (FrameworkKind.FRAMEWORK.value, FrameworkKind.FRAMEWORK.label),
        ],
    )
    edition = TextField(
        label=_("Version"),
        max_length=40,
        help_text=_("As people call it, such as 2566–2570."),
    )
    field_order = ("kind", "title_th", "title_en", "edition")


class ItemForm(VersionedForm):
    """One item of an own plan."""

    code = TextField(label=_("Code"), max_length=40, help_text=_("Such as 1.2. Each stands once in a plan."))
    title_th = TextField(label=_("Title"))
    title_en = TextField(label=_("Title"), required=False)
    words_th = LongTextField(label=_("Explanation"), required=False, rows=3)
    words_en = LongTextField(label=_("Explanation"), required=False, rows=3)

    def __init__(self, *args: Any, others: Sequence[FrameworkItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = ItemField(others, label=pgettext_lazy("framework", "Part of"), required=False)


class ItemField(forms.TypedChoiceField):
    """An item chosen from a list that was read once; gives the item or None."""

    def __init__(self, items: Sequence[FrameworkItem], **kwargs: Any) -> None:
        by_id = {str(each.pk): each for each in items}
        super().__init__(
            choices=[("", "–"), *((pk, f"{each.code} {each.title}") for pk, each in by_id.items())],
            coerce=by_id.__getitem__,
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)


class ImportForm(forms.Form):
    """A list of items: pasted, or a file."""

    text = LongTextField(
        label=_("Paste the list"),
        required=False,
        rows=12,
        max_length=200_000,
        help_text=_(
            "One item a line: code, title in Thai, title in English, explanation, as columns of a spreadsheet."
            " 1.2 becomes a part of 1. A line with a title alone gets the next number."
        ),
    )
    upload = forms.FileField(label=_("Or a file (xlsx or csv)"), required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        found = super().clean() or {}
        if not found.get("text") and not found.get("upload") and not self.errors:
            raise forms.ValidationError(_("Paste a list or choose a file."))
        return found

    def clean_text(self) -> str:
        """As it was pasted: blanks and tabs separate the columns."""
        return str(self.data.get(self.add_prefix("text"), ""))[:200_000]


class VersionForm(VersionedForm):
    """How a new version is called."""

    edition = TextField(label=_("New version"), max_length=40)


class FollowForm(forms.Form):
    """Which older item each of some items follows: a field for each of them."""

    def __init__(
        self, *args: Any, items: Sequence[FrameworkItem], older: Sequence[FrameworkItem], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for each in items:
            self.fields[f"item_{each.pk}"] = ItemField(
                older, label=f"{each.code} {each.title}", required=False
            )

    def pairs(self) -> dict[int, int | None]:
        """Item → the older one that was chosen, by id."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value is not None}
        return {int(name.removeprefix("item_")): value.pk for name, value in chosen.items()}


class FollowOneForm(VersionedForm):
    """Which older item one follows."""

    def __init__(self, *args: Any, older: Sequence[FrameworkItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follows"] = ItemField(
            older, label=_("Follows, in the version before"), required=False, widget=ComboSelect()
        )


class MatchForm(VersionedForm):
    """Which items go with one."""

    def __init__(self, *args: Any, others: Sequence[FrameworkItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(each.pk): each for each in others}
        self.fields["chosen"] = forms.MultipleChoiceField(
            label=_("Goes with"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(pk, f"{each.code} {each.title}") for pk, each in self.by_id.items()],
        )

    def matches(self) -> list[FrameworkItem]:
        return [self.by_id[pk] for pk in self.cleaned_data["chosen"]]
