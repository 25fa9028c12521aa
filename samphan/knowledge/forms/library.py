"""Forms of case studies, of the library, of news and of the public pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samphan.directory.queries.places import find_province, province_name
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import LongTextField, TextField
from samphan.kit.formats import year as said_year
from samphan.kit.layout import LaidOutForm, RowForm
from samphan.kit.picking import RecordField
from samphan.knowledge.models import SiteSection
from samphan.projects.models import ChangeDomain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.engagement.models import Evidence
    from samphan.events.models import Event
    from samphan.kit.layout import Layout


YEARS_BACK = 40


class ProvincesField(TextField):
    """Names of provinces with commas between them; gives their codes."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(province_name(code)) for code in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        typed = [each.strip() for each in str(super().clean(value)).replace("\n", ",").split(",")]
        found = {each: find_province(each) for each in typed if each}
        if unknown := [each for each, code in found.items() if not code]:
            raise ValidationError(
                gettext("There is no province of this name: %(names)s") % {"names": ", ".join(unknown)},
                code="unknown",
            )
        return list(dict.fromkeys(found.values()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(str(self.prepare_value(initial) or "") != str(data or ""))


def year_choices() -> list[tuple[str, str]]:
    """The years that a case study may have begun in, as the reader counts them."""
    this = timezone.localdate().year + 1
    return [("", "–"), *((str(each), said_year(each)) for each in range(this, this - YEARS_BACK, -1))]


class CaseForm(LaidOutForm):
    """What a case study is called, what it teaches, and by what it is found."""

    title_th = TextField(label=_("Title"), max_length=300)
    title_en = TextField(label=_("Title"), max_length=300, required=False)
    summary_th = LongTextField(
        label=_("Summary"),
        required=False,
        rows=3,
        help_text=_(
            "Where a project stands behind it, the summary of its record stands here until you write another."
        ),
    )
    summary_en = LongTextField(label=_("Summary"), required=False, rows=3)
    teaches_th = LongTextField(
        label=_("What it teaches"),
        required=False,
        rows=3,
        help_text=_("A few sentences for somebody who wants to do the same elsewhere."),
    )
    teaches_en = LongTextField(label=_("What it teaches"), required=False, rows=3)
    theme_name = TextField(label=pgettext_lazy("tag", "Theme"), max_length=100, required=False)
    provinces = ProvincesField(label=_("Provinces"), required=False, help_text=_("With commas between them."))
    domains = forms.MultipleChoiceField(
        label=_("In what the life of society changes"),
        choices=ChangeDomain.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    year = forms.TypedChoiceField(
        label=_("Year in which it began"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    layout: ClassVar[Layout] = (
        (_("What it is"), ("title", "summary", "teaches")),
        (_("By what it is found"), ("theme_name year", "provinces", "domains")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.initial.get("year")
        choices = year_choices()
        if known and str(known) not in dict(
            choices
        ):  # the project began longer ago than anybody is asked for
            choices.append((str(known), said_year(known)))
        self.fields["year"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has them


class ElsewhereForm(CaseForm):
    """A case study that somebody else tells: where it stands, whose it is, under which licence."""

    address = forms.URLField(label=_("Address"), max_length=1000, assume_scheme="https")
    source = TextField(
        label=_("Source"), max_length=500, help_text=_("Who tells it: the author or the organisation.")
    )
    licence = TextField(
        label=_("Licence"),
        max_length=200,
        required=False,
        help_text=_(
            "As its page says, such as CC BY 4.0. Left empty, the library says that it is not known."
        ),
    )
    layout: ClassVar[Layout] = (
        (pgettext_lazy("case study", "Where it stands"), ("address", "source licence")),
        *CaseForm.layout,
    )


class SectionForm(VersionedForm):
    """Own words for a part of a case study."""

    words_th = LongTextField(label=_("Own words"), required=False, rows=6)
    words_en = LongTextField(label=_("Own words"), required=False, rows=6)
    is_left_out = forms.BooleanField(
        label=_("Without what the record says"),
        required=False,
        help_text=_("The part then holds your words alone."),
    )


class PictureRowForm(RowForm):
    """One photograph of a case study."""

    caption_th = TextField(label=_("Caption"), max_length=300, required=False)
    caption_en = TextField(label=_("Caption"), max_length=300, required=False)
    field_order = ("id", "evidence", "caption_th", "caption_en")

    def __init__(self, *args: Any, pictures: Sequence[tuple[Evidence, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"] = RecordField(records=pictures, label=_("Photograph"), has_blank=True)
        self.order_fields(self.field_order)


class ReturnForm(forms.Form):
    """Why a case study is returned."""

    why = LongTextField(label=_("What is to be changed"))


class NewsForm(LaidOutForm):
    """A piece of news."""

    title_th = TextField(label=_("Title"), max_length=300)
    title_en = TextField(label=_("Title"), max_length=300, required=False)
    body_th = LongTextField(label=_("Text"), required=False, rows=8)
    body_en = LongTextField(label=_("Text"), required=False, rows=8)
    link = forms.URLField(label=_("Address for more"), max_length=1000, required=False, assume_scheme="https")
    upload = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG or WebP. Use it only when the people in it agreed; place data is not kept."),
    )
    picture_words = TextField(
        label=_("What the picture shows"),
        max_length=300,
        required=False,
        help_text=_("Read aloud to those who cannot see it."),
    )
    without_picture = forms.BooleanField(
        label=_("Take the picture out"),
        required=False,
        help_text=_("When somebody who is shown in it does not agree any more."),
    )
    is_pinned = forms.BooleanField(label=_("Stands first"), required=False)
    layout: ClassVar = (
        (_("What it says"), ("title", "body", "link")),
        (_("Picture"), ("upload", "picture_words", "without_picture", "is_pinned")),
    )

    def __init__(self, *args: Any, has_picture: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_picture:
            del self.fields["without_picture"]


class SiteForm(LaidOutForm):
    """What everybody may read."""

    shows = forms.MultipleChoiceField(
        label=_("Sections that everybody may read"),
        choices=SiteSection.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Nothing is shown unless it is ticked. What stands in a section is published one by one."
        ),
    )
    welcome_th = LongTextField(label=_("Welcome"), required=False, rows=4)
    welcome_en = LongTextField(label=_("Welcome"), required=False, rows=4)
    layout: ClassVar = ((_("What is public"), ("shows", "welcome")),)


class EventsForm(forms.Form):
    """The events of which everybody may read title, days and place."""

    events = forms.TypedMultipleChoiceField(
        label=_("Events"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, events: Sequence[tuple[Event, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = [(each.pk, words) for each, words in events]  # type: ignore[attr-defined]  # a field of choices, see above
