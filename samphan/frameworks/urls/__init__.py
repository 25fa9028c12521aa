"""Addresses under ``/n/<network>/frameworks/``; those without sign-in are in ``public``."""

from __future__ import annotations

from django.urls import path

from samphan.frameworks.views import alignments, frameworks, items

app_name = "frameworks"
urlpatterns = [
    path("", frameworks.frameworks, name="frameworks"),
    path("export/", frameworks.export, name="export"),
    path("new/", frameworks.create, name="framework_new"),
    path("catalogue/<slug:code>/", frameworks.offer, name="offer"),
    path("catalogue/<slug:code>/adopt/", frameworks.adopt, name="adopt"),
    path("<int:pk>/", frameworks.framework, name="framework"),
    path("<int:pk>/export/", frameworks.framework_export, name="framework_export"),
    path("<int:pk>/change/", frameworks.change, name="framework_change"),
    path("<int:pk>/version/", frameworks.version, name="framework_version"),
    path("<int:pk>/follow/", frameworks.follow, name="framework_follow"),
    path("<int:pk>/withdraw/", frameworks.withdraw, name="framework_withdraw"),
    path("<int:pk>/restore/", frameworks.restore, name="framework_restore"),
    path("<int:pk>/items/new/", items.create, name="item_new"),
    path("<int:pk>/items/import/", items.import_items, name="items_import"),
    path("items/options/", items.options, name="item_options"),
    path("items/<int:pk>/", items.item, name="item"),
    path("items/<int:pk>/aligned/<slug:kind>/", items.item_aligned, name="item_aligned"),
    path("items/<int:pk>/aligned/<slug:kind>/export/", items.aligned_export, name="item_aligned_export"),
    path("items/<int:pk>/change/", items.change, name="item_change"),
    path("items/<int:pk>/remove/", items.remove, name="item_remove"),
    path("items/<int:pk>/follow/", items.follow, name="item_follow"),
    path("items/<int:pk>/matches/", items.matches, name="item_matches"),
    path("align/<slug:kind>/<int:pk>/", alignments.align, name="align"),
    path("alignments/<slug:kind>/<int:pk>/change/", alignments.change, name="alignment_change"),
    path("alignments/<slug:kind>/<int:pk>/remove/", alignments.remove, name="alignment_remove"),
]
