"""Forms made of the items of a rubric: a level and a sentence for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.engagement.models import Channel
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import LongTextField, TextField

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.forms.boundfield import BoundField
    from django.utils.functional import _StrOrPromise

    from samphan.evaluation.queries.rubric import Item, Rubric

CANNOT_SAY: Final = "none"
LONGEST_NOTE: Final = 2000


@dataclass(frozen=True, slots=True)
class ItemFields:
    """The fields of one item, for a template."""

    item: Item
    score: BoundField
    note: BoundField
    evidence: BoundField | None = None


def name_of(kind: str, item: Item) -> str:
    """The name of a field of an item."""
    return f"{kind}_{item.code.replace('.', '_')}"


class ScoreForm(forms.Form):
    """A level and a note for each item, of all or of ``items``. ``is_plain`` asks in the words for partners."""

    with_evidence = False

    def __init__(
        self,
        *args: Any,
        rubric: Rubric,
        said: Mapping[str, Any],
        items: Sequence[Item] | None = None,
        is_plain: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rubric = rubric
        self.items = rubric.items if items is None else items
        choices: list[tuple[str, _StrOrPromise]] = [
            (str(each.score), f"{each.score} – {each.plain if is_plain else each.name}")
            for each in rubric.levels
        ]
        choices.append((CANNOT_SAY, pgettext_lazy("level", "cannot be said")))
        for item in self.items:
            before = said.get(item.code)
            self.fields[name_of("score", item)] = forms.ChoiceField(
                label=item.plain if is_plain else item.name,
                help_text="" if is_plain else item.words,
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                initial=_initial(before),
            )
            self.fields[name_of("note", item)] = LongTextField(
                label=_("In your own words") if is_plain else _("Why"),
                required=False,
                rows=2,
                max_length=LONGEST_NOTE,
                initial=before.note if before else "",
            )
            if self.with_evidence:
                self.fields[name_of("evidence", item)] = LongTextField(
                    label=pgettext_lazy("self-assessment", "What shows it"),
                    required=False,
                    rows=2,
                    max_length=LONGEST_NOTE,
                    initial=before.evidence if before else "",
                )

    def groups(self) -> Iterator[tuple[Any, list[ItemFields]]]:
        """The items of each group with their fields."""
        for group in self.rubric.groups:
            yield group, [self._fields_of(item) for item in self.rubric.items_of(group.code)]

    def _fields_of(self, item: Item) -> ItemFields:
        evidence = self[name_of("evidence", item)] if self.with_evidence else None
        return ItemFields(item, self[name_of("score", item)], self[name_of("note", item)], evidence)

    def said(self) -> dict[str, dict[str, Any]]:
        """What was said, by item: those for which a level was chosen."""
        found = {}
        for item in self.items:
            chosen = self.cleaned_data[name_of("score", item)]
            if chosen == "":
                continue
            found[item.code] = {
                "score": None if chosen == CANNOT_SAY else int(chosen),
                "note": self.cleaned_data[name_of("note", item)],
            }
            if self.with_evidence:
                found[item.code]["evidence"] = self.cleaned_data[name_of("evidence", item)]
        return found

    def clean(self) -> dict[str, Any]:
        """Words without a level would be lost: they ask for one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for item in self.items:
            name = name_of("score", item)
            texts = [name_of("note", item)] + ([name_of("evidence", item)] if self.with_evidence else [])
            if name in cleaned and not cleaned[name] and any(cleaned.get(each) for each in texts):
                self.add_error(name, _("Choose a level too, or that it cannot be said."))
        return cleaned


class QuestionForm(ScoreForm):
    """One question of the page of a partner. The page says the question, the form offers the answers."""

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, items=[item], is_plain=True, **kwargs)
        self.label_suffix = ""
        score = self.fields[name_of("score", item)]
        score.label, score.required = _("Your answer"), True
        score.error_messages["required"] = _("Please choose one of the answers.")


class SendForm(forms.Form):
    """Who sends the answers of a partner."""

    said_by = TextField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class AskAgainForm(forms.Form):
    """A partner is asked; often, only knowingly."""

    all_the_same = forms.BooleanField(
        label=_("Ask all the same, though this partner was asked often lately"), required=False
    )


class PassedOnForm(ScoreForm):
    """What a partner said to somebody else, who writes it down."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_plain=True, **kwargs)
        self.fields["said_by"] = TextField(label=_("Who said it"), max_length=200)
        ways = [(code, label) for code, label in Channel.choices if code in {"paper", "phone", "spoken"}]
        self.fields["channel"] = forms.ChoiceField(label=_("How it was said"), choices=ways)


class AnswerForm(ScoreForm):
    """An institution looks at itself: a level, what shows it, and why."""

    with_evidence = True


class AgreedForm(AnswerForm, VersionedForm):
    """What those in the dialogue agreed, which several of them may write down."""

    def stored(self, agreed: Mapping[str, Any]) -> dict[str, Any]:
        """What is kept by now, by the names of the fields."""
        found: dict[str, Any] = {}
        for item in self.items:
            if kept := agreed.get(item.code):
                found[name_of("score", item)] = _initial(kept)
                found[name_of("evidence", item)], found[name_of("note", item)] = kept.evidence, kept.note
        return found

    def label_of(self, name: str) -> str:
        """With the code of the item that it is about."""
        code = next((each.code for each in self.items if name.endswith(name_of("", each))), "")
        return " ".join(filter(None, [code, super().label_of(name)]))


def _initial(before: Any) -> str | None:
    if before is None:
        return None
    return CANNOT_SAY if before.score is None else str(before.score)
