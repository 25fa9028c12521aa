"""Addresses about both sides of a project, below ``projects/<pk>/sides/``, and about the burden of communities."""

from django.urls import path

from samphan.engagement.views import burden, sides, taking_part

HERE = "projects/<int:pk>/sides"
PARTNER = f"{HERE}/partners/<int:part>"

urlpatterns = [
    path(f"{HERE}/confirmations/", sides.confirmations, name="confirmations"),
    path(f"{HERE}/confirmations/export/", sides.confirmations_export, name="confirmations_export"),
    path(f"{HERE}/answers/<int:part>/reply/", sides.reply, name="reply"),
    path(f"{PARTNER}/ask/", sides.ask, name="ask"),
    path(f"{PARTNER}/link/", sides.link, name="partner_link"),
    path(f"{PARTNER}/link/renew/", sides.renew, name="link_renew"),
    path(f"{PARTNER}/link/revoke/", sides.revoke, name="link_revoke"),
    path(f"{PARTNER}/answers/", sides.record_answers, name="record_answers"),
    path(f"{PARTNER}/form/<str:kind>/", sides.answer_paper, name="answer_paper"),
    path(f"{PARTNER}/papers/new/", sides.issue, name="paper_new"),
    path(f"{HERE}/papers/", sides.paper_list, name="partner_papers"),
    path(f"{HERE}/papers/<int:part>/<str:kind>/", sides.paper, name="paper"),
    path(f"{HERE}/participation/", taking_part.participation, name="participation"),
    path(f"{PARTNER}/participation/<slug:voice>/", taking_part.rate, name="rate"),
    path(f"{HERE}/benefits/", taking_part.benefits, name="benefits"),
    path(f"{PARTNER}/benefits/new/", taking_part.benefit_new, name="benefit_new"),
    path(f"{HERE}/benefits/<int:part>/back/", taking_part.benefit_back, name="benefit_back"),
    path(f"{HERE}/words/", taking_part.words, name="words"),
    path(f"{PARTNER}/words/new/", taking_part.words_new, name="words_new"),
    path(f"{HERE}/words/<int:part>/back/", taking_part.words_back, name="words_back"),
    path(f"{HERE}/words/<int:part>/photo/<slug:size>/", taking_part.photo, name="photo"),
    path("burden/<int:pk>/", burden.burden, name="burden"),
    path("burden/<int:pk>/export/", burden.export, name="burden_export"),
]
