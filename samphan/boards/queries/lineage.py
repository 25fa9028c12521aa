"""Cards and clusters in the chain of things."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.boards.models import Card, Cluster, OutputOrigin
from samphan.events.queries.continuations import OUTPUT, output_thing
from samphan.kit import lineage
from samphan.kit.lineage import Thing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from samphan.kit.actor import Actor

CARD, CLUSTER = "boards.card", "boards.cluster"
type Found = dict[int, list[Thing]]


def register() -> None:
    """Tell the registry of lineage what boards know; called in ``apps.py``."""
    lineage.register(CARD, "after", after_cards)
    lineage.register(CLUSTER, "after", after_clusters)
    lineage.register(CLUSTER, "before", before_clusters)
    lineage.register(OUTPUT, "before", before_outputs)


def card_thing(actor: Actor, card: Card) -> Thing:
    """A card, by its text. Who wrote it is not told, also where a name was given: the chain is read elsewhere too."""
    return Thing(CARD, card.pk, _("card"), card.text, url=_url(actor, card.board_id, f"card-{card.key}"))


def cluster_thing(actor: Actor, cluster: Cluster) -> Thing:
    """A cluster, by its title."""
    return Thing(
        CLUSTER,
        cluster.pk,
        _("cluster"),
        cluster.title or str(_("without title")),
        url=_url(actor, cluster.board_id, f"cluster-{cluster.pk}"),
    )


def _url(actor: Actor, board: int, anchor: str) -> str:
    if actor.network is None or not actor.holds("events.see"):
        return ""
    return f"{reverse('boards:outputs', args=[actor.network.slug, board])}#{anchor}"


def after_cards(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The cluster of each card, and the outputs that were made of the card itself."""
    found: Found = defaultdict(list)
    cards = Card.objects.filter(network_id=actor.network_id, pk__in=ids, cluster__isnull=False)
    for card in cards.select_related("cluster"):
        if card.cluster is not None:
            found[card.pk].append(cluster_thing(actor, card.cluster))
    rows = OutputOrigin.objects.filter(network_id=actor.network_id, card__in=ids)
    for each in rows.select_related("output").order_by("id"):
        if each.card_id is not None:
            found[each.card_id].append(output_thing(actor, each.output))
    return found


def after_clusters(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The outputs that were made of clusters; of one that was merged, the cluster that took it in."""
    found: Found = defaultdict(list)
    merged = Cluster.objects.filter(network_id=actor.network_id, pk__in=ids, merged_into__isnull=False)
    for cluster in merged.select_related("merged_into"):
        if cluster.merged_into is not None:
            found[cluster.pk].append(cluster_thing(actor, cluster.merged_into))
    rows = OutputOrigin.objects.filter(network_id=actor.network_id, cluster__in=ids)
    for each in rows.select_related("output").order_by("id"):
        if each.cluster_id is not None:
            found[each.cluster_id].append(output_thing(actor, each.output))
    return found


def before_clusters(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The cards that stand in clusters; hidden ones and those taken back are not told."""
    found: Found = defaultdict(list)
    cards = Card.objects.filter(
        network_id=actor.network_id, cluster__in=ids, is_hidden=False, is_withdrawn=False
    )
    for card in cards.order_by("order", "key"):
        if card.cluster_id is not None:
            found[card.cluster_id].append(card_thing(actor, card))
    return found


def before_outputs(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The clusters and cards from which outputs were made."""
    found: Found = defaultdict(list)
    rows = OutputOrigin.objects.filter(network_id=actor.network_id, output__in=ids)
    for each in rows.select_related("cluster", "card").order_by("id"):
        if each.cluster is not None:
            found[each.output_id].append(cluster_thing(actor, each.cluster))
        elif each.card is not None and each.card.stands:
            found[each.output_id].append(card_thing(actor, each.card))
    return found
