"""What people type on phones, before it is kept."""

from __future__ import annotations

import hashlib
import uuid

from django.utils.translation import gettext as _

from samphan.kit.errors import Problem
from samphan.kit.thai.fold import clean


def words(text: str, *, longest: int, field: str = "text", required: bool = True) -> str:
    """The text without what cannot be seen, at most ``longest`` characters; never cut silently.

    Raises:
        Problem: nothing is left of it, or it is too long.
    """
    # Half a pair of surrogates is no character and cannot be stored.
    kept = clean(text.encode("utf-8", "ignore").decode()).strip()
    if len(kept) > longest:
        raise Problem(
            _("Please shorten this to %(longest)d characters; it has %(count)d.")
            % {"longest": longest, "count": len(kept)},
            field=field,
        )
    if required and not kept:
        raise Problem(_("Please write something."), field=field)
    return kept


def secret_of(secret: str) -> str:
    """A secret as phones make it: 16 to 200 characters.

    Raises:
        Problem: it is none.
    """
    if not 16 <= len(secret) <= 200:
        raise Problem(_("Your phone did not send what is needed to change this later."), field="secret")
    return secret.encode("utf-8", "replace").decode()


def author_hash(key: uuid.UUID, secret: str) -> str:
    """What is kept of the author of a card: differs from card to card even if a phone used one secret twice."""
    return hashlib.sha256(f"card:{key}:{secret_of(secret)}".encode()).hexdigest()


def voter_hash(prompt_id: int, secret: str) -> str:
    """What is kept of a voter: differs from prompt to prompt, so that nobody can follow one voter over them."""
    return hashlib.sha256(f"voter:{prompt_id}:{secret_of(secret)}".encode()).hexdigest()


def uuid_of(text: str) -> uuid.UUID | None:
    """A key as phones write it, None when it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
