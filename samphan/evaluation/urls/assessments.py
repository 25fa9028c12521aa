"""Addresses of self-assessments, under ``/n/<network>/learn/``."""

from __future__ import annotations

from django.urls import path

from samphan.evaluation.views import assessments as views

urlpatterns = [
    path("assessments/", views.overview, name="assessments"),
    path("assessments/export/", views.overview_export, name="assessments_export"),
    path("assessments/members/<int:pk>/begin/", views.begin, name="assessment_begin"),
    path("assessments/<int:pk>/", views.assessment, name="assessment"),
    path("assessments/<int:pk>/answers/<slug:kind>/", views.answer, name="assessment_answer"),
    path("assessments/<int:pk>/agreed/<slug:kind>/", views.agree_on, name="assessment_agree_on"),
    path("assessments/<int:pk>/dialogue/", views.dialogue, name="assessment_dialogue"),
    path("assessments/<int:pk>/plan/", views.improvement, name="assessment_plan"),
    path("assessments/<int:pk>/plan/<int:part>/take-over/", views.take_over, name="assessment_take_over"),
    path("assessments/<int:pk>/plan/<int:part>/withdraw/", views.withdraw, name="assessment_withdraw"),
    path("assessments/<int:pk>/agree/", views.agree, name="assessment_agree"),
    path("assessments/<int:pk>/reopen/", views.reopen, name="assessment_reopen"),
    path("assessments/<int:pk>/export/", views.export, name="assessment_export"),
    path("assessments/<int:pk>/paper/<slug:kind>/", views.document, name="assessment_paper"),
]
