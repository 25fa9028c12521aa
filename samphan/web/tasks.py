"""What the installation does by itself, in the worker."""

from __future__ import annotations

from django.conf import settings
from django.tasks import task
from django.utils import timezone
from django.utils.module_loading import import_string

from samphan.comms.actions import forget_sign_in_mail
from samphan.tenancy import drafts, keeping
from samphan.tenancy.scope import system_scope


@task
def let_go_of_files() -> None:
    """Remove the bytes of files that nobody is served any more."""
    keeping.let_go(timezone.now())


@task
def tidy() -> None:
    """Forget what has had its time: sessions, drafts, mail about signing in."""
    import_string(f"{settings.SESSION_ENGINE}.SessionStore").clear_expired()
    with system_scope("forgetting what is old"):
        drafts.purge(timezone.now())
        forget_sign_in_mail(timezone.now())
