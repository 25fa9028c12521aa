"""Addresses of dossiers."""

from django.urls import path

from samphan.knowledge.views import annexes, contributions, dossiers, papers

urlpatterns = [
    path("dossiers/", dossiers.dossiers, name="dossiers"),
    path("dossiers/export/", dossiers.export, name="dossiers_export"),
    path("dossiers/projects/options/", dossiers.project_options, name="project_options"),
    path("dossiers/new/", dossiers.begin, name="dossier_new"),
    path("dossiers/<int:pk>/", dossiers.dossier, name="dossier"),
    path("dossiers/<int:pk>/cover/", dossiers.cover, name="dossier_cover"),
    path("dossiers/<int:pk>/projects/", dossiers.choose, name="dossier_projects"),
    path("dossiers/<int:pk>/projects/<int:part>/people/", contributions.contributions, name="contributions"),
    path("dossiers/<int:pk>/projects/<int:part>/ask/", contributions.ask, name="contributions_ask"),
    path("dossiers/<int:pk>/parts/<slug:code>/", dossiers.part, name="dossier_part"),
    path("dossiers/<int:pk>/annexes/new/", annexes.add, name="annex_new"),
    path("dossiers/<int:pk>/annexes/<int:part>/", annexes.download, name="annex_file"),
    path("dossiers/<int:pk>/annexes/<int:part>/remove/", annexes.remove, name="annex_remove"),
    path("dossiers/<int:pk>/paper/", papers.ask, name="dossier_paper"),
    path("dossiers/<int:pk>/close/", dossiers.close, name="dossier_close"),
    path("dossiers/<int:pk>/reopen/", dossiers.reopen, name="dossier_reopen"),
    path("dossiers/papers/<int:pk>/progress/", papers.progress, name="dossier_progress"),
    path("dossiers/papers/<int:pk>/<slug:kind>/", papers.download, name="dossier_file"),
]
