"""What the pages of a network show."""

from samphan.networks.queries.frame import MyNetwork, NetworkPage, my_networks, network_page
from samphan.networks.queries.membership import current_members, member_page, members
from samphan.networks.queries.representative import representatives, representatives_on, represented
from samphan.networks.queries.segments import representative_recipients

__all__ = [
    "MyNetwork",
    "NetworkPage",
    "current_members",
    "member_page",
    "members",
    "my_networks",
    "network_page",
    "representative_recipients",
    "representatives",
    "representatives_on",
    "represented",
]
