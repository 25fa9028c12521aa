"""Naming organisations in a form: picked from the directory, or typed by any name or abbreviation.

An abbreviation with several meanings is asked, never guessed: the form comes back with the meanings to choose from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory import policy
from samphan.directory.models import Organisation
from samphan.directory.queries.matching import find_all_organisations, find_organisations
from samphan.kit.forms import ComboSelect
from samphan.kit.thai.fold import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from samphan.directory.queries.matching import Resolution
    from samphan.kit.actor import Actor

MOST_LINES: Final = 200
MOST_LETTERS: Final = 20_000
LONGEST_SHOWN: Final = 80


class Picker:
    """The organisations that a form may name, for one request: read together, asked of the directory by name."""

    def __init__(self, actor: Actor, ids: Iterable[int | None] = ()) -> None:
        self.actor = actor
        self._known: dict[int, Organisation] = {}
        if wanted := {each for each in ids if each is not None}:
            self._known = Organisation.objects.for_actor(actor).in_bulk(wanted)

    def get(self, pk: int) -> Organisation | None:
        """The organisation with this id, if there is one; of one that was merged meanwhile the one that stayed."""
        if pk not in self._known and (
            found := Organisation.objects.for_actor(self.actor)
            .select_related("merged_into")
            .filter(pk=pk)
            .first()
        ):
            self._known[pk] = found.merged_into or found
        return self._known.get(pk)

    def add_address(self) -> str:
        """The page on which an organisation is added; "" for those who may not."""
        network = self.actor.network
        if network is None or not self.actor.may(policy.add, on=network):
            return ""
        return reverse("directory:organisation_new", args=[network.slug])

    def choices(self) -> Iterator[tuple[int, str]]:
        """What is known, as options."""
        return ((pk, label(organisation)) for pk, organisation in self._known.items())

    def offers(self, words: str) -> list[tuple[int, str]]:
        """Options for typed words, the best first."""
        found = find_organisations(self.actor, words)
        return [(each.pk, label(each)) for each in found.candidates]

    def resolve(self, names: Sequence[str]) -> dict[str, Organisation | Unresolved]:
        """The one organisation of each name, or the question that it raises; at most three statements."""
        found: dict[str, Organisation | Unresolved] = {}
        for name, resolution in find_all_organisations(self.actor, names).items():
            if resolution.exact is not None:
                self._known[resolution.exact.pk] = resolution.exact
            found[name] = resolution.exact or Unresolved(resolution)
        return found


class Unresolved(ValidationError):  # noqa: N818 - reads as what happened
    """A name that is not one organisation's full name; ``candidates`` are those to choose from."""

    def __init__(self, resolution: Resolution) -> None:
        self.candidates = resolution.candidates
        self.is_likely = resolution.is_same_key and len(resolution.candidates) == 1
        words = (
            resolution.text
            if len(resolution.text) <= LONGEST_SHOWN
            else f"{resolution.text[:LONGEST_SHOWN]}…"
        )
        if resolution.is_ambiguous:
            sentence = _("“%(words)s” can mean several organisations. Choose one.")
        elif resolution.is_same_key:
            sentence = _("“%(words)s” is a short name. Say which organisation is meant.")
        elif resolution.candidates:
            sentence = _("No organisation is called “%(words)s”. Is it one of these?")
        else:
            sentence = _("No organisation is called “%(words)s”. Add it to the directory first.")
        super().__init__(sentence % {"words": words}, code="unresolved")


