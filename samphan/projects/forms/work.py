"""Forms of actions, possible projects, projects, listings and follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.queries.picking import People, own_organisations_of
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import HALF_KNOWN, DayField, LongTextField, PartialDateFormField, TextField
from samphan.kit.layout import LaidOutForm
from samphan.kit.picking import PickedField, RecordField
from samphan.projects.models import Answer, ListingKind, Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.queries.picking import Directory
    from samphan.kit.actor import Actor
    from samphan.projects.models import ProjectInterest


class ActionForm(LaidOutForm):
    """What is to be done, by whom, until when."""

    title_th = TextField(label=_("What is to be done"))
    title_en = TextField(label=_("What is to be done"), required=False)
    detail_th = LongTextField(label=_("Detail"), required=False)
    detail_en = LongTextField(label=_("Detail"), required=False)
    owner_label = TextField(
        label=_("Or by name"),
        max_length=300,
        required=False,
        help_text=_("For somebody who is not in the directory. One owner only."),
    )
    owner_email = forms.EmailField(label=_("E-mail for reminders"), max_length=254, required=False)
    occasion = TextField(
        label=_("Decided at"),
        max_length=300,
        required=False,
        help_text=_("The meeting or event at which it was agreed."),
    )
    due_on = DayField(label=_("Due"), required=False)
    layout: ClassVar = (
        (_("What it is"), ("title", "detail")),
        (
            _("Who and until when"),
            ("person owner_label", "organisation", "owner_email", "due_on", "occasion"),
        ),
    )

    def __init__(self, *args: Any, actor: Actor, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PickedField(People(actor), label=_("Responsible person"), required=False)
        self.fields["organisation"] = PickedField(
            directory.organisations, label=_("Organisation"), required=False
        )


class DoneForm(forms.Form):
    """What was done."""

    done_note = LongTextField(label=_("What was done"), required=False, max_length=5000, rows=3)


class CarryForm(forms.Form):
    """To which occasion an action is carried over."""

    occasion = TextField(label=_("To which occasion"), max_length=300, required=False)
    due_on = DayField(label=_("New due date"), required=False)


class PossibleForm(LaidOutForm):
    """What a possible project is."""

    title_th = TextField(label=_("Title"))
    title_en = TextField(label=_("Title"), required=False)
    need_th = LongTextField(label=_("The need that it answers"), required=False)
    need_en = LongTextField(label=_("The need that it answers"), required=False)
    idea_th = LongTextField(label=_("The idea"), required=False)
    idea_en = LongTextField(label=_("The idea"), required=False)
    partners_wanted_th = LongTextField(label=_("Partners wanted"), required=False, rows=2)
    partners_wanted_en = LongTextField(label=_("Partners wanted"), required=False, rows=2)
    theme = TextField(
        label=pgettext_lazy("tag", "Theme"),
        max_length=100,
        required=False,
        help_text=_("One or two words; a new theme is added."),
    )
    layout: ClassVar = (
        (_("What it is"), ("title", "need", "idea")),
        (_("Who"), ("partners_wanted", "organisation", "theme")),
    )

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(
            directory.organisations, label=_("Proposed by"), required=False
        )


class CallForm(forms.Form):
    """Until when partners are called for."""

    until = DayField(label=_("Call open until"))


class AskForm(forms.Form):
    """Which institution is asked by a personal link."""

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(directory.organisations, label=_("Institution"))


class InterestForm(LaidOutForm):
    """What an institution offers to a possible project."""

    role = TextField(label=_("Role that you offer"), max_length=300)
    note = LongTextField(label=_("Note"), max_length=5000, required=False)
    contact_name = TextField(label=_("Contact person"), max_length=200, required=False)
    contact_email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)


class OwnInterestForm(InterestForm):
    """The same for an institution that is chosen: any, or one of those that the reader represents."""

    def __init__(self, *args: Any, actor: Actor, directory: Directory | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = (
            PickedField(directory.organisations, label=_("Institution"))
            if directory
            else RecordField(label=_("Institution"), records=own_organisations_of(actor))
        )
        self.order_fields(["organisation"])


class StartForm(forms.Form):
    """With whom a project starts, chosen among those who offered to take part."""

    partners = forms.TypedMultipleChoiceField(label=_("Partners"), widget=forms.CheckboxSelectMultiple)
    lead = forms.TypedChoiceField(label=_("Who leads"), required=False, empty_value=None)
    starts = PartialDateFormField(label=_("From"), required=False, help_text=HALF_KNOWN)
    ends = PartialDateFormField(label=_("Until"), required=False, help_text=HALF_KNOWN)

    def __init__(self, *args: Any, interests: Sequence[ProjectInterest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_id = {str(each.pk): each for each in interests}
        names = [
            (pk, " – ".join(filter(None, [str(each.organisation.name), each.role])))
            for pk, each in by_id.items()
        ]
        partners: Any = self.fields["partners"]
        partners.choices, partners.coerce = names, by_id.__getitem__
        lead: Any = self.fields["lead"]
        lead.choices = [
            ("", _("not decided yet")),
            *((pk, str(each.organisation.name)) for pk, each in by_id.items()),
        ]
        lead.coerce = by_id.__getitem__

    def clean(self) -> dict[str, Any]:
        lead, partners = self.cleaned_data.get("lead"), self.cleaned_data.get("partners") or []
        if lead is not None and lead not in partners:
            self.add_error("lead", _("Who leads is one of the partners: tick that institution too."))
        return self.cleaned_data


class ListingForm(LaidOutForm):
    """An offer or a need of an institution."""

    side = forms.ChoiceField(label=_("Offer or need"), choices=Side.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Kind"), choices=ListingKind.choices)
    title_th = TextField(label=_("Title"), max_length=300)
    title_en = TextField(label=_("Title"), max_length=300, required=False)
    detail_th = LongTextField(label=_("Detail"), required=False)
    detail_en = LongTextField(label=_("Detail"), required=False)
    place = TextField(label=_("Place"), max_length=200, required=False)
    themes = TextField(
        label=_("Themes"),
        required=False,
        help_text=_("One or two words each, separated by commas; new ones are added."),
    )
    contact = TextField(
        label=pgettext_lazy("listing", "Contact"),
        max_length=300,
        required=False,
        help_text=_("Seen by everybody who works in this network."),
    )
    valid_until = DayField(
        label=_("Valid until"), required=False, help_text=_("Leave it empty when it has no end.")
    )
    layout: ClassVar = (
        (_("What it is"), ("side", "kind", "title", "detail", "themes")),
        (_("Who and where"), ("organisation", "place", "contact", "valid_until")),
    )

    def __init__(
        self, *args: Any, actor: Actor, directory: Directory | None, is_new: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            self.fields["organisation"] = (
                PickedField(directory.organisations, label=_("Institution"))
                if directory
                else RecordField(label=_("Institution"), records=own_organisations_of(actor))
            )

    def clean_themes(self) -> list[str]:
        """The names, each once."""
        typed = str(self.cleaned_data["themes"]).replace("、", ",").split(",")
        return list(dict.fromkeys(each.strip() for each in typed if each.strip()))


class AnswerForm(VersionedForm):
    """What became of it; ``version`` is the answer over which this one is written.

    What a partner is asked and somebody else writes down (``is_passed_on``) says who said it.
    """

    answer = forms.ChoiceField(label=_("How far is it?"), widget=forms.RadioSelect)
    note = LongTextField(label=_("In your own words"), max_length=5000, required=False, rows=3)

    def __init__(
        self, *args: Any, answers: Sequence[Answer], is_passed_on: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_passed_on:
            self.fields["said_by"] = TextField(
                label=_("Said by"),
                max_length=150,
                help_text=_(
                    "Name and position of the person of the partner. You are kept as the one who wrote it down."
                ),
            )
        answer = cast("forms.ChoiceField", self.fields["answer"])
        answer.choices = [(each.value, each.label) for each in answers]
        if Answer.LASTS in answers:
            answer.label = _("What is left of what was reached?")


class PlanForm(forms.Form):
    """From which day on the months are counted."""

    from_on = DayField(
        label=_("Counted from"), help_text=_("The owner is asked 6 and 12 months after this day.")
    )
    asked_of = TextField(label=pgettext_lazy("follow-up", "Who is asked"), max_length=300, required=False)
