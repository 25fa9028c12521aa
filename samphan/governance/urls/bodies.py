"""Addresses of bodies, their seats, terms and orders, under ``/n/<network>/bodies/``."""

from __future__ import annotations

from django.urls import path

from samphan.governance.views import bodies, instruments, seats, terms

urlpatterns = [
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/export/", bodies.bodies_export, name="bodies_export"),
    path("bodies/new/", bodies.new, name="body_new"),
    path("bodies/overview/", bodies.overview, name="bodies_overview"),
    path("bodies/overview/export/", bodies.overview_export, name="bodies_overview_export"),
    path("bodies/terms/", terms.terms, name="terms"),
    path("bodies/terms/export/", terms.terms_export, name="terms_export"),
    path("bodies/terms/<int:pk>/", terms.term, name="term"),
    path("bodies/terms/<int:pk>/end/", terms.end, name="end_term"),
    path("bodies/terms/<int:pk>/resume/", terms.resume, name="resume_term"),
    path("bodies/terms/<int:pk>/extend/", terms.extend, name="extend_term"),
    path("bodies/terms/<int:pk>/replace/", terms.replace, name="replace_holder"),
    path("bodies/terms/<int:pk>/correct/", terms.correct, name="correct_term"),
    path("bodies/terms/<int:pk>/remove/", terms.remove, name="remove_term"),
    path("bodies/seats/<int:pk>/", seats.seat, name="seat"),
    path("bodies/seats/<int:pk>/change/", seats.change_seat, name="change_seat"),
    path("bodies/seats/<int:pk>/remove/", seats.remove_seat, name="remove_seat"),
    path("bodies/seats/<int:pk>/acting/", seats.acting, name="make_acting"),
    path("bodies/orders/<int:pk>/", instruments.instrument, name="instrument"),
    path("bodies/orders/<int:pk>/progress/", instruments.progress, name="instrument_progress"),
    path("bodies/orders/<int:pk>/change/", instruments.change, name="change_instrument"),
    path("bodies/orders/<int:pk>/remove/", instruments.remove, name="remove_instrument"),
    path("bodies/orders/<int:pk>/<slug:kind>/", instruments.file, name="instrument_file"),
    path("bodies/<int:pk>/", bodies.body, name="body"),
    path("bodies/<int:pk>/print/", bodies.print_board, name="print_board"),
    path("bodies/<int:pk>/export/", bodies.board_export, name="board_export"),
    path("bodies/<int:pk>/names/<slug:kind>/", bodies.names, name="names"),
    path("bodies/<int:pk>/change/", bodies.change, name="change_body"),
    path("bodies/<int:pk>/move/<slug:way>/", bodies.move, name="move_body"),
    path("bodies/<int:pk>/close/", bodies.close, name="close_body"),
    path("bodies/<int:pk>/reopen/", bodies.reopen, name="reopen_body"),
    path("bodies/<int:pk>/remove/", bodies.remove, name="remove_body"),
    path("bodies/<int:pk>/positions/", seats.positions, name="positions"),
    path("bodies/<int:pk>/appoint/", terms.appoint, name="appoint"),
    path("bodies/<int:pk>/orders/note/", instruments.note, name="note_instrument"),
    path("bodies/<int:pk>/orders/make/", instruments.issue, name="issue_order"),
]
