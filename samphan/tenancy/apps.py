"""Networks as tenants, roles, the scope, and the ledgers."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "samphan.tenancy"
    label = "tenancy"
