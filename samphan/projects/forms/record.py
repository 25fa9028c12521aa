"""Forms of the record of a project: begun in one short form, then written part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import VersionedForm
from samphan.kit.fields import HALF_KNOWN, CountField, LongTextField, PartialDateFormField, TextField
from samphan.kit.formats import year as said_year
from samphan.kit.layout import LaidOutForm
from samphan.kit.picking import PickedField
from samphan.kit.thai.dates import BE_OFFSET
from samphan.projects.models import ChangeDomain, Mission, PairDecision, Population, Visibility

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.queries.picking import Directory
    from samphan.projects.models import ProjectPartner

_BUDDHIST_FROM: Final = 2400
_FIRST, _LAST = 1950, 2100
YES, NO = "yes", "no"


class YearField(CountField):
    """A year as people write it, of the Buddhist or the Common Era; gives one of the Common Era, or None."""

    def prepare_value(self, value: Any) -> Any:
        return said_year(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        typed = super().to_python(value)
        if typed is None:
            return None
        found = typed - BE_OFFSET if typed >= _BUDDHIST_FROM else typed
        if not _FIRST <= found <= _LAST:
            raise ValidationError(gettext("The year is too far away to be right."), code="out_of_range")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class Ticks(forms.MultipleChoiceField):
    """Several of a list of coded words, as boxes."""

    widget = forms.CheckboxSelectMultiple


class BeginForm(LaidOutForm):
    """The short form with which a record begins."""

    title_th = TextField(label=pgettext_lazy("project", "Title"))
    title_en = TextField(label=pgettext_lazy("project", "Title"), required=False)
    need_th = LongTextField(
        label=_("The need that it answers"),
        required=False,
        rows=3,
        help_text=_("A sentence or two. It can be written later."),
    )
    need_en = LongTextField(label=_("The need that it answers"), required=False, rows=3)
    starts = PartialDateFormField(label=_("From"), required=False, help_text=HALF_KNOWN)
    ends = PartialDateFormField(label=_("Until"), required=False, help_text=HALF_KNOWN)
    layout: ClassVar = (
        (_("What it is"), ("title", "need")),
        (_("Period"), ("starts ends",)),
        (_("Who"), ("lead", "entered_for")),
    )

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = PickedField(
            directory.organisations,
            label=_("Unit that leads it"),
            required=False,
            help_text=_("The faculty, centre or organisation that is responsible."),
        )
        self.fields["entered_for"] = PickedField(
            directory.people,
            label=_("Entered for"),
            required=False,
            help_text=_(
                "Only when you write it for somebody else: the leader takes it over with one click later."
            ),
        )


class IdentityForm(LaidOutForm):
    """What a project is, in words."""

    title_th = TextField(label=pgettext_lazy("project", "Title"))
    title_en = TextField(label=pgettext_lazy("project", "Title"), required=False)
    summary_th = LongTextField(label=_("Summary"), required=False, rows=3)
    summary_en = LongTextField(label=_("Summary"), required=False, rows=3)
    need_th = LongTextField(label=_("The need that it answers"), required=False)
    need_en = LongTextField(label=_("The need that it answers"), required=False)
    question_th = LongTextField(label=_("Question developed together"), required=False, rows=2)
    question_en = LongTextField(label=_("Question developed together"), required=False, rows=2)
    question_story = LongTextField(
        label=_("Who raised it and how it was agreed"),
        required=False,
        help_text=_("The partner reads this sentence and says whether it was so."),
    )
    website = forms.URLField(label=_("Website"), required=False, max_length=300, assume_scheme="https")
    code = TextField(
        label=_("Code"),
        max_length=60,
        required=False,
        help_text=_("The number by which your institution knows it."),
    )
    layout: ClassVar = (
        (_("What it is"), ("title", "summary")),
        (_("Why"), ("need", "question", "question_story")),
        (_("Where it is found"), ("website code",)),
    )


class TimeForm(LaidOutForm):
    """When it runs, and the years to which it belongs."""

    starts = PartialDateFormField(label=_("From"), required=False, help_text=HALF_KNOWN)
    ends = PartialDateFormField(label=_("Until"), required=False, help_text=HALF_KNOWN)
    fiscal_year = YearField(label=_("Fiscal year"), required=False)
    academic_year = YearField(label=_("Academic year"), required=False)
    layout: ClassVar = (
        (_("Period"), ("starts ends",)),
        (_("Years, where they differ from what the beginning says"), ("fiscal_year academic_year",)),
    )


class AboutForm(LaidOutForm):
    """What it is about: missions, domains of change, groups, theme, series."""

    missions = Ticks(label=_("Missions that it joins"), choices=Mission.choices, required=False)
    domains = Ticks(
        label=_("In what the life of society changes"), choices=ChangeDomain.choices, required=False
    )
    populations = Ticks(label=_("Groups whom it serves"), choices=Population.choices, required=False)
    theme = TextField(
        label=pgettext_lazy("tag", "Theme"),
        max_length=100,
        required=False,
        help_text=_("One or two words; a new theme is added."),
    )
    series = TextField(
        label=pgettext_lazy("project", "Series"),
        max_length=300,
        required=False,
        help_text=_(
            "The name under which the same work goes on over the years, for example one that is funded year by year."
        ),
    )
    layout: ClassVar = (
        (_("For whom and in what"), ("missions", "domains", "populations")),
        (_("What belongs together"), ("theme", "series")),
    )


def _yes_no(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=[(YES, _("yes")), (NO, _("no")), ("", _("cannot be said yet"))],
        coerce=lambda value: value == YES,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class TreeForm(LaidOutForm):
    """The questions of the decision tree, in the order in which they are asked."""

    is_for_profit = _yes_no(
        _("Is it done for private profit?"), _("Paid consulting for one company, for example.")
    )
    is_public_issue = _yes_no(
        _("Is it about an issue of the public?"), _("One that concerns more people than those who take part.")
    )
    is_with_community = _yes_no(
        _("Does a community outside the university take part?"),
        _(
            "A village, a group, a school, an enterprise, a public body: anybody who is not its students and staff."
        ),
    )
    community_benefit = LongTextField(
        label=_("What does the community gain?"),
        required=False,
        rows=3,
        help_text=_("In words that the community would use. It reads them and says whether it is so."),
    )
    university_benefit = LongTextField(
        label=_("What does the university gain?"),
        required=False,
        rows=3,
        help_text=_(
            "Learning of students, research, a better curriculum. Leave it empty when it only gives."
        ),
    )
    is_knowledge_exchanged = _yes_no(
        _("Does knowledge go both ways?"),
        _("The university learns from the community as well, not only the other way."),
    )
    is_continuing = _yes_no(_("Does it go on?"), _("More than once, or agreed for longer than one activity."))
    layout: ClassVar = (
        (_("Is it work for society?"), ("is_for_profit", "is_public_issue", "is_with_community")),
        (_("Who gains what?"), ("community_benefit", "university_benefit")),
        (_("How is it done?"), ("is_knowledge_exchanged", "is_continuing")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in self.initial.items():
            if isinstance(value, bool):
                self.initial[name] = YES if value else NO


class VisibilityForm(VersionedForm):
    """Who may read the record."""

    visibility = forms.ChoiceField(
        label=_("Who may read it"), choices=Visibility.choices, widget=forms.RadioSelect
    )


class CommentForm(forms.Form):
    """What is said with a step of the record."""

    comment = LongTextField(label=_("Comment"), max_length=5_000, required=False, rows=4)


class ApproveForm(VersionedForm, CommentForm):
    """What is said with an approval; ``version`` is what the reviewer read."""


class ReturnForm(VersionedForm):
    """The comments with which a record is returned; ``version`` is what the reviewer read."""

    comment = LongTextField(label=_("What is to be changed"), max_length=5_000, rows=5)


class ReportYearForm(VersionedForm):
    """What happened in a year, or that there is nothing to report."""

    words = LongTextField(
        label=pgettext_lazy("year", "What happened"), required=False, max_length=5_000, rows=4
    )
    is_nothing = forms.BooleanField(
        label=_("There is nothing to report for this year"),
        required=False,
        help_text=_("This is an answer: nobody asks again."),
    )


class LeadForm(forms.Form):
    """Which of the organisations that claim it leads."""

    reason = LongTextField(label=_("Reason"), max_length=1_000, rows=3)

    def __init__(self, *args: Any, partners: Sequence[ProjectPartner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_id = {str(each.pk): each for each in partners}
        self.fields["partner"] = forms.TypedChoiceField(
            label=_("Who leads"),
            choices=[(pk, each.called) for pk, each in by_id.items()],
            coerce=by_id.__getitem__,
            widget=forms.RadioSelect,
        )
        self.order_fields(["partner"])


class PairForm(forms.Form):
    """What two projects are to each other."""

    decision = forms.ChoiceField(
        label=_("What are they to each other?"), choices=PairDecision.choices, widget=forms.RadioSelect
    )
    words = LongTextField(label=_("In your own words"), required=False, max_length=1_000, rows=2)
