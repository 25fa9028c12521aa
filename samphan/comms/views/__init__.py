"""Pages of the outbox and of the mailings."""

from samphan.comms.views.outbox import sign_in_mail

__all__ = ["sign_in_mail"]
