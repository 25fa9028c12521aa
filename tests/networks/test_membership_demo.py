"""The sample membership history of the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from samphan.networks.models import Benefit, Invoice, Member, MembershipApplication
from samphan.networks.queries import current_members
from samphan.tenancy.scope import user_scope
from samphan.web.demo import membership

if TYPE_CHECKING:
    from tests.personas import World


def test_make_sample_membership_is_marked_and_holds_on_every_day(world: World) -> None:
    today = timezone.localdate()
    with user_scope(world.users["secretariat"], "alpha") as by:
        membership.state_benefits(by)
        made = membership.make(by, today)
        assert Benefit.objects.count() == len(membership.BENEFITS) + 1
        assert not Member.objects.filter(is_sample=False).exists()
        assert not Member.objects.filter(organisation__is_sample=False).exists()
        assert not MembershipApplication.objects.filter(is_sample=False).exists()
        assert [each.periods.count() for each in made] == [1, 2, 1, 1]
        assert current_members(by, today.replace(year=2023)).count() == 2
        assert Invoice.objects.filter(state="paid").count() == 1
