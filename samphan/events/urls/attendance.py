"""Addresses of the day itself: check-in, attendance, badges, certificates, official papers, contacts."""

from django.urls import URLPattern, path

from samphan.events.views import attendance, badges, certificates, checkin, contacts, papers

urlpatterns: list[URLPattern] = [
    path("<int:pk>/checkin/", checkin.checkin, name="checkin"),
    path("<int:pk>/checkin/t/<str:token>/", checkin.scan, name="checkin_scan"),
    path("<int:pk>/checkin/record/", checkin.record, name="checkin_record"),
    path("<int:pk>/checkin/batch/", checkin.batch, name="checkin_batch"),
    path("<int:pk>/checkin/people/", checkin.people, name="checkin_people"),
    path("<int:pk>/checkin/worker.js", checkin.worker, name="checkin_worker"),
    path("<int:pk>/checkin/walk-in/", checkin.walk_in, name="walk_in"),
    path("<int:pk>/attendance/", attendance.attendance, name="attendance"),
    path("<int:pk>/attendance/counts/", attendance.counts, name="attendance_counts"),
    path("<int:pk>/attendance/export/", attendance.export, name="attendance_export"),
    path("<int:pk>/badges/", badges.badges, name="badges"),
    path("<int:pk>/badges/<slug:kind>/", badges.download, name="badges_file"),
    path("<int:pk>/certificates/", certificates.certificates, name="certificates"),
    path("<int:pk>/certificates/rule/", certificates.rule, name="certificate_rule"),
    path("<int:pk>/certificates/issue/", certificates.issue, name="issue_certificates"),
    path("<int:pk>/certificates/progress/", certificates.progress, name="certificates_progress"),
    path("<int:pk>/certificates/again/", certificates.again, name="certificates_again"),
    path("<int:pk>/certificates/all/", certificates.download_all, name="certificates_all"),
    path("<int:pk>/certificates/<int:part>/", certificates.download, name="certificate_file"),
    path("<int:pk>/certificates/<int:part>/withdraw/", certificates.withdraw, name="withdraw_certificate"),
    path("<int:pk>/papers/", papers.papers, name="papers"),
    path("<int:pk>/papers/new/<slug:kind>/", papers.new, name="add_paper"),
    path("<int:pk>/papers/<int:part>/", papers.change, name="change_paper"),
    path("<int:pk>/papers/<int:part>/preview/", papers.preview, name="preview_paper"),
    path("<int:pk>/papers/<int:part>/issue/", papers.issue, name="issue_paper"),
    path("<int:pk>/papers/<int:part>/<int:version>/", papers.version, name="paper_version"),
    path("<int:pk>/papers/<int:part>/<int:version>/progress/", papers.progress, name="paper_progress"),
    path("<int:pk>/papers/<int:part>/<int:version>/<slug:kind>/", papers.download, name="paper_file"),
    path("<int:pk>/contacts/", contacts.contacts, name="contacts"),
    path("<int:pk>/contacts/export/", contacts.export, name="contacts_export"),
    path("<int:pk>/contacts/<int:part>/", contacts.note, name="note_consent"),
]
