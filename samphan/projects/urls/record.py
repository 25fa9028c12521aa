"""Addresses of projects and of their records, under ``/n/<network>/work/projects/``."""

from django.urls import path

from samphan.projects.views import agreements, pairs, record_life, record_parts, records, reviews

urlpatterns = [
    path("projects/", records.projects, name="projects"),
    path("projects/export/", records.export, name="projects_export"),
    path("projects/series/options/", records.series_options, name="series_options"),
    path("projects/own/options/", records.own_options, name="own_options"),
    path("projects/new/", records.begin, name="project_new"),
    path("projects/alike/", pairs.all_alike, name="projects_alike"),
    path("projects/<int:pk>/", records.project, name="project"),
    path("projects/<int:pk>/everything/", records.everything_of, name="project_everything"),
    path("projects/<int:pk>/change/", record_parts.change, name="project_change"),
    path("projects/<int:pk>/time/", record_parts.time, name="project_time"),
    path("projects/<int:pk>/about/", record_parts.about, name="project_about"),
    path("projects/<int:pk>/kind/", record_parts.tree, name="project_tree"),
    path("projects/<int:pk>/readers/", record_parts.visibility, name="project_visibility"),
    path("projects/<int:pk>/agreements/", agreements.agreements, name="project_agreements"),
    path("projects/<int:pk>/agreements/<int:part>/untie/", agreements.untie, name="untie_agreement"),
    path("projects/<int:pk>/alike/", pairs.project_alike, name="project_alike"),
    path("projects/<int:pk>/alike/<int:other>/", pairs.decide, name="pair_decide"),
    path("projects/<int:pk>/years/<int:year>/", record_life.report, name="project_year"),
    path("projects/<int:pk>/lead/", record_life.lead, name="project_lead"),
    path("projects/<int:pk>/drop/", record_life.drop, name="project_drop"),
    path("projects/<int:pk>/claim/", record_life.claim, name="project_claim"),
    path("projects/<int:pk>/life/<slug:act>/", record_life.advance, name="project_advance"),
    path("projects/<int:pk>/review/submit/", reviews.submit, name="record_submit"),
    path("projects/<int:pk>/review/return/", reviews.send_back, name="record_return"),
    path("projects/<int:pk>/review/approve/", reviews.approve, name="record_approve"),
    path("projects/<int:pk>/review/reopen/", reviews.reopen, name="record_reopen"),
    path("projects/<int:pk>/review/<slug:act>/", reviews.step, name="record_step"),
]
