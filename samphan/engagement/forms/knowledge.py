"""Forms of the register of what communities know and have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.queries.places import province_choices
from samphan.engagement.models import KnowledgeConsent, KnowledgeKind
from samphan.kit.fields import DayField, LongTextField, TextField
from samphan.kit.layout import LaidOutForm
from samphan.kit.picking import PickedField

if TYPE_CHECKING:
    from samphan.directory.queries.picking import Directory
    from samphan.engagement.models import CommunityKnowledge
    from samphan.projects.queries.picking import OwnProjects

ANSWERS: Final = [choice for choice in KnowledgeConsent.choices if choice[0] != KnowledgeConsent.WITHDRAWN]


class KnowledgeForm(LaidOutForm):
    """What it is and whose it is; the holder's field is given by the view."""

    title_th = TextField(label=_("Title"), max_length=300)
    title_en = TextField(label=_("Title"), max_length=300, required=False)
    words_th = LongTextField(label=_("Description"), required=False)
    words_en = LongTextField(label=_("Description"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "–"), *KnowledgeKind.choices])
    holder_name = TextField(
        label=_("Or by name"),
        max_length=300,
        required=False,
        help_text=_("A person or a group that stands in no register."),
    )
    asked_on = DayField(
        label=pgettext_lazy("consent", "Asked on"),
        required=False,
        help_text=_("The day on which its holder was asked whether it may be used."),
    )
    theme_name = TextField(label=pgettext_lazy("tag", "Theme"), max_length=100, required=False)
    province = forms.ChoiceField(
        label=_("Province"),
        choices=lambda: [("", "–"), *province_choices()],
        required=False,
        help_text=_("Left open, it is found in the province of its holder."),
    )
    layout: ClassVar = (
        (_("What it is"), ("kind", "title", "words")),
        (_("Whose it is"), ("holder holder_name", "asked_on", "project")),
        (_("By what it is found"), ("theme_name province",)),
    )

    def __init__(self, *args: Any, directory: Directory, projects: OwnProjects, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"] = PickedField(
            directory.organisations, label=pgettext_lazy("community knowledge", "Holder"), required=False
        )
        self.fields["project"] = PickedField(projects, label=_("Came up in the project"), required=False)


class ConsentForm(LaidOutForm):
    """What its holder allows."""

    consent = forms.ChoiceField(label=_("Answer of its holder"), choices=ANSWERS, widget=forms.RadioSelect)
    conditions = LongTextField(
        label=_("Conditions of use"),
        rows=4,
        max_length=5000,
        required=False,
        help_text=_("Such as: name the village, show it to nobody before the ceremony, ask again each year."),
    )
    consent_by = TextField(label=_("Who agreed"), max_length=200, required=False)
    consent_on = DayField(label=_("Agreed on"), required=False)
    consent_until = DayField(
        label=_("Agreed until"),
        required=False,
        help_text=_(
            "The last day, where it was agreed for a time. From the day after nobody uses or shows it."
        ),
    )
    is_public = forms.BooleanField(
        label=_("May be shown to everybody"),
        required=False,
        help_text=_(
            "With title, description, province and conditions of use, where the network opened this part of its public pages."
            " Write no names of people there. An entry about a person is never shown."
        ),
    )
    credit = TextField(
        label=_("Named to everybody as"),
        max_length=300,
        required=False,
        help_text=_(
            "Such as: weavers of Ban Khok. Left empty, an organisation goes by its name, and a holder in no register is not"
            " named."
        ),
    )
    layout: ClassVar = (
        (_("Answer of its holder"), ("consent", "conditions", "consent_by", "consent_on consent_until")),
        (_("Shown to everybody"), ("is_public", "credit")),
    )


class UseForm(forms.Form):
    """A project that uses it."""

    words = LongTextField(label=_("How it is used"), rows=3, max_length=5000, required=False)

    def __init__(self, *args: Any, entry: CommunityKnowledge, projects: OwnProjects, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"] = PickedField(projects, label=_("Project"))
        if entry.consent == KnowledgeConsent.CONDITIONS:
            self.fields["are_conditions_met"] = forms.BooleanField(
                label=_("The conditions of its holder are kept"), required=False, help_text=entry.conditions
            )


class ReasonForm(forms.Form):
    """What the holder said."""

    reason = LongTextField(label=_("What the holder said"), max_length=1000, rows=3)
