"""Addresses of the register."""

from django.urls import path

from samphan.agreements.views import agreements, goals, numbers, parts

urlpatterns = [
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/export/", agreements.export, name="export"),
    path("agreements/new/", agreements.create, name="agreement_new"),
    path("agreements/numbers/", numbers.numbers, name="numbers"),
    path("agreements/numbers/export/", numbers.numbers_export, name="numbers_export"),
    path("agreements/quiet/", numbers.quiet, name="quiet"),
    path("agreements/quiet/export/", numbers.quiet_export, name="quiet_export"),
    path("agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("agreements/<int:pk>/everything/", agreements.everything_of, name="everything"),
    path("agreements/<int:pk>/goals/", goals.goals, name="agreement_goals"),
    path("agreements/<int:pk>/change/", agreements.change, name="agreement_change"),
    path("agreements/<int:pk>/give-up/", agreements.give_up, name="give_up"),
    path("agreements/<int:pk>/end/", agreements.end, name="end"),
    path("agreements/<int:pk>/resume/", agreements.resume, name="resume"),
    path("agreements/<int:pk>/remove/", agreements.remove, name="agreement_remove"),
    path("agreements/<int:pk>/summary/<slug:kind>/", agreements.paper, name="summary"),
    path("agreements/<int:pk>/parties/", parts.arrange_parties, name="parties"),
    path("agreements/<int:pk>/signatories/", parts.arrange_signatories, name="signatories"),
    path("agreements/<int:pk>/amend/", parts.amend, name="amend"),
    path("agreements/<int:pk>/attach/", parts.attach, name="attach"),
    path("agreements/<int:pk>/obligations/new/", parts.add_obligation, name="obligation_new"),
    path("agreements/<int:pk>/life/", parts.note_sign, name="note_sign"),
    path("agreements/parties/<int:pk>/withdraw/", parts.withdraw, name="withdraw"),
    path("agreements/amendments/<int:pk>/file/", parts.amendment_file, name="amendment_file"),
    path("agreements/amendments/<int:pk>/remove/", parts.remove_amendment, name="amendment_remove"),
    path("agreements/files/<int:pk>/", parts.attachment_file, name="attachment_file"),
    path("agreements/files/<int:pk>/remove/", parts.remove_attachment, name="attachment_remove"),
    path("agreements/obligations/<int:pk>/change/", parts.change_obligation, name="obligation_change"),
    path("agreements/obligations/<int:pk>/settle/", parts.settle_obligation, name="obligation_settle"),
    path("agreements/obligations/<int:pk>/remove/", parts.remove_obligation, name="obligation_remove"),
    path("agreements/settled/<int:pk>/undo/", parts.unsettle_obligation, name="unsettle"),
]
