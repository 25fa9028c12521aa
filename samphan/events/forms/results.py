"""Forms of results, outputs and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.events.forms.sheets import PartField
from samphan.events.models import DocumentKind, Level, OutputKind
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import LongTextField, TextField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.events.models import StrategicGroup

#: Field of a link → what its boxes are called.
LINKS: Final = {
    "results": _("Results"),
    "agenda_items": _("Agenda items"),
    "groups": _("Groups"),
    "outputs": _("Outputs"),
    "documents": _("Documents"),
}


class PartsField(forms.TypedMultipleChoiceField):
    """Parts of the same event, ticked; gives them as a list."""

    def __init__(self, *, parts: Sequence[Any], **kwargs: Any) -> None:
        by_id = {str(part.pk): part for part in parts}
        super().__init__(
            choices=[(str(part.pk), str(label_of(part))) for part in parts],
            coerce=by_id.__getitem__,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return (
            [str(getattr(each, "pk", each)) for each in value] if isinstance(value, (list, tuple)) else value
        )


def label_of(part: Any) -> str:
    """What a box says: a group with its code, a result with its statement."""
    if hasattr(part, "code"):
        return f"{part.code} · {part.title}"
    return str(part.statement if hasattr(part, "statement") else part.title)


class LinkedForm(VersionedForm):
    """A form that ticks other parts of the event; ``parts`` maps a field of ``LINKS`` to what there is."""

    def __init__(self, *args: Any, parts: Mapping[str, Sequence[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in parts.items():
            if rows:
                self.fields[name] = PartsField(label=LINKS[name], parts=rows)

    @property
    def link_fields(self) -> list[forms.BoundField]:
        """The boxes, for the page."""
        return [self[name] for name in LINKS if name in self.fields]


class ResultForm(LinkedForm):
    """A statement of what changed, with its evidence."""

    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, widget=forms.RadioSelect)
    statement_th = LongTextField(label=_("What changed"), rows=5)
    statement_en = LongTextField(label=_("What changed"), rows=5, required=False)


class OutputForm(VersionedForm):
    """Something that the event produced."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OutputKind.choices)
    title_th = TextField(label=_("Title"))
    title_en = TextField(label=_("Title"), required=False)
    detail_th = LongTextField(label=_("Detail"), required=False)
    detail_en = LongTextField(label=_("Detail"), required=False)

    def __init__(self, *args: Any, groups: Sequence[StrategicGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"] = PartField(label=_("Group"), parts=groups, required=False)


class DocumentForm(VersionedForm):
    """A paper, survey, agreement or contact list: a file, an address, or only its title for now."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices)
    title_th = TextField(label=_("Title"), max_length=300)
    title_en = TextField(label=_("Title"), max_length=300, required=False)
    upload = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, Word (docx), Excel (xlsx), PNG or JPEG, up to 10 MB."),
    )
    url = forms.URLField(label=_("Web address"), max_length=500, required=False, assume_scheme="https")
