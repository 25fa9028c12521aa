"""Text that survives a lost session: kept under a key, given back to its author alone, never sent by itself.

A form carries a signed token that names its user and address. When it is posted without a session, what was
typed is stored for that user, and the sign-in leads back to the form with the text in it.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Final
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest, QueryDict

from samphan.accounts.models import User
from samphan.tenancy.models import Draft
from samphan.tenancy.scope import user_scope

FIELD: Final = "draft_owner"
SALT: Final = "samphan.drafts"
NEVER: Final = frozenset({"csrfmiddlewaretoken", FIELD, "password", "password1", "password2"})
MAX_AGE: Final = 14 * 24 * 3600
MAX_BODY: Final = 500_000


def token(user_id: int, path: str) -> str:
    """What a form carries, so that its text can be kept for its author when the session is gone."""
    return signing.dumps({"u": user_id, "p": path}, salt=SALT, compress=True)


def keep(request: HttpRequest) -> str | None:
    """Store the posted text for the user whom the form names; the key, or None when there is nothing to keep."""
    try:
        owner = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return None
    if owner["p"] != request.path:
        return None
    body = request.POST.copy()
    for name in NEVER:
        body.pop(name, None)
    text = body.urlencode()
    user = User.objects.filter(pk=owner["u"], is_active=True).first()
    if user is None or len(text) > MAX_BODY:
        return None
    with user_scope(user):
        return Draft.objects.create(
            user=user, key=secrets.token_urlsafe(24), path=request.path[:1000], body=text
        ).key


def address(path: str, key: str) -> str:
    """The form's address with the draft's key in it."""
    return f"{path}?{urlencode({'draft': key})}"


def take(user_id: int, key: str, path: str) -> QueryDict | None:
    """The text kept under a key for this user and this address; it stays until it is saved or too old."""
    draft = Draft.objects.filter(user_id=user_id, key=key, path=path).first()
    return QueryDict(draft.body) if draft else None


def purge(now: dt.datetime) -> int:
    """Forget drafts older than two weeks; how many. Called by the product itself (``system_scope``)."""
    return Draft.objects.filter(saved_at__lt=now - dt.timedelta(seconds=MAX_AGE)).delete()[0]
