"""Forms of the teams' tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.events.forms.sheets import PartField
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import DayField, LongTextField, TextField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.events.models import Team, TeamTask
    from samphan.events.queries.task_templates import Offered


class TaskForm(VersionedForm):
    """A task: what, by which team and whom, until when, and after what."""

    title_th = TextField(label=gettext_lazy("Task"), max_length=300)
    title_en = TextField(label=gettext_lazy("Task"), max_length=300, required=False)
    detail_th = LongTextField(label=gettext_lazy("Detail"), required=False)
    detail_en = LongTextField(label=gettext_lazy("Detail"), required=False)
    owner_name = TextField(
        label=gettext_lazy("Owner"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "One person. A name that the directory knows once is tied to that person; any other name stays as it is."
        ),
    )
    due_on = DayField(label=gettext_lazy("Due"), required=False)

    def __init__(self, *args: Any, teams: Sequence[Team], tasks: Sequence[TeamTask], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"] = PartField(label=_("Team"), parts=teams, required=False)
        by_id = {str(each.pk): each for each in tasks}
        self.fields["needs"] = forms.TypedMultipleChoiceField(
            label=_("Tasks that must be done before"),
            choices=[(pk, str(each.title)) for pk, each in by_id.items()],
            coerce=by_id.__getitem__,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )


class DropTaskForm(forms.Form):
    """Why a task is dropped."""

    reason = LongTextField(label=gettext_lazy("Why it is dropped"), max_length=1000, rows=3)


class TemplateForm(forms.Form):
    """Which tasks of the template are taken over."""

    def __init__(self, *args: Any, offered: Sequence[Offered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = [each for each in offered if not each.is_taken]
        self.fields["codes"] = forms.MultipleChoiceField(
            label=_("Tasks"),
            choices=[(each.entry.code, str(each.entry.title)) for each in open_ones],
            error_messages={"required": _("Tick at least one task.")},
        )
