"""Forms of the partner's own page: few fields, plain words, large controls, nothing that needs a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.engagement.actions.speaking import LONGEST_NAME, NAME_NEEDED
from samphan.engagement.models import BenefitKind, BenefitState, Consent
from samphan.engagement.queries.plain_words import STRENGTHS, VERDICTS
from samphan.kit.fields import LongTextField, TextField

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

NEEDED: Final = _("Please choose one of the answers.")
LONGEST: Final = 5_000

GAINED, HOPED, COST = "gained", "hoped", "cost"
GAINS: Final[tuple[tuple[str, _StrOrPromise], ...]] = (
    (GAINED, _("Something good that we have already")),
    (HOPED, _("Something good that we hope for")),
    (COST, _("Something that it cost us: money, time, work, trouble")),
)
MEANS: Final = {
    GAINED: (BenefitKind.BENEFIT, BenefitState.ACHIEVED),
    HOPED: (BenefitKind.BENEFIT, BenefitState.EXPECTED),
    COST: (BenefitKind.COST, BenefitState.ACHIEVED),
}
"""What each of these answers is in the ledger."""

CONSENTS: Final[tuple[tuple[str, _StrOrPromise], ...]] = (
    (Consent.NOT_NEEDED, _("Nobody can be recognised in it")),
    (Consent.GIVEN, _("Everybody in it agreed")),
    (Consent.MISSING, _("I have not asked them yet")),
)


class SpokenForm(forms.Form):
    """A form that somebody fills in for a partner: it asks for the name unless that is known from this visit."""

    said_by = TextField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        error_messages={"required": NAME_NEEDED},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, said_by: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["said_by"].initial = said_by
        if said_by:
            self.fields["said_by"].widget = forms.HiddenInput()
        self.order_fields([*(name for name in self.fields if name != "said_by"), "said_by"])


class NameForm(SpokenForm):
    """Who speaks on this visit."""


class AnswerForm(SpokenForm):
    """What a partner says to one claim. ``fingerprint`` is that of the claim as it was shown."""

    verdict = forms.ChoiceField(
        label=_("Is that so?"),
        choices=VERDICTS,
        widget=forms.RadioSelect,
        error_messages={"required": NEEDED},
    )
    words = LongTextField(
        label=pgettext_lazy("partner page", "In your own words"),
        required=False,
        max_length=LONGEST,
        rows=3,
        help_text=_("Needed only if something is not right: what should it say?"),
    )
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def meant(self, fingerprint: str) -> bool:
        """Whether it answers the claim of this fingerprint; if not, it does from now on, with the words that were typed."""
        given: Any = self.data
        if given.get("fingerprint") == fingerprint:
            return True
        self.data = given.copy()
        self.data["fingerprint"] = fingerprint  # type: ignore[index]  # a copy of a QueryDict can be written
        return False


class GainForm(SpokenForm):
    """One thing that it brought, or cost."""

    what = forms.ChoiceField(
        label=_("What is it?"), choices=GAINS, widget=forms.RadioSelect, error_messages={"required": NEEDED}
    )
    words = LongTextField(
        label=_("Tell us"),
        max_length=LONGEST,
        rows=3,
        error_messages={"required": _("Please write what it is. A few words are enough.")},
        help_text=_("For example: we sell bananas for a better price; four of us came every Saturday."),
    )


class StageForm(SpokenForm):
    """How strongly the partner took part in one stage."""

    intensity = forms.TypedChoiceField(
        label=_("How was it?"),
        choices=STRENGTHS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": NEEDED},
    )
    note = LongTextField(
        label=_("An example, if you like"),
        required=False,
        max_length=1000,
        rows=2,
    )


class OwnWordsForm(SpokenForm):
    """Words, a photograph, or both."""

    words = LongTextField(label=_("What would you like to say?"), required=False, max_length=LONGEST, rows=4)
    photo = forms.FileField(
        label=_("A photograph, if you like"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("The place where it was taken is removed from the file."),
    )
    consent = forms.ChoiceField(
        label=_("The people in the photograph"),
        choices=CONSENTS,
        widget=forms.RadioSelect,
        required=False,
    )
    may_publish = forms.BooleanField(
        label=_("It may be shown to everybody"),
        required=False,
        help_text=_(
            "Without this, only the project and the network see it. You can take it back at any time."
        ),
    )
