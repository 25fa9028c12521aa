"""What the pages of the outbox and of the mailings show, and to whom a mailing goes."""

from samphan.comms.queries.outbox import kept_sign_in_mail, outbox, shown_text

__all__ = ["kept_sign_in_mail", "outbox", "shown_text"]
