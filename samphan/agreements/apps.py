"""What the network and its members agreed, and what each of them gives."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "samphan.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Doors to agreements and resources, what is due, how both are found."""
