"""The life of a form at the edge: parse, one action, respond; nothing typed is ever lost."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import messages
from django.db import IntegrityError, connection, models, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from psycopg.errors import ForeignKeyViolation, UniqueViolation

from samphan.kit.errors import Conflict, Problem
from samphan.kit.picking import PickedField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import Request

# What no action can see coming, because the other transaction is not committed when it looks.
AT_ONCE: Final = (UniqueViolation, ForeignKeyViolation)
EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# As Django's ``check_constraints``, which asks twice.
_JUDGE: Final = "set constraints all immediate; set constraints all deferred"


class Change:
    """One field that two people changed: its label, what the reader typed, what is stored now."""

    def __init__(self, label: str, yours: str, current: str) -> None:
        self.label, self.yours, self.current = label, yours, current


class VersionedForm(forms.Form):
    """A form over a record with a ``version``; knows how to show what changed meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    changes: list[Change]
    changed_by = ""

    def show_conflict(self, conflict: Conflict) -> None:
        """Keep what was typed, list the fields that differ, and let the next save win knowingly."""
        given: Any = self.data  # a QueryDict, or a plain dict in a form made by hand
        data = given.copy()
        data[self.add_prefix("version")] = str(conflict.version)
        self.data = data
        self.changed_by = conflict.changed_by
        self.changes = []
        for name, current in conflict.current.items():
            if name in self.fields and name != "version":
                bound = self[name]
                field = bound.field
                if isinstance(field, forms.BooleanField):
                    stored, yours = (_("yes") if each else _("no") for each in (current, bound.value()))
                else:
                    stored, yours = (
                        _typed(field, current),
                        str(bound.value() if bound.value() is not None else ""),
                    )
                if stored != yours:
                    label = self.label_of(name)
                    self.changes.append(Change(label, _said(field, yours), _said(field, stored)))

    def label_of(self, name: str) -> str:
        """What a field is called among the changes: with more words where several are labelled alike."""
        return str(self[name].label)


def _typed(field: forms.Field, value: Any) -> str:
    """A stored value as the field would show it for typing."""
    shown = "" if value is None else field.widget.format_value(field.prepare_value(value))
    return ", ".join(map(str, shown)) if isinstance(shown, (list, tuple)) else str(shown or "")


def _said(field: forms.Field, value: str) -> str:
    """A value of a field in words: what was chosen by its label."""
    if isinstance(field, PickedField):
        return field.said(value)
    if isinstance(field, forms.ModelChoiceField):
        try:
            return str(field.label_from_instance(field.to_python(value))) if value else ""
        except forms.ValidationError:
            return ""
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return next((str(label) for code, label in choices if str(code) == value), value)
    return value


def bind[F: forms.BaseForm](form_class: type[F], request: Request, **kwargs: Any) -> F:
    """The form bound to what was posted, or to a draft that survived a lost session, or fresh."""
    if request.method == "POST":
        return form_class(request.POST, request.FILES, **kwargs)
    if getattr(request, "draft", None):
        return form_class(request.draft, **kwargs)
    return form_class(**kwargs)


@contextmanager
def attempt() -> Iterator[None]:
    """One action, whole or not at all. What somebody else did at the same moment is a ``Problem`` like any other.

    The database is asked to judge now, while what was typed is still at hand, and not when everything is committed.
    """
    try:
        with transaction.atomic():
            yield
            with connection.cursor() as cursor:
                cursor.execute(_JUDGE)
    except IntegrityError as error:
        if not isinstance(error.__cause__, AT_ONCE):
            raise
        raise Problem(
            _("Somebody saved or removed the same thing at this moment. Look at it, then save again.")
        ) from error


def respond[F: forms.BaseForm, R](
    request: Request,
    form: F,
    *,
    act: Callable[[F], R],
    then: Callable[[R], str],
    template: str,
    context: Mapping[str, Any] | None = None,
    success: _StrOrPromise = "",
) -> HttpResponse:
    """Show the form, or run the one action with it and go on to ``then``.

    ``Problem`` goes beside its field (422), ``Conflict`` shows what changed (409); ``Refused`` is left
    to the edge (403).
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                with attempt():
                    result = act(form)
            except Problem as problem:
                field = problem.field if problem.field in form.fields else None
                form.add_error(field, str(problem.message))
            except Conflict as conflict:
                if not isinstance(form, VersionedForm):
                    raise
                form.show_conflict(conflict)
                status = 409
            else:
                messages.success(request, success or _("Saved."))
                return HttpResponseRedirect(then(result))
    return render(request, template, {"form": form, **(context or {})}, status=status)


def version_at(moment: dt.datetime | None) -> int:
    """The version of what counts none: when it was last written, in microseconds; 0 where it never was."""
    return (moment - EPOCH) // dt.timedelta(microseconds=1) if moment else 0


def check_version(
    obj: models.Model, version: int | None, fields: tuple[str, ...], *, changed_by: str = ""
) -> None:
    """Raise ``Conflict`` when the record (loaded for update) is newer than what the form was made from."""
    current: int = obj.version  # type: ignore[attr-defined]  # every versioned model has it; see tenancy.Versioned
    if version is not None and version != current:
        raise Conflict(
            version=current, current={name: getattr(obj, name) for name in fields}, changed_by=changed_by
        )
