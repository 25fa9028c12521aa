"""Is an organisation of a list there already? What speaks for it, and how strongly.

Certain are a ROR id, and a full name that one organisation has. Likely are a further name of either side, and a web
domain: they are proposed. An abbreviation says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from django.db import connection
from django.utils.translation import gettext as _

from samphan.directory.queries.imports_institutions import Known, known_by_key
from samphan.kit.bilingual import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.utils.functional import _StrOrPromise

_BY_IDENTIFIER: Final = """
select known.ror, known.domain, o.id, o.name_th, o.name_en
  from directory_organisation known join directory_organisation o on o.id = coalesce(known.merged_into_id, known.id)
 where known.ror <> '' and known.ror = any(%s) or known.domain <> '' and known.domain = any(%s) order by o.id
"""


class Named(Protocol):
    """An organisation as a list gives it."""

    ror: str
    domain: str

    @property
    def keys(self) -> list[str]: ...
    @property
    def other_keys(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Match:
    """Organisations that a row may mean. ``is_certain``: it is the only one; ``is_likely``: it may be proposed."""

    found: Sequence[Known] = ()
    why: _StrOrPromise = ""
    is_certain: bool = False
    is_likely: bool = False


_NO_MATCH: Final = Match()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the directory knows of all the rows of a list, by key of a name, by ROR id, by domain."""

    by_key: Mapping[str, list[Known]]
    by_ror: Mapping[str, list[Known]]
    by_domain: Mapping[str, list[Known]]
    rors: Mapping[int, str]

    def of(self, row: Named) -> Match:
        """What speaks for one row, the strongest evidence first."""
        named = {each.id: each for key in reversed(row.keys) for each in self.by_key.get(key, ())}
        if row.ror and (registered := self.by_ror.get(row.ror)):
            if len(registered) == 1 and (not named or registered[0].id in named):
                return Match(registered, _("The same ROR id."), is_certain=True)
            both = {each.id: each for each in (*registered, *named.values())}
            return Match(list(both.values()), _("Its ROR id and its name lead to different organisations."))
        if named:
            return self._named(row, list(named.values()))
        others = {
            each.id: each for key in row.other_keys for each in self.by_key.get(key, ()) if each.by_name
        }
        others = {pk: each for pk, each in others.items() if not self._is_another(row, pk)}
        if others:
            return Match(list(others.values()), _("One of its other names is known."), is_likely=True)
        here = [each for each in self.by_domain.get(row.domain, ()) if not self._is_another(row, each.id)]
        if row.domain and here:
            return Match(here, _("The same web domain: %(domain)s.") % {"domain": row.domain})
        return _NO_MATCH

    def _named(self, row: Named, found: list[Known]) -> Match:
        if len(found) > 1:
            return Match(found, _("Several organisations are called this."))
        if self._is_another(row, found[0].id):
            return Match(found, _("The name is the same, the ROR id is another."))
        if not found[0].by_name:
            return Match(found, _("Known by this abbreviation. Abbreviations are shared, so please confirm."))
        return Match(found, is_certain=True)

    def _is_another(self, row: Named, pk: int) -> bool:
        """Whether the register of names says that they are two."""
        return bool(row.ror and self.rors.get(pk) and self.rors[pk] != row.ror)


def find_evidence(rows: Iterable[Named]) -> Evidence:
    """What the directory knows of the names and identifiers of many rows. Three statements at most."""
    keys: set[str] = set()
    rors: set[str] = set()
    domains: set[str] = set()
    for row in rows:
        keys.update(row.keys)
        keys.update(row.other_keys)
        rors.add(row.ror)
        domains.add(row.domain)
    by_ror: dict[str, list[Known]] = {}
    by_domain: dict[str, list[Known]] = {}
    by_key = known_by_key(keys)
    if (rors | domains) - {""}:
        with connection.cursor() as cursor:
            cursor.execute(_BY_IDENTIFIER, [sorted(rors - {""}), sorted(domains - {""})])
            for ror, domain, pk, name_th, name_en in cursor.fetchall():
                known = Known(pk, Text.of(name_th, name_en), by_name=True)
                if ror in rors:
                    by_ror.setdefault(ror, []).append(known)
                if domain in domains:
                    by_domain.setdefault(domain, []).append(known)
    return Evidence(by_key, by_ror, by_domain, _rors(by_key, by_domain) if rors - {""} else {})


def _rors(*found: Mapping[str, list[Known]]) -> dict[int, str]:
    """The ROR ids of organisations that were found."""
    ids = sorted({each.id for by_text in found for known in by_text.values() for each in known})
    with connection.cursor() as cursor:
        cursor.execute("select id, ror from directory_organisation where id = any(%s) and ror <> ''", [ids])
        return dict(cursor.fetchall())
