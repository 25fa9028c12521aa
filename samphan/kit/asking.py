"""A form that is made of descriptions: what is asked one after the other, some of it only after a certain answer.

The descriptions are ``Ask`` values; who makes them (an app that keeps questions) and who shows the form (an app that
asks) need not know each other. ``kit/asking.html`` draws it; without a script everything is on the page, and what was
asked only on a condition that does not hold is neither demanded nor kept.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from samphan.kit.fields import DayField, LongTextField, TextField
from samphan.kit.numbers import number_in
from samphan.kit.thai.fold import fold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from django.forms.boundfield import BoundField
    from django.utils.functional import _StrOrPromise

    type Given = str | int | bool | Decimal | dt.date | tuple[int, ...] | Upload | None
    """An answer: text, choice or point of the scale (int), consent (bool), number, date, choices, file; None for none."""

KINDS: Final = frozenset(
    {"short_text", "long_text", "choice", "choices", "scale5", "number", "date", "consent", "file", "heading"}
)
"""How a question is answered."""

SCALE5: Final[tuple[tuple[int, _StrOrPromise], ...]] = (
    (5, pgettext_lazy("five-point scale", "most")),
    (4, pgettext_lazy("five-point scale", "much")),
    (3, pgettext_lazy("five-point scale", "medium")),
    (2, pgettext_lazy("five-point scale", "little")),
    (1, pgettext_lazy("five-point scale", "least")),
)
"""The five points as Thai questionnaires print them, the highest first."""

_ASKED: Final = "asked"
_MOST_ASKED: Final = 20_000
_NUMBER: Final = re.compile(r"[-−–]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_DIGITS, _PLACES = 14, 4


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers that are offered; one that was taken out is shown to who had chosen it, and taken in still."""

    id: int
    label: str
    is_removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question as it is put to somebody; ``kind`` is one of ``KINDS``; "heading" asks nothing.

    ``shown_if`` is the id of an earlier question; it must have been answered with ``shown_if_option``, a consent must
    have been given, or, without an option, there must be any answer at all.
    """

    id: int
    kind: str
    label: str
    help: str = ""
    is_required: bool = False
    options: tuple[Option, ...] = ()
    shown_if: int | None = None
    shown_if_option: int | None = None

    @property
    def name(self) -> str:
        """The name of its field in a form."""
        return f"q{self.id}"

    @property
    def wording(self) -> str:
        """Everything that somebody reads before answering."""
        return f"{self.label}\n{self.help}".strip()

    @property
    def mark(self) -> str:
        """What a form says of it when it comes back: the id, of a consent also which wording was read."""
        if self.kind != "consent":
            return str(self.id)
        return f"{self.id}-{hashlib.sha256(self.wording.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: the name that it had, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was given before; shown by its name."""

    name: str

    def __str__(self) -> str:
        return self.name


def asked_under(asks: Iterable[Ask], values: Mapping[int, Given]) -> list[Ask]:
    """The questions that these answers call for, in order; a condition on what is not asked at all does not count."""
    shown: dict[int, Ask] = {}
    known: set[int] = set()
    for ask in asks:
        known.add(ask.id)
        if ask.shown_if is None or ask.shown_if not in known or _holds(ask, shown, values):
            shown[ask.id] = ask
    return list(shown.values())


def _holds(ask: Ask, shown: Mapping[int, Ask], values: Mapping[int, Given]) -> bool:
    before = shown.get(ask.shown_if or 0)
    if before is None:
        return False
    value = values.get(before.id)
    if before.kind == "consent":
        return value is True
    if ask.shown_if_option is None:
        return not is_empty(value)
    return ask.shown_if_option in value if isinstance(value, tuple) else value == ask.shown_if_option


def is_empty(value: Given) -> bool:
    """Nothing was answered; "no" to a consent is an answer, and so is the number 0."""
    return value is None or value in ("", ())


def asked_before(data: Mapping[str, Any], prefix: str = "") -> frozenset[int]:
    """The ids of what stood on the form when it was opened, so that what was taken out meanwhile is still taken in."""
    return frozenset(_marks(data, prefix))


def _marks(data: Mapping[str, Any], prefix: str) -> dict[int, str]:
    text = str(data.get(f"{prefix}-{_ASKED}" if prefix else _ASKED, ""))[:_MOST_ASKED]
    found = (each.partition("-")[::2] for each in text.split(","))
    return {pk: digest for number, digest in found if (pk := number_in(number)) is not None}


class NumberField(forms.Field):
    """A number with Thai or Arabic digits, commas between thousands, at most four decimal places."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or not str(value).strip():
            return None
        typed = fold(str(value))
        if not _NUMBER.fullmatch(typed):
            raise ValidationError(_("Write a number, for example 12 or 3.5."), code="not_a_number")
        try:
            number = Decimal(re.sub("[−–]", "-", typed).replace(",", ""))
        except InvalidOperation as error:
            raise ValidationError(_("Write a number, for example 12 or 3.5."), code="not_a_number") from error
        if abs(number) >= Decimal(10) ** _DIGITS or number != round(number, _PLACES):
            raise ValidationError(
                _("This number is too large, or has more than four decimal places."), code="too_large"
            )
        return number


class KeptFileInput(forms.FileInput):
    """A file to be chosen; one that was given before stands beside it by its name."""

    template_name = "kit/forms/kept_file.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["kept"] = value.name if isinstance(value, Kept) else ""
        return context


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its field, as ``kit/asking.html`` draws it; ``condition`` says in words when it is asked."""

    ask: Ask
    field: BoundField | None
    condition: str
    if_name: str
    if_value: str


