"""Forms of certificates of use, and of follow-ups after the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.engagement.forms.change import HALF_KNOWN
from samphan.engagement.forms.fields import OneOfField, UploadField
from samphan.kit.fields import DayField, LongTextField, PartialDateFormField, TextField
from samphan.kit.layout import LaidOutForm
from samphan.kit.picking import RecordField

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.projects.models import ProjectPartner


MAY, MAY_NOT = "yes", "no"


def _authority(label: _StrOrPromise, may: _StrOrPromise, may_not: _StrOrPromise) -> forms.TypedChoiceField:
    """Whether the signer may sign for the organisation: said either way, as on paper, for silence is no answer."""
    return forms.TypedChoiceField(
        label=label,
        choices=((MAY, may), (MAY_NOT, may_not)),
        coerce=lambda said: said == MAY,
        widget=forms.RadioSelect,
    )


class CertificateForm(LaidOutForm):
    """What a partner is asked to certify."""

    use = LongTextField(
        label=_("What is used, and how"),
        rows=5,
        max_length=5000,
        help_text=_("In words that whoever signs would choose."),
    )
    effect = LongTextField(label=_("What it brought"), rows=3, max_length=5000, required=False)
    used_from = PartialDateFormField(label=_("Used from"), required=False, help_text=HALF_KNOWN)
    used_until = PartialDateFormField(
        label=_("Used until"), required=False, help_text=_("Left empty: it is still used.")
    )
    layout: ClassVar = ((_("What is certified"), ("partner", "use", "effect", "used_from used_until")),)

    def __init__(self, *args: Any, partners: Sequence[ProjectPartner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"] = RecordField(
            label=_("Partner that uses it"), records=[(each, each.called) for each in partners]
        )


class SignerForm(forms.Form):
    """Who signs."""

    signer_name = TextField(label=_("Your name"), max_length=200)
    signer_position = TextField(label=_("Your position"), max_length=200)
    is_authorised = _authority(
        _("May you sign for your organisation?"),
        _("I may sign for the organisation"),
        _("I may not sign for it"),
    )
    words = LongTextField(label=_("In your own words"), max_length=5000, rows=3, required=False)


class DeclineForm(forms.Form):
    """Why it cannot be signed."""

    words = LongTextField(label=_("Why it cannot be signed"), max_length=5000, rows=3)


class PaperForm(forms.Form):
    """A certificate that was signed on paper."""

    upload = UploadField(label=_("Scan of the signed paper"), help_text=_("PDF or photograph, up to 10 MB."))
    signer_name = TextField(label=_("Signed by"), max_length=200)
    signer_position = TextField(label=_("Position"), max_length=200)
    is_authorised = _authority(
        _("What the signer ticked on the paper"),
        _("May sign for the organisation"),
        _("May not sign for it"),
    )
    signed_on = DayField(label=_("Signed on"))


class AskPartnerForm(forms.Form):
    """Which partner is asked at which of the days."""

    def __init__(
        self,
        *args: Any,
        partners: Sequence[ProjectPartner],
        days: Sequence[tuple[dt.date, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"] = RecordField(
            label=_("Partner"), records=[(each, each.called) for each in partners]
        )
        self.fields["due_on"] = OneOfField(
            label=_("About the time"), rows=[(day.isoformat(), day, label) for day, label in days]
        )
