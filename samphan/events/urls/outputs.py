"""Addresses of single outputs and of carrying them on."""

from django.urls import path, re_path

from samphan.events.views import outputs

urlpatterns = [
    path("<int:pk>/outputs/<int:part>/story/", outputs.output, name="output"),
    re_path(
        r"^(?P<pk>[0-9]+)/outputs/(?P<part>[0-9]+)/carry-on/(?P<kind>item|action|possible|existing)/$",
        outputs.carry_on,
        name="carry_on",
    ),
    path("<int:pk>/outputs/<int:part>/let-go/<int:continuation>/", outputs.let_go, name="let_go"),
]
