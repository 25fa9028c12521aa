"""Photographs of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.events import policy
from samphan.events.actions import photos as actions
from samphan.events.actions.results import Upload
from samphan.events.forms.photos import PhotoForm, PhotosForm, WithdrawPhotoForm
from samphan.events.models import AgendaItem, Photo, PhotoConsent
from samphan.events.queries.parts import fingerprint
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.components import ListState
from samphan.kit.editing import bind, respond
from samphan.kit.pages import form_page
from samphan.tenancy import files

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.events.models import Event
    from samphan.kit.http import NetworkRequest

PER_PAGE = 24


def photos(request: NetworkRequest, pk: int) -> HttpResponse:
    """All photographs of the event, those without consent marked; withdrawn ones where their keeper asks for them."""
    event = load(request, pk)
    state = ListState.read(request, sorts=(), filters=("consent",))
    found = Photo.objects.for_actor(request.actor).filter(event=event).order_by("order", "id")
    consents = list(PhotoConsent.choices)
    if not request.actor.may(policy.manage, on=event):
        consents = [each for each in consents if each[0] != PhotoConsent.WITHDRAWN]
    if state.filters.get("consent") in dict(consents):
        found = found.filter(consent=state.filters["consent"])
    else:
        found = found.shown()
    return tab(
        request,
        event,
        "events/photos.html",
        {"page": state.paginate(found, per_page=PER_PAGE), "state": state, "consents": consents},
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


def withdraw(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Asks why a photograph is shown no more."""
    event = load(request, pk)
    photo = get_object_or_404(Photo.objects.for_actor(request.actor), event=event, pk=part)
    request.actor.must(policy.change, on=photo)
    here = address(request, "events:photos", event)
    return form_page(
        request,
        bind(WithdrawPhotoForm, request),
        title=_("Withdraw the photograph"),
        subtitle=str(photo.title),
        said=_(
            "Somebody who is shown does not agree any more. The picture is let go of at once, wherever it stands in the network,"
            " and cannot be brought back. Papers that hold it are no longer handed out until they are made anew."
        ),
        label=_("Withdraw the photograph"),
        kind="danger",
        act=lambda form: actions.withdraw_photo(
            by=request.actor, photo=photo, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _none: here,
        back=here,
        way=[(event.title, address(request, "events:event", event)), (_("Photographs"), here)],
        success=_("The photograph is withdrawn: nobody is shown it any more."),
    )


def picture(request: NetworkRequest, pk: int, part: int, size: str) -> HttpResponse:
    """The picture itself, for whoever may see the event: ``small`` or ``large``; we made the file, so it may be shown.

    Nothing that was withdrawn is handed out, and no browser keeps what may be withdrawn tomorrow.
    """
    found = Photo.objects.for_actor(request.actor).shown().select_related("file", "thumbnail")
    photo = get_object_or_404(found, event_id=pk, pk=part)
    stored = photo.thumbnail if size == "small" else photo.file
    if not files.path_of(stored.sha256).exists():
        raise Http404(_("The file is not there any more."))
    response = files.served(stored, inline=True)
    response["Cache-Control"] = "private, no-cache"
    return response


def _agenda(request: NetworkRequest, event: Event) -> list[AgendaItem]:
    return list(AgendaItem.objects.for_actor(request.actor).filter(event=event).order_by("order", "id"))
