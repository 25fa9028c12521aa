"""Addresses of surveys without a sign-in, by a link."""

from django.urls import path

from samphan.surveys.views import answering

app_name = "surveys_public"
urlpatterns = [
    path("<str:token>/", answering.answer, name="answer"),
    path("<str:token>/thanks/", answering.thanks, name="thanks"),
    path("<str:token>/consents/<int:pk>/withdraw/", answering.withdraw, name="withdraw"),
]
