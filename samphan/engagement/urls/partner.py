"""Addresses of a partner's own page, below its personal link."""

from django.urls import path

from samphan.engagement.views import partner, partner_papers

urlpatterns = [
    path("<str:token>/", partner.start, name="partner"),
    path("<str:token>/statements/<str:key>/", partner.claim, name="partner_claim"),
    path("<str:token>/gains/", partner.gains, name="partner_gains"),
    path("<str:token>/gains/<int:pk>/back/", partner.gain_back, name="partner_gain_back"),
    path("<str:token>/stages/<str:code>/", partner.stage, name="partner_stage"),
    path("<str:token>/words/", partner.own_words, name="partner_words"),
    path("<str:token>/words/<int:pk>/back/", partner.words_back, name="partner_words_back"),
    path("<str:token>/words/<int:pk>/photo/", partner.photo, name="partner_photo"),
    path("<str:token>/summary/", partner.summary, name="partner_summary"),
    path("<str:token>/became/", partner.became, name="partner_became"),
    path("<str:token>/form/<str:kind>/", partner_papers.form, name="partner_form"),
    path("<str:token>/papers/<int:pk>/<str:kind>/", partner_papers.paper, name="partner_paper"),
]
