"""Addresses of a network's outbox, under ``/n/<network>/outbox/``."""

from django.urls import path

from samphan.comms.views import addresses, mailings, mine, outbox, templates

app_name = "comms"
urlpatterns = [
    path("", outbox.outbox, name="outbox"),
    path("export/", outbox.outbox_export, name="outbox_export"),
    path("mine/", mine.mine, name="mine"),
    path("mine/follow/", mine.follow, name="follow"),
    path("mine/<int:pk>/renew/", mine.renew, name="renew_feed"),
    path("mine/<int:pk>/unfollow/", mine.unfollow, name="unfollow"),
    path("addresses/", addresses.addresses, name="addresses"),
    path("addresses/export/", addresses.addresses_export, name="addresses_export"),
    path("addresses/returned/", addresses.note_bounce, name="note_bounce"),
    path("addresses/returned/file/", addresses.read_returned, name="read_returned"),
    path("addresses/<int:pk>/lift/", addresses.lift_bounce, name="lift_bounce"),
    path("templates/", templates.templates, name="templates"),
    path("templates/<int:pk>/", templates.template, name="template"),
    path("templates/<int:pk>/remove/", templates.remove, name="remove_template"),
    path("mailings/<int:pk>/keep/", templates.keep, name="keep_template"),
    path("<int:pk>/", outbox.message, name="message"),
    path("<int:pk>/retry/", outbox.retry, name="retry_message"),
    path("mailings/", mailings.mailings, name="mailings"),
    path("mailings/export/", mailings.mailings_export, name="mailings_export"),
    path("mailings/new/", mailings.new, name="new_mailing"),
    path("mailings/<int:pk>/", mailings.mailing, name="mailing"),
    path("mailings/<int:pk>/change/", mailings.change, name="change_mailing"),
    path("mailings/<int:pk>/approve/", mailings.approve, name="approve_mailing"),
    path("mailings/<int:pk>/send/", mailings.send, name="send_mailing"),
    path("mailings/<int:pk>/take-back/", mailings.take_back, name="take_back_mailing"),
    path("mailings/<int:pk>/cancel/", mailings.cancel, name="cancel_mailing"),
    path("mailings/<int:pk>/retry/", mailings.retry, name="retry_mailing"),
    path("mailings/<int:pk>/progress/", mailings.progress, name="progress"),
    path("mailings/<int:pk>/by-hand/<int:recipient>/", mailings.by_hand, name="by_hand"),
    path("mailings/<int:pk>/export/", mailings.recipients_export, name="recipients_export"),
]
