"""Photographs of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from samphan.events import policy
from samphan.events.actions import photos as actions
from samphan.events.actions.results import Upload
from samphan.events.forms.photos import PhotoForm, PhotosForm
from samphan.events.models import AgendaItem, Photo, PhotoConsent
from samphan.events.queries.parts import fingerprint
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.components import ListState
from samphan.kit.editing import bind, respond
from samphan.tenancy import files

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.events.models import Event
    from samphan.kit.http import NetworkRequest

PER_PAGE = 24


def photos(request: NetworkRequest, pk: int) -> HttpResponse:
    """All photographs of the event, those without consent marked."""
    event = load(request, pk)
    state = ListState.read(request, sorts=(), filters=("consent",))
    found = Photo.objects.for_actor(request.actor).filter(event=event).order_by("order", "id")
    if state.filters.get("consent"):
        found = found.filter(consent=state.filters["consent"])
    return tab(
        request,
        event,
        "events/photos.html",
        {"page": state.paginate(found, per_page=PER_PAGE), "state": state, "consents": PhotoConsent.choices},
    )


def bring(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form to bring photographs."""
    event = load(request, pk)
    request.actor.must(policy.manage, on=event)
    form = bind(PhotosForm, request, items=_agenda(request, event))

    def act(form: PhotosForm) -> list[Photo]:
        fields = dict(form.cleaned_data)
        fields.pop("version", None)
        uploads = [Upload(sent.name, sent.read(files.MAX_SIZE + 1)) for sent in fields.pop("uploads")]
        return actions.bring_photos(by=request.actor, event=event, uploads=uploads, **fields)

    return respond(
        request,
        form,
        act=act,
        then=lambda _photos: address(request, "events:photos", event),
        template="events/photos_form.html",
        context={"event": event, "title": _("Add photographs")},
    )


def describe(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The form of one photograph."""
    event = load(request, pk)
    photo = get_object_or_404(Photo.objects.for_actor(request.actor), event=event, pk=part)
    request.actor.must(policy.change, on=photo)
    initial = {name: getattr(photo, name) for name in actions.FIELDS}
    initial["version"] = fingerprint([photo], actions.FIELDS)
    return respond(
        request,
        bind(PhotoForm, request, initial=initial, items=_agenda(request, event)),
        act=lambda form: actions.describe_photo(by=request.actor, photo=photo, **form.cleaned_data),
        then=lambda _photo: address(request, "events:photos", event),
        template="events/photo_form.html",
        context={"event": event, "title": _("Describe the photograph"), "photo": photo},
    )


def picture(request: NetworkRequest, pk: int, part: int, size: str) -> FileResponse:
    """The picture itself, for whoever may see the event: ``small`` or ``large``; we made the file, so it may be shown."""
    photo = get_object_or_404(
        Photo.objects.for_actor(request.actor).select_related("file", "thumbnail"), event_id=pk, pk=part
    )
    stored = photo.thumbnail if size == "small" else photo.file
    path = files.path_of(stored.sha256)
    if not path.exists():
        raise Http404(_("The file is not there any more."))
    response = FileResponse(path.open("rb"), filename=stored.name, content_type=stored.media_type)
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _agenda(request: NetworkRequest, event: Event) -> list[AgendaItem]:
    return list(AgendaItem.objects.for_actor(request.actor).filter(event=event).order_by("order", "id"))
