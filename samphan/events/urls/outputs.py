"""Addresses of single outputs and of carrying them on."""

from django.urls import path

from samphan.events.views import outputs

urlpatterns = [
    path("<int:pk>/outputs/<int:part>/story/", outputs.output, name="output"),
    *(
        path(
            f"<int:pk>/outputs/<int:part>/carry-on/{kind}/",
            outputs.carry_on,
            {"kind": kind},
            name=f"carry_on_{kind}",
        )
        for kind in outputs.TITLES
    ),
    path("<int:pk>/outputs/<int:part>/let-go/<int:continuation>/", outputs.let_go, name="let_go"),
]
