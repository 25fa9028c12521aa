"""Work on large lists, in the worker."""

from __future__ import annotations

from django.db import OperationalError
from django.tasks import task
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from samphan.directory.actions.imports_work import do_work, fail_work
from samphan.directory.models import ListWork
from samphan.kit.errors import Problem, Refused
from samphan.tenancy.scope import NoSuchNetwork, system_scope, user_scope


@task
def work_on_list(work: int, network: int) -> None:
    """Do what somebody asked for with a list, as that person and in that language.

    What cannot be done is said on the page of the list. When the database goes away in the middle, the queue begins again.
    """
    with system_scope("working on a list", network):
        asked = ListWork.objects.select_related("brought", "asked_by", "network").filter(pk=work).first()
    if asked is None or not asked.is_open:
        return
    with translation.override(asked.language):
        try:
            with user_scope(asked.asked_by, asked.network.slug) as by:
                do_work(by=by, work=asked, now=timezone.now())
        except OperationalError:
            raise
        except (Problem, Refused, NoSuchNetwork) as problem:
            _fail(asked, str(getattr(problem, "message", problem)))
        except Exception:
            _fail(asked, _("Something went wrong in the middle. Nothing of it was kept."))
            raise


def _fail(work: ListWork, problem: str) -> None:
    with system_scope("saying why a list was not worked on", work.network_id) as by:
        fail_work(by=by, work=work, problem=problem)
