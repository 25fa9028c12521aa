"""What people type about messages."""

from samphan.comms.forms.addresses import (
    BounceForm,
    ChoiceForm,
    FeedForm,
    MineForm,
    ReturnedForm,
    TemplateForm,
)
from samphan.comms.forms.mailing import (
    ApprovalForm,
    MailingForm,
    initial_of,
    initial_of_notice,
    initial_of_template,
    recipient_choices,
)

__all__ = [
    "ApprovalForm",
    "BounceForm",
    "ChoiceForm",
    "FeedForm",
    "MailingForm",
    "MineForm",
    "ReturnedForm",
    "TemplateForm",
    "initial_of",
    "initial_of_notice",
    "initial_of_template",
    "recipient_choices",
]