def id_in(value: object) -> int | None:
    """The id that a posted value is, or None."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def label(organisation: Organisation) -> str:
    """The name with its abbreviation: what tells organisations apart in a list."""
    short = organisation.abbreviation
    return f"{organisation.name} ({short})" if short else str(organisation.name)


class OrganisationField(forms.Field):
    """One organisation, picked or typed; gives an ``Organisation`` or None."""

    default_error_messages = {"invalid_choice": gettext_lazy("Choose an organisation of the directory.")}  # noqa: RUF012 - Django's contract

    def __init__(self, *, picker: Picker, url: str, **kwargs: Any) -> None:
        super().__init__(
            widget=ComboSelect(url=url, search=picker.offers, add=picker.add_address()), **kwargs
        )
        self.picker = picker
        self.widget.choices = picker.choices

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Organisation) else value

    def to_python(self, value: Any) -> Organisation | None:
        if value in self.empty_values:
            words = getattr(self.widget, "words", "")
            found = self.picker.resolve([words])[words] if words else None
            if isinstance(found, Unresolved):
                raise found
            return found
        pk = id_in(value)
        chosen = self.picker.get(pk) if pk is not None else None
        if chosen is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return chosen

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = str(self.prepare_value(initial) or "")
        return before != str(data or "") or bool(getattr(self.widget, "words", ""))


@dataclass(frozen=True, slots=True)
class Lines:
    """Names as they were typed, one a line, and what was chosen for some of them: line → id."""

    text: str = ""
    picks: Mapping[str, int] = field(default_factory=dict)

    def names(self) -> list[str]:
        """The lines that hold something, without what people put before an item of a list."""
        lines = (" ".join(clean(line).split()).lstrip("•–-*· ") for line in self.text.splitlines())
        return list(dict.fromkeys(line for line in lines if line))


@dataclass(frozen=True, slots=True)
class Question:
    """A line that is no full name, with what can be chosen as (value, label); ``is_likely`` when only one is known."""

    number: int
    line: str
    options: tuple[tuple[str, str], ...]
    is_likely: bool = False


class LinesWidget(forms.Textarea):
    """A text with a name a line; below it what was chosen before, and questions about what is not clear."""

    template_name = "events/forms/organisations.html"

    def __init__(self) -> None:
        super().__init__(attrs={"rows": 4})
        self.questions: list[Question] = []

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Lines:  # noqa: ARG002 - Django's contract
        picks: dict[str, int] = {}
        for key in data:
            if key.startswith(f"{name}-pick"):
                for value in data.getlist(key):  # type: ignore[attr-defined]  # posted data is a QueryDict
                    chosen, _bar, line = value.partition("|")
                    if (pk := id_in(chosen)) is not None:
                        picks[line] = pk
        return Lines(str(data.get(name) or ""), picks)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002 - Django's contract
        return name not in data

    def format_value(self, value: Any) -> str:
        return value.text if isinstance(value, Lines) else str(value or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        lines = value if isinstance(value, Lines) else Lines()
        asked = {question.line for question in self.questions}
        context["widget"] |= {
            "picks": [f"{pk}|{line}" for line, pk in lines.picks.items() if line not in asked],
            "questions": self.questions,
        }
        return context


class OrganisationsField(forms.Field):
    """Several organisations, one a line, by name or abbreviation; gives a list of ``Organisation`` in that order."""

    widget: LinesWidget

    def __init__(self, *, picker: Picker, **kwargs: Any) -> None:
        super().__init__(widget=LinesWidget(), **kwargs)
        self.picker = picker

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return Lines("\n".join(each.name_th for each in value), {each.name_th: each.pk for each in value})
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = self.prepare_value(initial or [])
        return before.names() != data.names() or any(
            before.picks.get(line) != pk for line, pk in data.picks.items() if line in data.names()
        )

    def clean(self, value: Any) -> list[Organisation]:
        lines = value if isinstance(value, Lines) else Lines()
        names = lines.names()
        if len(lines.text) > MOST_LETTERS or len(names) > MOST_LINES:
            raise ValidationError(
                _("Name at most %(most)s organisations here.") % {"most": MOST_LINES}, code="max_lines"
            )
        chosen = {line: picked for line in names if (picked := self._picked(lines, line))}
        answers = self.picker.resolve([line for line in names if line not in chosen])
        found: list[Organisation] = []
        unclear: list[Unresolved] = []
        self.widget.questions = []
        for number, line in enumerate(names):
            answer = chosen.get(line) or answers[line]
            if isinstance(answer, Unresolved):
                unclear.append(answer)
                options = tuple((f"{each.pk}|{line}", label(each)) for each in answer.candidates)
                self.widget.questions.append(Question(number, line, options, is_likely=answer.is_likely))
            else:
                found.append(answer)
        if unclear:
            raise ValidationError([str(error.message) for error in unclear])
        if self.required and not found:
            raise ValidationError(self.error_messages["required"], code="required")
        return list({each.pk: each for each in found}.values())

    def _picked(self, lines: Lines, line: str) -> Organisation | None:
        pk = lines.picks.get(line)
        return self.picker.get(pk) if pk is not None else None
