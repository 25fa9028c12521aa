"""Forms of resolutions, minutes and ballots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.governance.actions.ballots import YES_NO, Tally
from samphan.governance.forms.meetings import SMALL, moment
from samphan.governance.models import Casting, Manner, Rule
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import ClockField, CountField, DayField, LongTextField, TextField
from samphan.kit.layout import LaidOutForm
from samphan.kit.picking import RecordField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.governance.models import AgendaItem, Attendee, BallotOption, Meeting, Voter
    from samphan.kit.layout import Layout


BLANK = "blank"


class ResolutionForm(LaidOutForm):
    """What was decided, how, and with how many votes."""

    text_th = LongTextField(label=_("Resolution"), rows=3)
    text_en = LongTextField(label=_("Resolution"), rows=3, required=False)
    manner = forms.ChoiceField(
        label=_("How it was decided"), choices=Manner.choices, widget=forms.RadioSelect
    )
    rule = forms.ChoiceField(label=_("Rule"), choices=Rule.choices, required=False)
    votes_for = CountField(label=_("For"), required=False)
    votes_against = CountField(label=_("Against"), required=False)
    abstained = CountField(label=_("Abstained"), required=False)
    not_voting = CountField(label=_("Did not vote"), required=False)
    casting = forms.ChoiceField(
        label=_("Casting vote of the chair"),
        choices=Casting.choices,
        required=False,
        help_text=_("Only when the votes are equal."),
    )
    is_secret = forms.BooleanField(label=_("By secret ballot"), required=False)
    at = ClockField(
        label=pgettext_lazy("meeting", "Decided at"),
        required=False,
        help_text=_("Empty: those count who are there and have not left."),
    )
    recused = forms.MultipleChoiceField(
        label=_("Took no part because of an interest"), required=False, widget=forms.CheckboxSelectMultiple
    )
    interest = TextField(label=_("Which interest"), required=False)
    despite_ballot = LongTextField(
        label=_("How it was decided although too few voted in the ballot"),
        required=False,
        rows=2,
        max_length=1000,
        help_text=_(
            "A ballot without a quorum decides nothing. What is written here stands in the audit trail."
        ),
    )
    layout: ClassVar[Layout] = (
        (_("What was decided"), ("item", "text", "manner", "despite_ballot")),
        (
            _("The count"),
            ("rule", "votes_for votes_against", "abstained not_voting", "casting", "is_secret", "at"),
        ),
        (_("Who moved it, and who stayed out"), ("proposer seconder", "recused", "interest")),
    )

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        items: Sequence[tuple[AgendaItem, str]],
        there: Sequence[Attendee],
        is_new: bool,
        has_void_ballot: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        if not has_void_ballot:
            del self.fields["despite_ballot"]
        people = [(each, str(each.name)) for each in there]
        if is_new:
            self.fields["item"] = RecordField(label=_("Item of the agenda"), records=items, has_blank=True)
        self.fields["proposer"] = RecordField(label=_("Proposed by"), records=people, required=False)
        self.fields["seconder"] = RecordField(label=_("Seconded by"), records=people, required=False)
        recused: Any = self.fields["recused"]
        recused.choices = [(str(each.pk), str(each.name)) for each in there if each.votes]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("recused") and not self.cleaned_data.get("interest"):
            self.add_error("interest", _("Write which interest it is."))
        return self.cleaned_data

    def words(self) -> dict[str, Any]:
        """What ``record_resolution`` takes; the item apart."""
        data = dict(self.cleaned_data)
        data["voted_at"] = moment(self.meeting.on, data.pop("at"))
        interest = data.pop("interest")
        data["recused"] = {int(pk): interest for pk in data.pop("recused")}
        return data


class FrameForm(LaidOutForm):
    """The opening of the minutes and who took them."""

    opening_th = LongTextField(label=_("Words of the opening"), required=False, rows=3)
    opening_en = LongTextField(label=_("Words of the opening"), required=False, rows=3)
    recorder = TextField(label=_("Minutes taken by"), max_length=200)
    reviewer = TextField(label=_("Minutes reviewed by"), max_length=200, required=False)
    reason = TextField(label=_("Reason for the change"), max_length=1000, required=False)
    layout: ClassVar[Layout] = ((_("The frame"), ("opening", "recorder reviewer", "reason")),)

    def __init__(self, *args: Any, is_adopted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_adopted:
            del self.fields["reason"]


class TextForm(VersionedForm):
    """What the minutes say under one item."""

    text_th = LongTextField(label=_("Text"), required=False, rows=10)
    text_en = LongTextField(label=_("Text"), required=False, rows=10)
    reason = TextField(label=_("Reason for the change"), max_length=1000, required=False)

    def __init__(self, *args: Any, is_adopted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_adopted:
            del self.fields["reason"]


class CirculateForm(forms.Form):
    """Until when corrections are asked for."""

    correct_until = DayField(label=_("Corrections until"), required=False)


class AdoptForm(forms.Form):
    """With which amendments minutes are adopted."""

    amendments = LongTextField(
        label=_("Amendments"),
        required=False,
        max_length=5_000,
        help_text=_("Empty: adopted without amendments. Write changes into the texts first, name them here."),
    )


class CorrectionForm(forms.Form):
    """What should be corrected."""

    text = LongTextField(label=_("What should be corrected"), max_length=5_000, rows=4)

    def __init__(self, *args: Any, items: Sequence[tuple[AgendaItem, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = RecordField(label=_("Under which item"), records=items, required=False)
        self.order_fields(["item", "text"])


class DecisionForm(forms.Form):
    """What became of a correction."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("accept", _("accept")), ("decline", _("decline"))],
        widget=forms.RadioSelect,
    )
    answer = TextField(label=_("Answer"), max_length=1000, required=False)


