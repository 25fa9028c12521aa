"""Forms of the university's pages about both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samphan.engagement.actions.claims import CHANGED, WORDS_NEEDED, Said
from samphan.engagement.actions.speaking import LONGEST_NAME, PASSED_ON
from samphan.engagement.models import (
    OBJECTIONS,
    AskKind,
    BenefitKind,
    BenefitState,
    BenefitTheme,
    ClaimVerdict,
    Consent,
    Intensity,
    PaperKind,
    ReplyKind,
    Stage,
    Voice,
)
from samphan.engagement.queries.plain_words import VERDICTS
from samphan.kit.fields import AmountField, LongTextField, TextField

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.forms import BoundField

    from samphan.engagement.models import Participation
    from samphan.engagement.queries.sides import ClaimLine

CHANNELS: Final = [(each.value, each.label) for each in PASSED_ON]
UNRATED: Final = ("", _("not said"))


class PassedOnForm(forms.Form):
    """Words of a partner that somebody else writes down: who said them, and how they came."""

    said_by = TextField(
        label=_("Said by"),
        max_length=LONGEST_NAME,
        help_text=_(
            "Name and position of the person of the partner. You are kept as the one who wrote it down."
        ),
    )
    channel = forms.ChoiceField(
        label=pgettext_lazy("words of a partner", "How it came"), choices=CHANNELS, widget=forms.RadioSelect
    )


class RecordForm(PassedOnForm):
    """All claims about a partner at once, as they stand on the paper form; what is left open is not answered.

    Fields are named by the key of their claim: what was typed to one never becomes an answer to another.
    """

    def __init__(self, *args: Any, lines: Sequence[ClaimLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            key = line.claim.key
            self.fields[f"verdict_{key}"] = forms.ChoiceField(
                label=line.claim.heading,
                choices=[("", _("not answered")), *VERDICTS],
                required=False,
            )
            self.fields[f"words_{key}"] = LongTextField(
                label=_("In the partner's words"), required=False, rows=2, max_length=5_000
            )
            self.fields[f"print_{key}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, max_length=32, initial=line.claim.fingerprint
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        given: Any = self.data  # a QueryDict
        renewed = given.copy()
        for line in self.lines:
            key, seen = line.claim.key, line.claim.fingerprint
            verdict = said.get(f"verdict_{key}", "")
            if verdict in OBJECTIONS and not said.get(f"words_{key}"):
                self.add_error(f"words_{key}", WORDS_NEEDED[ClaimVerdict(verdict)])
            if verdict and said.get(f"print_{key}") != seen:
                self.add_error(f"verdict_{key}", CHANGED)
            renewed[f"print_{key}"] = seen
        for name in self.data:
            if name.startswith("words_") and name not in self.fields and (words := self.data[name].strip()):
                self.add_error(
                    None, gettext("The project does not say this any more: “%(words)s”") % {"words": words}
                )
        # Shown again, each answer is to the statement as it stands now, with what was typed.
        self.data = renewed
        return said

    def answers(self) -> list[Said]:
        """What was answered, of a form that is valid."""
        said = self.cleaned_data
        return [
            Said(key, said[f"print_{key}"], said[f"verdict_{key}"], said[f"words_{key}"])
            for key in (line.claim.key for line in self.lines)
            if said[f"verdict_{key}"]
        ]

    @property
    def asked(self) -> Iterator[tuple[ClaimLine, BoundField, BoundField, BoundField]]:
        """Each claim with its three fields."""
        for line in self.lines:
            key = line.claim.key
            yield line, self[f"verdict_{key}"], self[f"words_{key}"], self[f"print_{key}"]


class ReplyForm(forms.Form):
    """What the project did about a correction or a dispute."""

    kind = forms.ChoiceField(label=_("What was done"), choices=ReplyKind.choices, widget=forms.RadioSelect)
    words = LongTextField(
        label=_("Reason"),
        max_length=5_000,
        help_text=_("The partner reads it on its page. Both stay readable."),
    )


class AskForm(forms.Form):
    """How a partner is asked."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("asked", "How"), choices=AskKind.choices, initial=AskKind.LINK
    )
    purpose = TextField(label=_("For what"), max_length=300, required=False)
    by_mail = forms.BooleanField(label=_("Send the personal link by e-mail"), required=False)
    all_the_same = forms.BooleanField(
        label=_("It has to be asked all the same, although it was asked often"), required=False
    )

    def __init__(self, *args: Any, email: str, is_heavy: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if email:
            self.fields["by_mail"].help_text = email
        else:
            del self.fields["by_mail"]
        if not is_heavy:
            del self.fields["all_the_same"]


class RatingForm(forms.Form):
    """How strongly a partner took part, stage by stage, as one side sees it."""

    layout: ClassVar = ()

    def __init__(self, *args: Any, before: Mapping[str, Participation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stage in Stage:
            last = before.get(stage.value)
            self.fields[f"stage_{stage.value}"] = forms.TypedChoiceField(
                label=stage.label,
                choices=[UNRATED, *((value, f"{value} {label}") for value, label in Intensity.choices)],
                coerce=int,
                empty_value=None,
                required=False,
                initial=last.intensity if last else "",
            )
            self.fields[f"note_{stage.value}"] = TextField(
                label=_("Example"), max_length=1000, required=False, initial=last.note if last else ""
            )

    def ratings(self) -> dict[str, tuple[int, str]]:
        """By stage the intensity and the example, of a form that is valid; what was not said is left out."""
        said = self.cleaned_data
        return {
            stage.value: (said[f"stage_{stage.value}"], said[f"note_{stage.value}"])
            for stage in Stage
            if said[f"stage_{stage.value}"] is not None
        }


class TheirRatingForm(RatingForm, PassedOnForm):
    """The same as the partner said it to somebody."""


class BenefitForm(forms.Form):
    """One benefit for, or one cost to, a partner, as the university states it or as the partner said it to somebody."""

    voice = forms.ChoiceField(label=_("Said by which side"), choices=Voice.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=pgettext_lazy("ledger", "Benefit or cost"),
        choices=BenefitKind.choices,
        widget=forms.RadioSelect,
    )
    words = LongTextField(label=pgettext_lazy("benefit", "What"), max_length=5_000, rows=3)
    theme = forms.ChoiceField(
        label=pgettext_lazy("benefit", "Theme"), choices=BenefitTheme.choices, initial=BenefitTheme.OTHER
    )
    state = forms.ChoiceField(label=_("State"), choices=BenefitState.choices)
    value_baht = AmountField(label=_("Value in baht"), required=False)
    said_by = TextField(
        label=_("Said by"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Only where the partner said it: name and position."),
    )
    channel = forms.ChoiceField(
        label=pgettext_lazy("words of a partner", "How it came"), choices=[UNRATED, *CHANNELS], required=False
    )


class TheirWordsForm(PassedOnForm):
    """Words or a photograph of a partner that somebody else brings."""

    words = LongTextField(
        label=pgettext_lazy("words of a partner", "Words"), required=False, max_length=5_000
    )
    photo = forms.FileField(label=_("Photograph"), required=False)
    consent = forms.ChoiceField(
        label=_("Consent of the people shown"),
        choices=[each for each in Consent.choices if each[0] != Consent.WITHDRAWN],
        initial=Consent.MISSING,
        required=False,
    )
    may_publish = forms.BooleanField(
        label=_("The partner says that it may be shown to everybody"), required=False
    )


class PaperForm(forms.Form):
    """A paper for a partner."""

    kind = forms.ChoiceField(label=_("Paper"), choices=PaperKind.choices, widget=forms.RadioSelect)
    signer_name = TextField(label=_("Signed by"), max_length=200)
    signer_position = TextField(label=_("Position"), max_length=200, required=False)
    text = LongTextField(
        label=_("Words of your own"),
        required=False,
        max_length=5_000,
        help_text=_("In Thai. They stand in the middle of the letter, at the beginning of the record."),
    )
