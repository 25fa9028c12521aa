"""Forms of evidence, one for each way in which it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.engagement.forms.fields import LinkedField, OneOfField, UploadsField
from samphan.engagement.models import Consent, Supports
from samphan.kit.fields import LongTextField, PartialDateFormField, TextField
from samphan.kit.layout import LaidOutForm
from samphan.kit.picking import RecordField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from samphan.engagement.queries.evidence import Target
    from samphan.engagement.queries.linked import Linked
    from samphan.projects.models import ProjectPartner

CONSENTS: Final = [choice for choice in Consent.choices if choice[0] != Consent.WITHDRAWN]


class EvidenceForm(LaidOutForm):
    """What is said about every piece of evidence."""

    title = TextField(label=_("Title"), max_length=300)
    words = LongTextField(label=_("What it shows"), rows=3, max_length=5000, required=False)
    supports = forms.ChoiceField(
        label=_("Which part of the record it supports"), choices=[("", "–"), *Supports.choices]
    )
    taken_on = PartialDateFormField(
        label=_("Date"),
        required=False,
        help_text=_("When it was taken, written or said; a month or a year alone will do."),
    )
    place = TextField(label=_("Place"), max_length=300, required=False)
    consent = forms.ChoiceField(
        label=_("Did everybody who can be recognised agree?"),
        choices=CONSENTS,
        widget=forms.RadioSelect,
        help_text=_("Documents and public pages show only pictures of people who agreed."),
    )
    is_public = forms.BooleanField(label=_("Show it on the public page of the project"), required=False)
    layout: ClassVar = (
        (_("What it is"), ("uploads", "keeps_place", "url", "linked", "title", "words")),
        (_("What it supports"), ("supports", "target", "partner")),
        (_("When and where"), ("taken_on place",)),
        (pgettext_lazy("evidence", "People shown"), ("consent", "is_public")),
    )

    def __init__(
        self, *args: Any, targets: Sequence[Target], partners: Sequence[ProjectPartner], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"] = OneOfField(
            label=_("One thing of the record"),
            rows=[(each.key, each, each.label) for each in targets],
            required=False,
            help_text=_(
                "A result, a measure, a benefit or an alignment that it stands with, if it is about one of them."
            ),
        )
        self.fields["partner"] = RecordField(
            label=_("About the partner"),
            records=[(each, each.called) for each in partners],
            required=False,
        )


class FilesForm(EvidenceForm):
    """Photographs and documents."""

    uploads = UploadsField(
        label=_("Files"),
        help_text=_(
            "Photographs (JPEG, PNG, WebP) and documents (PDF, Word, Excel), up to 10 MB each and 20 at once."
            " What a camera hides in a photograph is not kept."
        ),
    )
    keeps_place = forms.BooleanField(
        label=_("Keep the place where the photographs were taken"),
        required=False,
        help_text=_(
            "Only tick this where the place may be known: nobody's home, nothing that has to be protected."
        ),
    )
    title = TextField(
        label=_("Title"), max_length=300, required=False, help_text=_("Left empty: the name of the file.")
    )


class LinkForm(EvidenceForm):
    """An address on the web."""

    url = forms.URLField(label=_("Address"), max_length=1000, assume_scheme="https")


class StatementForm(EvidenceForm):
    """What somebody states."""

    words = LongTextField(
        label=_("What is stated, and by whom"),
        rows=5,
        max_length=5000,
        help_text=_("In the words in which it was said."),
    )


class RecordForm(EvidenceForm):
    """A record of this system."""

    title = TextField(
        label=_("Title"), max_length=300, required=False, help_text=_("Left empty: the title of the record.")
    )

    def __init__(
        self,
        *args: Any,
        url: str,
        offers: Callable[[str], list[tuple[Linked, str]]],
        find: Callable[[str], Linked | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["linked"] = LinkedField(
            label=pgettext_lazy("evidence", "Record"),
            url=url,
            offers=offers,
            find=find,
            help_text=_(
                "An event, a meeting, a resolution, a survey or an agreement that you may see: type a part of its title."
            ),
        )


class WithdrawForm(forms.Form):
    """Why evidence is used no longer."""

    reason = LongTextField(label=_("Reason"), max_length=300, rows=3)
    is_consent = forms.BooleanField(
        label=_("Somebody who is shown does not agree any more"),
        required=False,
        help_text=_(
            "The picture is let go of at once and cannot be brought back; the line in the list stays."
        ),
    )
