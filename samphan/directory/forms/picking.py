"""Picking an organisation in a form, and asking whether a new record is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samphan.directory.models import Organisation
from samphan.directory.queries import find_organisations
from samphan.kit.errors import Problem
from samphan.kit.forms import ComboSelect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.models import Person
    from samphan.kit.actor import Actor


class OrganisationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """One organisation of the directory; gives an ``Organisation`` or None.

    With a script it is picked while typing. Without one its name is typed: a full name that one organisation has is
    taken, anything else comes back with the organisations that it may mean.
    """

    widget: ComboSelect

    def __init__(self, *, actor: Actor, url: str, **kwargs: Any) -> None:
        widget = ComboSelect(url=url, search=self._offers)
        known = Organisation.objects.for_actor(actor).select_related("merged_into")
        super().__init__(queryset=known, widget=widget, **kwargs)
        self.actor = actor

    def label_from_instance(self, obj: Any) -> str:
        notes = [str(obj.abbreviation), str(obj.get_status_display()) if obj.is_closed else ""]
        note = ", ".join(filter(None, notes))
        return f"{obj.name} ({note})" if note else str(obj.name)

    def to_python(self, value: Any) -> Organisation | None:
        words = self.widget.words
        if value in self.empty_values and words:
            found = find_organisations(self.actor, words)
            if found.exact is None:
                sentence = (
                    _("“%(words)s” can mean several organisations. Choose one.")
                    if found.candidates
                    else _("No organisation is called “%(words)s”. Add it to the directory first.")
                )
                raise ValidationError(sentence % {"words": words}, code="unresolved")
            return found.exact
        if not str(value or "").isdecimal() or len(str(value)) > 18:
            value = None if value in self.empty_values else -1
        chosen: Organisation | None = super().to_python(value)
        # A form that was opened before a merge means the record that stayed.
        return chosen and (chosen.merged_into or chosen)

    def _offers(self, words: str) -> list[tuple[int, str]]:
        found = find_organisations(self.actor, words)
        return [(each.pk, self.label_from_instance(each)) for each in found.candidates]


class AskingForm(forms.Form):
    """A form of a new record: what may be there already is shown, and the reader says that it is none of these.

    ``not_these`` holds the ids that the reader has seen and turned down, so that another name is asked anew.
    """

    not_these = forms.CharField(required=False, widget=forms.HiddenInput)
    duplicates: Sequence[Organisation] | Sequence[Person] = ()

    def refuse_unseen(self, found: Sequence[Organisation] | Sequence[Person]) -> None:
        """Raise ``Problem`` when there are probable duplicates that the reader has not turned down."""
        seen = set(str(self.cleaned_data.get("not_these", "")).split(","))
        if any(str(each.pk) not in seen for each in found):
            self.duplicates = found
            raise Problem(_("This may be in the directory already. Look at the entries below and decide."))

    @property
    def duplicate_ids(self) -> str:
        return ",".join(str(each.pk) for each in self.duplicates)