class BallotForm(forms.Form):
    """A question with its options, one a line."""

    question_th = TextField(label=_("Question"))
    question_en = TextField(label=_("Question"), required=False)
    is_secret = forms.BooleanField(
        label=_("Secret"),
        required=False,
        initial=True,
        help_text=_("Who voted for what is then kept nowhere."),
    )
    options = LongTextField(
        label=_("Options, one a line"),
        help_text=_("Thai, and after a | the English: เห็นชอบ | For"),
        rows=5,
        initial="\n".join(f"{th} | {en}" for th, en in YES_NO),
    )
    most_choices = CountField(label=_("Options that one may choose at most"), initial=1, validators=[SMALL])

    def __init__(self, *args: Any, items: Sequence[tuple[AgendaItem, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = RecordField(label=_("Item of the agenda"), records=items, has_blank=True)
        self.order_fields(["item"])

    def clean_options(self) -> list[tuple[str, str]]:
        """Pairs of Thai and English."""
        lines = [
            each.partition("|") for each in str(self.cleaned_data["options"]).splitlines() if each.strip()
        ]
        return [(th.strip(), en.strip()) for th, _bar, en in lines]


class OpenForm(forms.Form):
    """Until when a ballot is open."""

    on = DayField(label=_("Open until (day)"), required=False)
    at = ClockField(label=_("Open until (time)"), required=False)

    def clean(self) -> dict[str, Any]:
        if bool(self.cleaned_data.get("on")) != bool(self.cleaned_data.get("at")) and not self.errors:
            self.add_error("at", _("Write both the day and the time, or neither."))
        return self.cleaned_data

    def closes_at(self) -> Any:
        """The moment, or None."""
        day = self.cleaned_data["on"]
        return moment(day, self.cleaned_data["at"]) if day else None


class TallyForm(forms.Form):
    """What was counted on paper: fields named ``option-3`` by the id of the option."""

    on_paper = forms.MultipleChoiceField(
        label=_("Who voted on paper"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ballots = CountField(label=_("Votes handed in on paper"))
    spoilt = CountField(label=_("Spoilt or blank"), required=False)

    def __init__(
        self, *args: Any, options: Sequence[BallotOption], voters: Sequence[Voter], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.options = options
        on_paper: Any = self.fields["on_paper"]
        on_paper.choices = [
            (str(each.pk), str(each.attendee.name)) for each in voters if each.way in {"", "paper"}
        ]
        for option in options:
            self.fields[f"option-{option.pk}"] = CountField(label=str(option.label), required=False)

    def tally(self) -> Tally:
        """What ``enter_tally`` takes."""
        data = self.cleaned_data
        votes = {each.pk: data[f"option-{each.pk}"] or 0 for each in self.options}
        return Tally(votes, data["ballots"] or 0, data["spoilt"] or 0)


class VoteForm(forms.Form):
    """A vote: one option or a blank vote; or several options."""

    def __init__(self, *args: Any, options: Sequence[BallotOption], most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [(str(each.pk), str(each.label)) for each in options]
        if most == 1:
            # Chosen like any other answer, so that nobody votes blank by overlooking the question.
            choices.append((BLANK, _("blank vote")))
            self.fields["options"] = forms.ChoiceField(
                label=_("Your vote"), choices=choices, widget=forms.RadioSelect
            )
        else:
            self.fields["options"] = forms.MultipleChoiceField(
                label=_("Your votes, %(most)d at most") % {"most": most},
                help_text=_("Nothing chosen is a blank vote."),
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def chosen(self) -> list[int]:
        """Ids of the options."""
        given = self.cleaned_data["options"]
        return [int(each) for each in ([given] if isinstance(given, str) else given) if each != BLANK]


class PaperForm(forms.Form):
    """What stands on an official paper beside what the records say."""

    on = DayField(label=_("Date of the paper"))
    address = LongTextField(label=_("Address of the issuer"), max_length=500, rows=2, required=False)
    contact = TextField(label=_("Telephone, e-mail"), max_length=300, required=False)
    addressee = TextField(label=_("To"), max_length=300, required=False)
    signer_name = TextField(label=_("Name of who signs"), max_length=200, required=False)
    signer_position = TextField(label=_("Position of who signs"), max_length=200, required=False)
    has_thai_numerals = forms.BooleanField(label=_("Thai numerals"), required=False)

    def __init__(self, *args: Any, is_letter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_letter:
            for name in ("address", "contact", "addressee", "signer_name", "signer_position"):
                del self.fields[name]
