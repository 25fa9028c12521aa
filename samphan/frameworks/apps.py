"""What the network measures itself against: frameworks, plans of its own, and what is aligned with them."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class FrameworksConfig(AppConfig):
    name = "samphan.frameworks"
    label = "frameworks"

    def ready(self) -> None:
        """The panel behind the door to learning, how frameworks and items are found, and how acts are called."""
        from samphan.frameworks import policy
        from samphan.frameworks.queries import findable
        from samphan.frameworks.queries.acts import ACTS
        from samphan.kit.panels import Panel, register
        from samphan.tenancy import acts, search

        register(Panel("networks.learn", _("Frameworks"), inside="frameworks.door", order=20))
        register(Panel("frameworks.door", _("Frameworks"), "frameworks:frameworks", policy.enter, order=10))
        register(Panel("frameworks.framework", _("Items"), "frameworks:framework", policy.see, order=10))
        for kind, label, page, rows in (
            (findable.FRAMEWORK, _("Frameworks"), "frameworks:framework", findable.framework_rows),
            (findable.ITEM, _("Items of frameworks"), "frameworks:item", findable.item_rows),
        ):
            search.register(
                search.Kind(
                    kind,
                    label,
                    lambda slug, pk, page=page: reverse(page, args=[slug, pk]),  # type: ignore[misc]  # bound now, not when the loop is over
                    rows=rows,
                )
            )
        acts.register(ACTS)
