"""The forms with which a facilitator prepares boards and their questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.boards.models import Naming, PromptKind
from samphan.boards.queries.templates import board_templates
from samphan.kit.fields import CountField, LongTextField, TextField

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.events.models import Event, StrategicGroup

NAMING_HELP = _(
    "Without names nobody can tell which cards came from one person, not even the operator. It cannot be changed once"
    " people have written."
)


def _templates() -> list[tuple[str, str]]:
    return [(each.code, str(each.title)) for each in board_templates()]


class GroupChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A strategic group by its code and title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {obj.title}"


class BoardForm(forms.Form):
    """What a board is called, whose it is, and whether names are given; a new one is made from a template."""

    title_th = TextField(label=_("Title of the board"), max_length=300)
    title_en = TextField(label=_("Title of the board"), max_length=300, required=False)
    group = GroupChoice(
        label=_("Strategic group"), queryset=None, required=False, empty_label=_("the whole event")
    )
    naming = forms.ChoiceField(label=_("Names"), choices=Naming.choices, help_text=NAMING_HELP)
    template = forms.ChoiceField(label=_("Questions to begin with"), choices=(), required=False)

    def __init__(
        self, *args: Any, groups: QuerySet[StrategicGroup], with_template: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]  # a ModelChoiceField
        if with_template:
            self.fields["template"].choices = [("", _("none: I write my own")), *_templates()]  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["template"]


class GroupBoardsForm(forms.Form):
    """One board for each strategic group, all with the same questions."""

    template = forms.ChoiceField(label=_("Questions to begin with"), choices=_templates)
    naming = forms.ChoiceField(label=_("Names"), choices=Naming.choices, help_text=NAMING_HELP)


class PromptForm(forms.Form):
    """One question: its words, its kind, and what belongs to the kind."""

    text_th = TextField(label=_("Question"), max_length=300)
    text_en = TextField(label=_("Question"), max_length=300, required=False)
    help_th = TextField(label=_("Explanation"), max_length=500, required=False)
    help_en = TextField(label=_("Explanation"), max_length=500, required=False)
    kind = forms.ChoiceField(label=_("Kind of question"), choices=PromptKind.choices)
    options = LongTextField(
        label=_("Choices of a poll"),
        required=False,
        help_text=_("One choice on each line, 2 to 12. Leave this empty for other kinds of questions."),
    )
    at_once = forms.BooleanField(
        label=_("Cards are seen by all at once"),
        required=False,
        help_text=_("Otherwise each person sees only own cards until the facilitator reveals them."),
    )
    dots = CountField(label=_("Votes of each person"), help_text=_("1 to 20, when the cards are voted on."))

    def clean_options(self) -> list[str]:
        """The lines that hold something."""
        text: str = self.cleaned_data["options"]
        return [line.strip() for line in text.splitlines() if line.strip()]


class LeaderForm(forms.Form):
    """To whom a link without account is given."""

    label = TextField(
        label=_("For whom"),
        max_length=150,
        help_text=_("For example the name of the facilitator or rapporteur; it stands in the list of links."),
    )


class CopyForm(forms.Form):
    """The event that gets a copy."""

    event: Any = forms.ModelChoiceField(label=_("Event"), queryset=None)

    def __init__(self, *args: Any, events: QuerySet[Event], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["event"]
        field.queryset = events
        field.label_from_instance = lambda event: str(event.title)
