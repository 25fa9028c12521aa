"""Addresses of reports, under ``/n/<network>/reports/``."""

from django.urls import path, register_converter

from samphan.reports.views import begin, gates, handover, issue, pack, reports, wording


class BlockKey:
    """The key of a passage or of a finding: letters, figures, - and _."""

    regex = "[A-Za-z][A-Za-z0-9_-]{0,99}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(BlockKey, "key")
app_name = "reports"
urlpatterns = [
    path("", reports.reports, name="reports"),
    path("export/", reports.export, name="export"),
    path("new/", begin.choose_event, name="begin"),
    path("event/<int:pk>/", begin.of_event, name="of_event"),
    path("event/<int:pk>/new/", begin.begin, name="open"),
    path("event/<int:pk>/evidence/", pack.packs, name="packs"),
    path("event/<int:pk>/evidence/make/", pack.ask, name="ask_pack"),
    path("evidence/<int:pk>/progress/", pack.pack_progress, name="pack_progress"),
    path("evidence/<int:pk>/", pack.pack_file, name="pack_file"),
    path("handover/", handover.handovers, name="handovers"),
    path("handover/new/", handover.ask, name="ask_handover"),
    path("handover/<int:pk>/progress/", handover.progress, name="handover_progress"),
    path("handover/<int:pk>/<str:kind>/", handover.download, name="handover_file"),
    path("<int:pk>/", reports.report, name="report"),
    path("<int:pk>/preview/", reports.preview, name="preview"),
    path("<int:pk>/settings/", reports.settings, name="settings"),
    path("<int:pk>/discard/", reports.discard, name="discard"),
    path("<int:pk>/emblem/", reports.emblem, name="emblem"),
    path("<int:pk>/emblem/picture/", reports.emblem_picture, name="emblem_picture"),
    path("<int:pk>/emblem/remove/", reports.remove_emblem, name="remove_emblem"),
    path("<int:pk>/words/<key:key>/", wording.reword, name="reword"),
    path("<int:pk>/words/<key:key>/restore/", wording.restore, name="restore"),
    path("<int:pk>/words/<key:key>/forget/", wording.forget, name="forget"),
    path("<int:pk>/rules/<key:key>/", gates.override, name="override"),
    path("<int:pk>/rules/<key:key>/withdraw/", gates.withdraw, name="withdraw"),
    path("<int:pk>/issue/", issue.issue, name="issue"),
    path("<int:pk>/versions/<int:version>/", issue.version, name="version"),
    path("<int:pk>/versions/<int:version>/progress/", issue.progress, name="progress"),
    path("<int:pk>/versions/<int:version>/again/", issue.again, name="again"),
    path("<int:pk>/versions/<int:version>/<str:kind>/", issue.download, name="download"),
]
