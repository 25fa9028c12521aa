"""Addresses of members and of everything around them, under ``/n/<network>/network/``; the door is ``members/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from samphan.networks.views import benefit, category, dues, membership, period, representative

urlpatterns: Final[list[URLPattern]] = [
    path("members/", membership.members, name="members"),
    path("members/export/", membership.members_export, name="members_export"),
    path("members/new/", membership.admit, name="admit"),
    path("members/renew/", period.renew, name="renew_terms"),
    path("members/<int:pk>/", membership.member, name="member"),
    path("members/<int:pk>/change/", membership.change_member, name="change_member"),
    path("members/<int:pk>/remove/", membership.remove_member, name="remove_member"),
    path("members/<int:pk>/end/", period.end, name="end_membership"),
    path("members/<int:pk>/suspend/", period.suspend, name="suspend_member"),
    path("members/<int:pk>/periods/new/", period.begin, name="begin_period"),
    path("members/periods/<int:pk>/", period.change, name="change_period"),
    path("members/suspensions/<int:pk>/lift/", period.lift, name="lift_suspension"),
    path(
        "members/<int:pk>/representatives/new/",
        representative.name_representative,
        name="name_representative",
    ),
    path("members/representatives/", representative.representatives, name="representatives"),
    path("members/representatives/export/", representative.export, name="representatives_export"),
    path("representatives/<int:pk>/change/", representative.change, name="change_representative"),
    path("representatives/<int:pk>/substitute/", representative.substitute, name="substitute_representative"),
    path("representatives/<int:pk>/end/", representative.end_representation, name="end_representation"),
    path("members/categories/", category.categories, name="categories"),
    path("members/categories/export/", category.export, name="categories_export"),
    path("members/categories/new/", category.write, name="category_new"),
    path("members/categories/rules/", category.rules, name="rules"),
    path("members/categories/<int:pk>/", category.write, name="category"),
    path("members/categories/<int:pk>/remove/", category.remove, name="category_remove"),
    path("members/benefits/", benefit.benefits, name="benefits"),
    path("members/benefits/export/", benefit.export, name="benefits_export"),
    path("members/benefits/new/", benefit.write, name="benefit_new"),
    path("members/benefits/use/", benefit.record_use, name="benefit_use"),
    path("members/benefits/<int:pk>/", benefit.write, name="benefit"),
    path("members/benefits/<int:pk>/remove/", benefit.remove, name="benefit_remove"),
    path("members/benefits/uses/<int:pk>/remove/", benefit.remove_use, name="benefit_use_remove"),
    path("members/dues/", dues.invoices, name="invoices"),
    path("members/dues/export/", dues.export, name="invoices_export"),
    path("members/dues/run/", dues.run, name="dues_run"),
    path("members/dues/<int:pk>/", dues.invoice, name="invoice"),
    path("members/dues/<int:pk>/pay/", dues.pay, name="pay_invoice"),
    path("members/dues/<int:pk>/cancel/", dues.cancel, name="cancel_invoice"),
    path("members/dues/<int:pk>/<str:form>/", dues.invoice_file, name="invoice_file"),
    path("members/dues/receipts/<int:pk>/cancel/", dues.cancel_receipt, name="cancel_receipt"),
    path("members/dues/receipts/<int:pk>/<str:form>/", dues.receipt_file, name="receipt_file"),
    path("members/<int:pk>/exempt/", dues.exempt, name="exempt_member"),
    path("members/dues/exemptions/<int:pk>/end/", dues.end_exemption, name="end_exemption"),
]
