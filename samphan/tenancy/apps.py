"""Networks as tenants, roles, the scope, and the ledgers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    name = "samphan.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        from samphan.kit.panels import Panel, register
        from samphan.tenancy import policy

        register(Panel("networks.door", _("Office"), order=80, inside="networks.office"))
        register(Panel("networks.office", _("Roles"), "tenancy:access", policy.see_access, order=10))
        register(Panel("networks.office", _("Audit trail"), "tenancy:audit", policy.see_audit, order=30))
