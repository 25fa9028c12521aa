"""What changed, what proves it, and what is left: pages of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import path

from samphan.engagement.views import certificates, change, evidence, follow_ups

if TYPE_CHECKING:
    from django.urls import URLPattern

_IN: Final = "projects/<int:pk>/outcome/"
_PIECE: Final = f"{_IN}evidence/<int:part>/"
_CERTIFICATE: Final = f"{_IN}certificates/<int:part>/"

urlpatterns: Final[list[URLPattern]] = [
    path(f"{_IN}change/", change.change, name="change"),
    path(f"{_IN}change/describe/", change.describe, name="situation"),
    path(f"{_IN}change/measures/new/", change.measure, name="measure_new"),
    path(f"{_IN}change/measures/<int:part>/", change.measure, name="measure"),
    path(f"{_IN}change/measures/<int:part>/remove/", change.remove_measure, name="measure_remove"),
    path(f"{_IN}results/", change.results, name="results"),
    path(f"{_IN}results/new/", change.result, name="result_new"),
    path(f"{_IN}results/<int:part>/", change.result, name="result"),
    path(f"{_IN}results/<int:part>/remove/", change.remove_result, name="result_remove"),
    path(f"{_IN}evidence/", evidence.evidence, name="evidence"),
    path(f"{_IN}evidence/export/", evidence.export, name="evidence_export"),
    path(f"{_IN}evidence/new/<slug:kind>/", evidence.bring, name="evidence_new"),
    path(_PIECE, evidence.piece, name="piece"),
    path(f"{_PIECE}describe/", evidence.describe, name="piece_describe"),
    path(f"{_PIECE}withdraw/", evidence.withdraw, name="piece_withdraw"),
    path(f"{_PIECE}file/", evidence.file, name="piece_file"),
    path(f"{_PIECE}file/small/", evidence.file, {"size": "small"}, name="piece_small"),
    path(f"{_IN}certificates/", certificates.certificates, name="certificates"),
    path(f"{_IN}certificates/new/", certificates.write, name="certificate_new"),
    path(_CERTIFICATE, certificates.certificate, name="certificate"),
    path(f"{_CERTIFICATE}change/", certificates.write, name="certificate_change"),
    path(f"{_CERTIFICATE}send/", certificates.send, name="certificate_send"),
    path(f"{_CERTIFICATE}take-back/", certificates.take_back, name="certificate_take_back"),
    path(f"{_CERTIFICATE}signed-on-paper/", certificates.note_paper, name="certificate_on_paper"),
    path(f"{_CERTIFICATE}remove/", certificates.remove, name="certificate_remove"),
    path(f"{_CERTIFICATE}scan/", certificates.scan, name="certificate_scan"),
    path(f"{_CERTIFICATE}paper/<slug:kind>/", certificates.paper, name="certificate_paper"),
    path(f"{_IN}follow-up/", follow_ups.follow_up, name="follow_up"),
    path(f"{_IN}follow-up/ask/", follow_ups.ask_partner, name="follow_up_ask"),
    path("evidence/records/", evidence.records, name="evidence_records"),
]
