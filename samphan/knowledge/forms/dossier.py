"""Forms of a dossier: its cover, its projects, own words, who did what, annexes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.kit.editing import VersionedForm
from samphan.kit.fields import LongTextField, TextField
from samphan.kit.layout import LaidOutForm
from samphan.kit.picking import PickedField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.queries.picking import Directory
    from samphan.kit.layout import Layout
    from samphan.knowledge.queries.picking import Projects

LONGEST = 20_000


class BeginForm(forms.Form):
    """What a new dossier is for."""

    pack = forms.ChoiceField(label=_("For what"), widget=forms.RadioSelect)
    title_th = TextField(label=_("Title"), max_length=500)
    title_en = TextField(label=_("Title"), max_length=500, required=False)
    holder_name = TextField(
        label=_("Name on the paper"),
        max_length=200,
        help_text=_("With the academic title, as it is printed."),
    )
    position_now = TextField(label=_("Present position"), max_length=200, required=False)
    position_wanted = TextField(label=_("Position applied for"), max_length=200, required=False)
    field = TextField(label=_("Field of knowledge"), max_length=200, required=False)

    def __init__(
        self, *args: Any, packs: Sequence[tuple[str, str]], directory: Directory, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = PickedField(
            directory.organisations, label=pgettext_lazy("dossier", "Unit"), required=False
        )
        self.fields["pack"].choices = packs  # type: ignore[attr-defined]  # a ChoiceField has them


class CoverForm(VersionedForm):
    """What stands on the cover."""

    title_th = TextField(label=_("Title"), max_length=500)
    title_en = TextField(label=_("Title"), max_length=500, required=False)
    holder_name = TextField(label=_("Name on the paper"), max_length=200)
    position_now = TextField(label=_("Present position"), max_length=200, required=False)
    position_wanted = TextField(label=_("Position applied for"), max_length=200, required=False)
    field = TextField(label=_("Field of knowledge"), max_length=200, required=False)

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = PickedField(
            directory.organisations, label=pgettext_lazy("dossier", "Unit"), required=False
        )


class ProjectRowForm(forms.Form):
    """One project with the own part in it."""

    own_part_th = LongTextField(label=_("Own part in it"), required=False, rows=3, max_length=LONGEST)
    own_part_en = LongTextField(label=_("Own part in it"), required=False, rows=3, max_length=LONGEST)

    field_order = ("project", "own_part_th", "own_part_en")

    def __init__(self, *args: Any, projects: Projects, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"] = PickedField(projects, label=_("Project"))
        self.order_fields(self.field_order)


class PartForm(LaidOutForm):
    """Own words for a part."""

    words_th = LongTextField(label=_("Own words"), required=False, rows=10, max_length=LONGEST)
    words_en = LongTextField(
        label=_("Own words"),
        required=False,
        rows=10,
        max_length=LONGEST,
        help_text=_("For a paper in English. Without them it holds the Thai ones."),
    )
    is_in_place = forms.BooleanField(
        label=_("Print these words alone, without what the records say"), required=False
    )
    layout: ClassVar[Layout] = ((_("Own words"), ("words", "is_in_place")),)


class ContributionRowForm(forms.Form):
    """What one person did, with the share."""

    name = TextField(label=_("Name"), max_length=200)
    position = TextField(label=_("Position or organisation"), max_length=300, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    work = LongTextField(label=_("What this person did"), rows=2, max_length=2000)
    share = forms.DecimalField(
        label=_("Share, %"), min_value=Decimal("0.01"), max_value=100, max_digits=5, decimal_places=2
    )
    is_holder = forms.BooleanField(label=_("Holder of the dossier"), required=False)


class SignForm(forms.Form):
    """The answer of somebody who did a part of the work."""

    answer = forms.ChoiceField(
        label=_("Is this right?"),
        choices=[
            ("yes", _("Yes: this is who did what")),
            ("no", _("No: something is not right")),
        ],
        widget=forms.RadioSelect,
    )
    words = LongTextField(label=_("What is not right"), required=False, rows=3, max_length=2000)
    signed_name = TextField(label=_("Your name"), max_length=200)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def read_again(self, fingerprint: str) -> None:
        """It answers the table of this fingerprint from now on, with everything that was typed."""
        given: Any = self.data
        self.data = given.copy()
        self.data["seen"] = fingerprint  # type: ignore[index]  # a copy of a QueryDict can be written


class AnnexForm(forms.Form):
    """One annex."""

    kind = forms.ChoiceField(label=_("Kind of annex"))
    source = forms.ChoiceField(
        label=_("From the records"),
        required=False,
        help_text=_("Evidence and certificates of use of the dossier's projects."),
    )
    upload = forms.FileField(
        label=_("Or a file of your own"),
        required=False,
        help_text=_("PDF, Word, Excel or a picture, up to 10 MB."),
    )
    title = TextField(label=_("Title"), max_length=300, required=False)

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[tuple[str, str]],
        sources: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField has them
        self.fields["source"].choices = [("", "–"), *sources]  # type: ignore[attr-defined]  # as above
