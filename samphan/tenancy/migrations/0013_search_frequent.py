"""Search: a word that is frequent in the blocks that were looked at, and seldom enough in all to be read whole.

Nothing was read of such a kind: it answered with what had been found of the kind before it.
"""

from importlib import import_module
from typing import Final

from django.db import migrations

_BEFORE: Final = import_module("samphan.tenancy.migrations.0008_search")
_COUNTED: Final = "limit few + 1) counted;\n"
_READ: Final = f"""{_COUNTED}      if n <= few then
        found := array(
          select r.id from tenancy_searchrow r
          where r.kind = each_kind and ((signed_in and r.network_id is null) or r.network_id = any(allowed))
            and strpos(r.norm, word) > 0 and r.norm like all(others));
      end if;
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0012_photographs_of_papers")]

    operations = [
        migrations.RunSQL(
            _BEFORE.SEARCH.replace(_COUNTED, _READ) + _BEFORE.OWN, _BEFORE.SEARCH + _BEFORE.OWN
        ),
    ]
