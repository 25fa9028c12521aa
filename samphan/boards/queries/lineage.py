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


def _standing_in(actor: Actor, ids: Collection[int]) -> dict[int, int]:
    """Where the cards of merged clusters stand now, for all clusters on the boards of these; one statement."""
    boards = Cluster.objects.filter(network_id=actor.network_id, pk__in=ids).values("board")
    rows = Cluster.objects.filter(
        network_id=actor.network_id, board__in=boards, merged_into__isnull=False
    ).values_list("pk", "merged_into")
    into = {merged: above for merged, above in rows if above is not None}

    def last(cluster: int) -> int:
        seen: set[int] = set()
        while cluster in into and cluster not in seen:
            seen.add(cluster)
            cluster = into[cluster]
        return cluster

    return {each: last(each) for each in into}


def after_clusters(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The outputs that were made of clusters, also of what was merged into them later; of a merged one also into which."""
    found: Found = defaultdict(list)
    merged = Cluster.objects.filter(network_id=actor.network_id, pk__in=ids, merged_into__isnull=False)
    for cluster in merged.select_related("merged_into"):
        if cluster.merged_into is not None:
            found[cluster.pk].append(cluster_thing(actor, cluster.merged_into))
    merged_into = {pk: into for pk, into in _standing_in(actor, ids).items() if into in ids}
    rows = OutputOrigin.objects.filter(network_id=actor.network_id, cluster__in={*ids, *merged_into})
    for each in rows.select_related("output").order_by("id"):
        for cluster_id in (each.cluster_id, merged_into.get(each.cluster_id or 0)):
            if cluster_id in ids and cluster_id is not None:
                found[cluster_id].append(output_thing(actor, each.output))
    return found


def before_clusters(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The cards that stand in clusters, of a merged one where they stand now; hidden and withdrawn ones are not told."""
    found: Found = defaultdict(list)
    places = _standing_in(actor, ids)
    wanted = {pk: places.get(pk, pk) for pk in ids}
    within: defaultdict[int, list[Thing]] = defaultdict(list)
    cards = Card.objects.filter(
        network_id=actor.network_id, cluster__in=set(wanted.values()), is_hidden=False, is_withdrawn=False
    )
    for card in cards.order_by("order", "key"):
        if card.cluster_id is not None:
            within[card.cluster_id].append(card_thing(actor, card))
    for pk, place in wanted.items():
        found[pk] += within[place]
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
