"""Forms of rounds about challenges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.evaluation.models import Secrecy
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import DayField, LongTextField, TextField

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.forms.boundfield import BoundField

    from samphan.evaluation.models import ChallengeMark
    from samphan.evaluation.queries.challenge_pack import Offer, Questions
    from samphan.evaluation.queries.rubric import Words


class RoundForm(forms.Form):
    """A round."""

    title_th = TextField(label=_("Title"), max_length=200)
    title_en = TextField(label=_("Title"), max_length=200, required=False)
    due_on = DayField(label=_("Answers until"))
    secrecy = forms.ChoiceField(
        label=pgettext_lazy("challenge", "Answers are"),
        choices=Secrecy.choices,
        widget=forms.RadioSelect,
        initial=Secrecy.TOGETHER,
        help_text=_(
            "Either way each answer is stored with its institution, so that it can correct it. This is not anonymous, and"
            " those who answer are told so."
        ),
    )


class AskForm(forms.Form):
    """The mail that asks."""

    subject = TextField(label=_("Subject"), max_length=300)
    body = LongTextField(
        label=_("Text"),
        rows=10,
        max_length=5000,
        help_text=_("{organisation} stands for the member, {link} for its personal link."),
    )


@dataclass(frozen=True, slots=True)
class ChallengeFields:
    """The fields of one challenge, for a template."""

    challenge: Words
    now: BoundField
    ideal: BoundField
    words: BoundField


class MarksForm(VersionedForm):
    """Two marks and words for each challenge."""

    def __init__(
        self, *args: Any, questions: Questions, said: Mapping[str, ChallengeMark], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        choices = [(each.code, f"{each.code} – {each.name}") for each in questions.marks]
        for each in questions.challenges:
            before = said.get(each.code)
            for name, label in (("now", _("Now")), ("ideal", _("As it should be"))):
                self.fields[f"{name}_{each.code}"] = forms.ChoiceField(
                    label=label,
                    choices=choices,
                    required=False,
                    widget=forms.RadioSelect,
                    initial=str(getattr(before, name)) if before else None,
                )
            self.fields[f"words_{each.code}"] = LongTextField(
                label=_("In your own words"),
                required=False,
                rows=2,
                max_length=2000,
                initial=before.words if before else "",
            )
        self.fields["name"] = TextField(label=_("Your name"), max_length=200)

    def parts(self) -> Iterator[ChallengeFields]:
        """The fields of each challenge."""
        for each in self.questions.challenges:
            yield ChallengeFields(
                each, self[f"now_{each.code}"], self[f"ideal_{each.code}"], self[f"words_{each.code}"]
            )

    def label_of(self, name: str) -> str:
        """With the challenge that it is about."""
        _part, _line, code = name.partition("_")
        asked = self.questions.challenge(code)
        return f"{asked.name}: {super().label_of(name)}" if asked else super().label_of(name)

    def clean(self) -> dict[str, Any]:
        """Half an answer asks for the other half: words and one mark alone say nothing that could be counted."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for each in self.questions.challenges:
            given = {name: cleaned.get(f"{name}_{each.code}") for name in ("now", "ideal", "words")}
            if any(given.values()):
                for name in ("now", "ideal"):
                    if not given[name] and f"{name}_{each.code}" in cleaned:
                        self.add_error(
                            f"{name}_{each.code}", _("Choose a mark too: now, and as it should be.")
                        )
        return cleaned

    def marks(self) -> dict[str, dict[str, Any]]:
        """What was said, by challenge."""
        found = {}
        for each in self.questions.challenges:
            if now := self.cleaned_data[f"now_{each.code}"]:
                found[each.code] = {
                    "now": int(now),
                    "ideal": int(self.cleaned_data[f"ideal_{each.code}"]),
                    "words": self.cleaned_data[f"words_{each.code}"],
                }
        return found


class TakeOverForm(forms.Form):
    """What is taken over, by whom, until when."""

    strategy = forms.ChoiceField(label=_("What is offered"), widget=forms.RadioSelect)
    title = TextField(
        label=_("In the network's own words"),
        required=False,
        help_text=_("Left empty, the action is called as what is offered."),
    )
    owner_name = TextField(label=_("Responsible person"), max_length=300)
    due_on = DayField(label=_("Due"))

    def __init__(self, *args: Any, offered: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["strategy"].choices = [  # type: ignore[attr-defined]  # a choice field
            (each.code, " – ".join(filter(None, [each.code, each.strategy, each.title]))) for each in offered
        ]
