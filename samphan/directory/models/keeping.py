"""Who keeps a record of the shared directory."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from samphan.kit.bilingual import Text


def keeper_name(network_id: int) -> Text:
    """The name of the network that keeps a record, also of one in which the reader has no role. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("select name_th, name_en from directory_keeper(%s)", [network_id])
        row = cursor.fetchone()
    return Text.of(*row) if row else Text.of(_("Another network"), "")
