"""Pages of the life cycle: where the network stands, what its gate finds, and the steps that were taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.kit.bilingual import is_thai
from samphan.kit.editing import bind
from samphan.kit.formats import thai_date
from samphan.kit.workbook import spreadsheet
from samphan.networks import policy
from samphan.networks.actions.stage import move_stage
from samphan.networks.forms.stage import StepForm
from samphan.networks.models import STAGES, StageAct
from samphan.networks.queries import gates
from samphan.networks.views.frame_place import ask, at, show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest

TITLES = {
    StageAct.BEGIN: gettext_lazy("Say where the network stands"),
    StageAct.ADVANCE: gettext_lazy("Go on to the next stage"),
    StageAct.GO_BACK: gettext_lazy("Go back to an earlier stage"),
    StageAct.CLOSE: gettext_lazy("Close the network"),
    StageAct.TRANSFORM: gettext_lazy("Close it, to go on in another form"),
    StageAct.REOPEN: gettext_lazy("Open the network again"),
}
CLOSING = gettext_lazy(
    "From then on everything can be read and nothing be changed, public pages and personal links are shut. What remains"
    " possible: this page with its milestones, the handover pack, giving access, and opening the network again."
)


def stage(request: NetworkRequest) -> HttpResponse:
    """The six stages, the gate of the present one (or of ``?gate=``), and the history."""
    steps = list(gates.moves(request.actor))
    last = steps[0] if steps else None
    cycle = gates.life_cycle()
    here = cycle.stage(last.to_stage) if last else None
    wanted = request.GET.get("gate", "")
    code = wanted if wanted in STAGES else (here.code if here else STAGES[0])
    context = {
        "cycle": cycle,
        "here": here,
        "last": last,
        "is_ended": gates.is_ended(last),
        "gate": gates.gate(request.actor, code),
        "is_thai": is_thai(),
        "steps": [(each, cycle.stage(each.to_stage)) for each in steps],
        "may_move": request.actor.may(policy.manage, on=request.network),
        "is_last": here is not None and here.code == STAGES[-1],
        "is_first": here is not None and here.code == STAGES[0],
    }
    return show(request, "networks/stage.html", context, tab="stage")


def stage_export(request: NetworkRequest) -> HttpResponse:
    """The history as a workbook."""
    cycle = gates.life_cycle()
    return spreadsheet(
        str(_("Life of the network")),
        [_("Date"), _("Step"), _("Stage"), _("Reason"), _("Missing then"), _("By")],
        (
            [
                str(thai_date(each.on)),
                str(each.get_act_display()),
                str(cycle.stage(each.to_stage).name),
                each.reason,
                ", ".join(thai if is_thai() else english for _code, thai, english in each.missing),
                each.taken_by,
            ]
            for each in gates.moves(request.actor)
        ),
    )


def move(request: NetworkRequest, act: str) -> HttpResponse:
    """The form of a step; what the gate does not find is shown above it and does not forbid it."""
    if act not in StageAct.values:
        raise Http404
    request.actor.must(policy.manage, on=request.network)
    step = StageAct(act)
    last = gates.moves(request.actor).first()
    cycle = gates.life_cycle()
    before = STAGES[: STAGES.index(last.to_stage)] if last else ()
    choices = {StageAct.BEGIN: STAGES, StageAct.GO_BACK: before}.get(step, ())
    stages = [(code, f"{cycle.stage(code).number}. {cycle.stage(code).name}") for code in choices]
    words = CLOSING if step in (StageAct.CLOSE, StageAct.TRANSFORM) else ""
    missing = gates.gate(request.actor, last.to_stage).missing if last and step == StageAct.ADVANCE else []
    form = bind(
        StepForm,
        request,
        initial={"on": timezone.localdate(), "seen": last.pk if last else 0},
        stages=stages,
    )
    return ask(
        request,
        form,
        title=TITLES[step],
        subtitle=cycle.stage(last.to_stage).name if last else "",
        words=words,
        kind="danger" if words else "primary",
        label=TITLES[step],
        act=lambda form: move_stage(
            by=request.actor,
            act=act,
            now=timezone.now(),
            today=timezone.localdate(),
            **form.cleaned_data,
        ),
        back=at(request, "stage"),
        crumbs=[(_("Stage"), at(request, "stage"))],
        context={"missing": missing},
        template="networks/stage_form.html",
    )