class AskingForm(forms.Form):
    """Asks ``asks``; a subclass may declare fields of its own, drawn by its own page.

    ``answers`` gives what was answered, by the ids of the questions. Initial values stand under ``Ask.name``.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, asks: Sequence[Ask], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks = tuple(asks)
        self._by_id = {ask.id: ask for ask in self.asks}
        for ask in self.asks:
            if ask.kind != "heading":
                self.fields[ask.name] = _field(self._offered(ask))
                if ask.kind == "file" and isinstance(
                    self.get_initial_for_field(self.fields[ask.name], ask.name), Kept
                ):
                    self.fields[ask.name].required = False

    def _offered(self, ask: Ask) -> Ask:
        """The question without the choices that were taken out, but for those that are chosen."""
        if not any(each.is_removed for each in ask.options):
            return ask
        name = self.add_prefix(ask.name)
        if self.is_bound:
            chosen = self.data.getlist(name) if hasattr(self.data, "getlist") else self.data.get(name)
        else:
            chosen = self.initial.get(ask.name)
        listed = {str(each) for each in (chosen if isinstance(chosen, (list, tuple)) else [chosen])}
        offered = tuple(each for each in ask.options if not each.is_removed or str(each.id) in listed)
        return replace(ask, options=offered)

    @property
    def asked_name(self) -> str:
        """The name of the hidden field that says what stood on the form."""
        return self.add_prefix(_ASKED)

    @property
    def asked(self) -> str:
        """The value of that field."""
        return ",".join(ask.mark for ask in self.asks)

    @property
    def lines(self) -> list[Line]:
        """The questions in order, with their fields."""
        return [self._line(ask) for ask in self.asks]

    @property
    def has_conditions(self) -> bool:
        return any(ask.shown_if in self._by_id for ask in self.asks)

    @property
    def has_lost_files(self) -> bool:
        """A file came with a form that goes back to its author; no browser sends it a second time by itself."""
        return bool(self.errors) and any(self.add_prefix(name) in self.files for name in self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        values = {ask.id: _as_tuple(cleaned.get(ask.name)) for ask in self.asks}
        shown = {ask.id for ask in asked_under(self.asks, values)}
        read = _marks(self.data, self.prefix or "")
        for ask in self.asks:
            if ask.id not in shown:
                self.errors.pop(ask.name, None)
                cleaned[ask.name] = None
            elif ask.kind == "consent" and ask.id in read and ask.mark != f"{ask.id}-{read[ask.id]}":
                self.add_error(
                    ask.name,
                    _("The wording of this was changed while you were reading. Please read it again."),
                )
        return cleaned

    def answers(self) -> dict[int, Given]:
        """What was answered, by question; None for what was left empty. A file that was kept is not named."""
        found: dict[int, Given] = {}
        for ask in self.asks:
            if ask.kind == "heading":
                continue
            value = _as_tuple(self.cleaned_data.get(ask.name))
            if ask.kind == "file" and value is not None and not isinstance(value, Kept):
                found[ask.id] = Upload(value.name, value.read())
            elif ask.kind != "file" or self.data.get(f"{self.add_prefix(ask.name)}-none"):
                found[ask.id] = None if is_empty(value) or isinstance(value, Kept) else value
        return found

    def _line(self, ask: Ask) -> Line:
        field = self[ask.name] if ask.kind != "heading" else None
        before = self._by_id.get(ask.shown_if or 0)
        if before is None:
            return Line(ask, field, "", "", "")
        if before.kind == "consent":
            value, said = "yes", _("I consent")
        else:
            value = str(ask.shown_if_option or "")
            said = next((each.label for each in before.options if each.id == ask.shown_if_option), "")
        condition = (
            _("Only if you answered “%(answer)s” to “%(question)s”")
            % {"answer": said, "question": before.label}
            if said
            else _("Only if you answered “%(question)s”") % {"question": before.label}
        )
        return Line(ask, field, condition, self.add_prefix(before.name), value)


def missing(asks: Collection[Ask], values: Mapping[int, Given]) -> list[Ask]:
    """The questions that must be answered under these answers and are not."""
    return [ask for ask in asked_under(asks, values) if ask.is_required and is_empty(values.get(ask.id))]


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _field(ask: Ask) -> forms.Field:
    words: dict[str, Any] = {"label": ask.label, "help_text": ask.help, "required": ask.is_required}
    if ask.kind in {"choice", "scale5", "consent"}:
        return _one_of(ask, words)
    if ask.kind == "choices":
        return forms.TypedMultipleChoiceField(
            **words,
            coerce=int,
            choices=[(each.id, each.label) for each in ask.options],
            widget=forms.CheckboxSelectMultiple,
        )
    if ask.kind == "file":
        return forms.FileField(**words, widget=KeptFileInput)
    plain: dict[str, type[forms.Field]] = {
        "number": NumberField,
        "date": DayField,
        "long_text": LongTextField,
    }
    return plain.get(ask.kind, TextField)(**words)


def _one_of(ask: Ask, words: dict[str, Any]) -> forms.Field:
    """Circles under one another; where no answer is needed, one of them takes an answer back."""
    choices: list[tuple[Any, _StrOrPromise]]
    if ask.kind == "consent":
        choices = [("yes", _("I consent")), ("no", _("I do not consent"))]
    elif ask.kind == "scale5":
        choices = [(point, f"{point}\n{word}") for point, word in SCALE5]
    else:
        choices = [(each.id, each.label) for each in ask.options]
    if not ask.is_required:
        choices.append(("", _("no answer")))
    return forms.TypedChoiceField(
        **words,
        coerce=(lambda value: value == "yes") if ask.kind == "consent" else int,
        empty_value=None,
        choices=choices,
        widget=forms.RadioSelect,
    )
