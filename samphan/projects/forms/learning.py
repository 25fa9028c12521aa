"""Forms of courses and of research in a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.kit.fields import CountField, LongTextField, TextField
from samphan.kit.layout import LaidOutForm
from samphan.kit.picking import PickedField
from samphan.projects.forms.record import YearField
from samphan.projects.forms.roadmap import NumberField
from samphan.projects.models import ResearchKind

if TYPE_CHECKING:
    from samphan.directory.queries.picking import Directory


class CourseForm(LaidOutForm):
    """A course or a training that the project is part of."""

    title = TextField(label=_("Course, curriculum or training"), max_length=300)
    code = TextField(label=_("Code"), max_length=40, required=False)
    section = TextField(label=_("Section or term"), max_length=60, required=False)
    is_degree = forms.BooleanField(
        label=_("Part of a degree"),
        required=False,
        help_text=_("Leave it open for trainings, short courses and credit banks."),
    )
    is_real_work = forms.BooleanField(label=_("Experience of real work"), required=False)
    enrolled = CountField(label=_("Students or trainees"), required=False)
    is_enrolled_counted = forms.BooleanField(label=_("Counted, not estimated"), required=False)
    hours = NumberField(
        label=_("Hours of each with the project"), max_digits=7, decimal_places=1, min_value=0, required=False
    )
    is_hours_counted = forms.BooleanField(label=_("Hours were counted, not estimated"), required=False)
    pedagogy = TextField(
        label=_("Way of teaching"),
        max_length=300,
        required=False,
        help_text=_("For example service learning, project work, cooperative education."),
    )
    objectives = LongTextField(
        label=_("Learning objectives"),
        required=False,
        help_text=_("What somebody can do afterwards, one a line."),
    )
    layout: ClassVar = (
        (_("What it is"), ("title", "code section", "organisation", "is_degree is_real_work")),
        (_("What is learned"), ("objectives", "pedagogy")),
        (
            pgettext_lazy("course", "Who takes part"),
            ("enrolled hours", "is_enrolled_counted is_hours_counted"),
        ),
    )

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(
            directory.organisations, label=_("Faculty or institution"), required=False
        )


class ResearchForm(LaidOutForm):
    """Research in the project, and what came of it."""

    title = TextField(label=_("Title of the research"), max_length=500)
    kind = forms.ChoiceField(label=_("Kind"), choices=ResearchKind.choices)
    discipline = TextField(label=_("Field of knowledge"), max_length=200, required=False)
    is_joint_question = forms.BooleanField(
        label=_("The question was developed with the community"), required=False
    )
    is_with_community_authors = forms.BooleanField(
        label=_("People of the community are among the authors"), required=False
    )
    ethics_number = TextField(
        label=_("Number of the ethics approval"),
        max_length=100,
        required=False,
        help_text=_("Asked for where people are studied."),
    )
    year = YearField(label=_("Year"), required=False)
    products = LongTextField(
        label=_("Scholarly products"),
        required=False,
        help_text=_("Articles, books, patents, exhibitions, handbooks for the community; one a line."),
    )
    url = forms.URLField(label=_("Address on the web"), max_length=500, required=False, assume_scheme="https")
    layout: ClassVar = (
        (_("What it is"), ("title", "kind discipline", "is_joint_question", "is_with_community_authors")),
        (_("What came of it"), ("products", "year ethics_number", "url")),
    )
