"""The form of a question with its choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.forms.formsets import formset_factory
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.kit.editing import VersionedForm
from samphan.kit.fields import LongTextField, TextField
from samphan.surveys.actions.questions import OptionRow, QuestionRow
from samphan.surveys.models import DECISIVE, WITH_CHOICES, Kind, Meaning, Sensitivity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms import BaseFormSet

    from samphan.surveys.models import Choice, Question

MOST_CHOICES: Final = 100
BLANK: Final = 2


class OptionForm(forms.Form):
    """One choice; an empty row is none."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text_th = TextField(label=gettext_lazy("Choice"))
    text_en = TextField(label=gettext_lazy("Choice"), required=False)

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name != "ORDER"]


class QuestionForm(VersionedForm):
    """A question as people write it; ``row`` gives it to the action."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of answer"), choices=Kind.choices)
    text_th = LongTextField(label=gettext_lazy("Question"), max_length=2000, rows=2)
    text_en = LongTextField(label=gettext_lazy("Question"), max_length=2000, rows=2, required=False)
    help_th = LongTextField(label=gettext_lazy("Explanation"), max_length=2000, rows=2, required=False)
    help_en = LongTextField(label=gettext_lazy("Explanation"), max_length=2000, rows=2, required=False)
    is_required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    shown_if = forms.ChoiceField(
        label=gettext_lazy("Ask it"),
        required=False,
        help_text=gettext_lazy(
            "A question may depend on the answer to an earlier one with choices or a consent."
        ),
    )
    sensitivity = forms.ChoiceField(
        label=gettext_lazy("What the answer tells"),
        choices=Sensitivity.choices,
        help_text=gettext_lazy("Sensitive answers are forgotten on a day that is set when they are given."),
    )
    meaning = forms.ChoiceField(
        label=gettext_lazy("Used for"),
        required=False,
        choices=[("", "–"), *Meaning.choices],
        help_text=gettext_lazy("Lets the event find the answer, for instance for the caterer."),
    )

    def __init__(
        self,
        *args: Any,
        earlier: Sequence[Question],
        present: Sequence[Choice] = (),
        condition: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._conditions: dict[str, tuple[Question, Choice | None]] = {}
        groups: list[tuple[str, Any]] = [("", _("always"))]
        for question in earlier:
            if found := _conditions(question):
                self._conditions |= {code: (question, option) for code, _label, option in found}
                name = Truncator(question.text).chars(80)
                groups.append((name, [(code, label) for code, label, _option in found]))
        self.fields["shown_if"].choices = groups  # type: ignore[attr-defined]  # a choice field, seen as any field
        self.fields["shown_if"].initial = condition
        data: Any = self.data if self.is_bound else None
        self.options: BaseFormSet[Any] = formset_factory(
            OptionForm,
            extra=BLANK,
            can_order=True,
            can_delete=True,
            max_num=MOST_CHOICES,
            validate_max=True,
            absolute_max=2 * MOST_CHOICES,
        )(
            data,
            prefix="options",
            initial=[{"id": each.pk, "text_th": each.text_th, "text_en": each.text_en} for each in present],
        )

    def is_valid(self) -> bool:
        """The question and, where it has choices, all of them."""
        is_valid = super().is_valid()
        return (self.data.get("kind") not in WITH_CHOICES or self.options.is_valid()) and is_valid

    def row(self) -> QuestionRow:
        """The question as the action takes it."""
        words = {
            name: value for name, value in self.cleaned_data.items() if name not in {"version", "shown_if"}
        }
        options: list[OptionRow] = []
        if words["kind"] in WITH_CHOICES:
            rows = [form.cleaned_data for form in self.options.ordered_forms]
            options = [
                OptionRow(id=row.get("id"), text_th=row["text_th"], text_en=row.get("text_en", ""))
                for row in rows
                if row.get("text_th")
            ]
        return QuestionRow(
            **words, options=options, shown_if=self._conditions.get(self.cleaned_data["shown_if"])
        )


def condition_code(question: Question) -> str:
    """The value of ``shown_if`` that stands for the condition of a question."""
    if question.shown_if_question_id is None:
        return ""
    return f"{question.shown_if_question_id}:{question.shown_if_option_id or ''}"


def _conditions(question: Question) -> list[tuple[str, str, Choice | None]]:
    """The answers to a question on which another one may depend: code, words, choice."""
    if question.kind not in DECISIVE:
        return []
    if question.kind == Kind.CONSENT:
        return [(f"{question.pk}:", _("if consent was given"), None)]
    return [
        (f"{question.pk}:{each.pk}", _("if answered “%(answer)s”") % {"answer": each.text}, each)
        for each in question.options.all()
        if not each.is_removed
    ]
