"""Outputs in the chain of things: what they became, what came of that, and what a use or a result rests on."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.events.models import BECOMES, Continuation, Evidence, Output, UseSource
from samphan.kit import lineage
from samphan.kit.lineage import Thing
from samphan.tenancy.audit import kind_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.events.models import Result, Use
    from samphan.kit.actor import Actor

OUTPUT, USE, RESULT = "events.output", "events.use", "events.result"
#: Field of a continuation → what such things are called, and the address of their page.
TARGETS: Final[dict[str, tuple[_StrOrPromise, str]]] = {
    "roadmap_item": (_("roadmap item"), "projects:item"),
    "action_item": (_("action"), "projects:action"),
    "possible_project": (_("possible project"), "projects:possible"),
    "project": (_("project"), "projects:project"),
}
type Found = dict[int, list[Thing]]


def register() -> None:
    """Tell the registry of lineage what events know; called in ``apps.py``."""
    lineage.register(OUTPUT, "after", continued_as)
    lineage.register(OUTPUT, "after", used_in)
    lineage.register(OUTPUT, "after", proof_of)
    lineage.register(USE, "before", sources_of)
    lineage.register(RESULT, "before", evidence_of)
    for field, model in BECOMES.items():
        kind = model._meta.label_lower  # noqa: SLF001 - Django's own name for the model's options
        lineage.register(kind, "before", _outputs_behind(field))


def target_thing(actor: Actor, target: Any) -> Thing:
    """What an output became, as a link of the chain."""
    field = next(name for name, model in BECOMES.items() if isinstance(target, model))
    word, url_name = TARGETS[field]
    return Thing(
        kind_of(target),
        target.pk,
        word,
        target.title_th,
        target.title_en,
        url=_url(actor, url_name, target.pk) if actor.holds("projects.see") else "",
        state=target.get_state_display(),
        state_code=target.state,
    )


def output_thing(actor: Actor, output: Output) -> Thing:
    """An output as a link of the chain; whoever may not see events reads its title."""
    return Thing(
        OUTPUT,
        output.pk,
        output.get_kind_display(),
        output.title_th,
        output.title_en,
        url=_url(actor, "events:output", output.event_id, output.pk) if actor.holds("events.see") else "",
    )


def use_thing(actor: Actor, use: Use) -> Thing:
    """A use of results as a link of the chain."""
    organisation = use.organisation
    return Thing(
        USE,
        use.pk,
        _("use of results"),
        f"{organisation.name_th}: {use.title_th}",
        f"{organisation.name_en or organisation.name_th}: {use.title_en or use.title_th}",
        url=f"{_url(actor, 'events:uses', use.event_id)}#use-{use.pk}" if actor.holds("events.see") else "",
        state=use.get_state_display(),
        state_code=use.state,
    )


def _result_thing(actor: Actor, result: Result) -> Thing:
    url = f"{_url(actor, 'events:results', result.event_id)}#result-{result.pk}"
    return Thing(
        RESULT,
        result.pk,
        _("result"),
        result.statement_th,
        result.statement_en,
        url=url if actor.holds("events.see") else "",
    )


def _url(actor: Actor, name: str, *args: int) -> str:
    return reverse(name, args=[actor.network.slug, *args]) if actor.network else ""


def continued_as(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """Roadmap items, actions, possible projects and projects that outputs became."""
    found: Found = defaultdict(list)
    rows = Continuation.objects.filter(network_id=actor.network_id, output__in=ids)
    for each in rows.select_related(*BECOMES).order_by("id"):
        found[each.output_id].append(target_thing(actor, each.target))
    return found


def used_in(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """Uses of results that cite outputs."""
    found: Found = defaultdict(list)
    rows = UseSource.objects.filter(network_id=actor.network_id, output__in=ids)
    for each in rows.select_related("use__organisation").order_by("id"):
        if each.output_id is not None:
            found[each.output_id].append(use_thing(actor, each.use))
    return found


def proof_of(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """Results that rest on outputs."""
    found: Found = defaultdict(list)
    rows = Evidence.objects.filter(network_id=actor.network_id, output__in=ids)
    for each in rows.select_related("result").order_by("id"):
        if each.output_id is not None:
            found[each.output_id].append(_result_thing(actor, each.result))
    return found


def sources_of(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """Outputs from which uses come."""
    found: Found = defaultdict(list)
    rows = UseSource.objects.filter(network_id=actor.network_id, use__in=ids, output__isnull=False)
    for each in rows.select_related("output").order_by("id"):
        if each.output is not None:
            found[each.use_id].append(output_thing(actor, each.output))
    return found


def evidence_of(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """Outputs on which results rest."""
    found: Found = defaultdict(list)
    rows = Evidence.objects.filter(network_id=actor.network_id, result__in=ids, output__isnull=False)
    for each in rows.select_related("output").order_by("id"):
        if each.output is not None:
            found[each.result_id].append(output_thing(actor, each.output))
    return found


def _outputs_behind(field: str) -> lineage.Teller:
    def tell(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
        found: Found = defaultdict(list)
        rows = Continuation.objects.filter(network_id=actor.network_id, **{f"{field}__in": ids})
        for each in rows.select_related("output").order_by("id"):
            found[getattr(each, f"{field}_id")].append(output_thing(actor, each.output))
        return found

    return tell
