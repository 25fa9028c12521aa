"""Addresses of roles and the audit trail, under ``/n/<network>/``."""

from django.urls import path

from samphan.tenancy import views

app_name = "tenancy"
urlpatterns = [
    path("access/", views.access, name="access"),
    path("access/invite/", views.invite, name="invite"),
    path("access/invitations/<int:pk>/withdraw/", views.withdraw_invitation, name="withdraw_invitation"),
    path("access/roles/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("views/", views.saved_views, name="saved_views"),
    path("views/<int:pk>/remove/", views.remove_view, name="remove_view"),
    path("audit/", views.audit, name="audit"),
    path("audit/export/", views.audit_export, name="audit_export"),
]
