"""Aligning something with items: choosing them, saying how it serves them, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.frameworks.actions import alignments as actions
from samphan.frameworks.forms.alignment import BETWEEN, AlignForm, ServesForm
from samphan.frameworks.queries import frameworks as queries
from samphan.frameworks.queries.alignments import AlignedKind, kind_of, taken
from samphan.kit.editing import bind, respond
from samphan.kit.numbers import number_in
from samphan.kit.pages import form_page, run_act
from samphan.kit.thai.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.frameworks.models import Framework
    from samphan.frameworks.queries.frameworks import Group
    from samphan.kit.http import NetworkRequest


def align(request: NetworkRequest, kind: str, pk: int) -> HttpResponse:
    """Choose a framework, then items or cells of it, and say how the thing serves them."""
    found = kind_of(kind)
    thing = get_object_or_404(found.things(request.actor), pk=pk)
    request.actor.must(found.rule, on=thing)
    there = found.url(request.network.slug, pk)
    offered = list(queries.in_use(request.actor))
    chosen = _chosen(request, offered)
    context: dict[str, Any] = {
        "kind": found,
        "thing": thing,
        "frameworks": offered,
        "framework": chosen,
        "way": [(thing.title, there)],
        "back": there,
    }
    if chosen is None:
        return render(request, "frameworks/align.html", context)
    words = request.GET.get("q", "")[:200].strip()
    groups = queries.groups_of(request.actor, chosen)
    form = bind(
        AlignForm,
        request,
        framework=chosen,
        items=[row.item for group in groups for row in group.rows],
        taken=taken(request.actor, found, thing, chosen),
    )
    context |= {
        "groups": _narrowed(groups, words),
        "matrix": _matrix(groups, chosen) if chosen.is_matrix else None,
        "words": words,
    }
    return respond(
        request,
        form,
        act=lambda sent: actions.align(
            by=request.actor,
            kind=found,
            thing=thing,
            cells=sent.chosen(),
            note=sent.cleaned_data["note"],
            rating=sent.cleaned_data["rating"],
        ),
        then=lambda _made: there,
        template="frameworks/align.html",
        context=context,
    )


def _chosen(request: NetworkRequest, offered: Sequence[Framework]) -> Framework | None:
    """The framework that the address names, otherwise the first: a page that shows none would say nothing.

    What was ticked in one that was withdrawn meanwhile comes back in its own form, with the reason.
    """
    asked = request.GET.get("framework", "")
    found = next((each for each in offered if str(each.pk) == asked), None)
    if found is None and request.method == "POST" and (pk := number_in(asked)) is not None:
        return queries.load_framework(request.actor, pk)
    return found or next(iter(offered), None)


def _matrix(groups: Sequence[Group], framework: Framework) -> dict[str, Any]:
    """The rows of a matrix, each with its cells as (code, label); the last cell is the row as a whole."""
    by_axis = {group.code: [row.item for row in group.rows] for group in groups}
    columns = by_axis.get(framework.matrix_columns, [])
    whole = _("as a whole")
    return {
        "rows": [
            (
                row,
                [*((f"{row.pk}{BETWEEN}{each.pk}", each.title) for each in columns), (str(row.pk), whole)],
            )
            for row in by_axis.get(framework.matrix_rows, [])
        ],
        "columns": [*(each.title for each in columns), whole],
        "row_name": framework.axis_name(framework.matrix_rows),
        "axes": {framework.matrix_rows, framework.matrix_columns},
    }


def _narrowed(groups: Sequence[Group], words: str) -> Sequence[Group]:
    """The groups with only those items whose code or words hold what was typed, and the items above them."""
    if not words:
        return groups
    wanted = fold(words)
    found = []
    for group in groups:
        kept = {
            row.item.pk
            for row in group.rows
            if wanted in fold(f"{row.item.code} {row.item.title_th} {row.item.title_en} {row.item.words_th}")
        }
        kept |= {row.item.parent_id or 0 for row in group.rows if row.item.pk in kept}
        if rows := [row for row in group.rows if row.item.pk in kept]:
            found.append(type(group)(group.code, group.name, rows))
    return found


def change(request: NetworkRequest, kind: str, pk: int) -> HttpResponse:
    """How something serves an item."""
    found, row = _load(request, kind, pk)
    thing = found.thing(row)
    request.actor.must(found.rule, on=thing)
    there = found.url(request.network.slug, thing.pk)
    way: list[tuple[_StrOrPromise, str]] = [(thing.title, there)]
    return form_page(
        request,
        bind(ServesForm, request, initial={"note": row.note, "rating": row.rating}),
        title=_("How it serves this"),
        subtitle=" × ".join(f"{each.code} {each.title}" for each in (row.item, row.across) if each),
        act=lambda form: actions.describe_alignment(
            by=request.actor, kind=found, alignment=row, **form.cleaned_data
        ),
        then=lambda _changed: there,
        back=there,
        way=way,
    )


@require_POST
def remove(request: NetworkRequest, kind: str, pk: int) -> HttpResponse:
    """Take an alignment back."""
    found, row = _load(request, kind, pk)
    there = found.url(request.network.slug, found.thing(row).pk)
    return run_act(request, lambda: actions.unalign(by=request.actor, kind=found, alignment=row), there)


def _load(request: NetworkRequest, kind: str, pk: int) -> tuple[AlignedKind, Any]:
    found = kind_of(kind)
    rows = found.rows(request.actor).select_related(found.field, "item", "across")
    return found, get_object_or_404(rows, pk=pk)
