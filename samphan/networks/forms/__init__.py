"""What people type about the network and its members."""

from samphan.networks.forms.frame import NetworkForm
from samphan.networks.forms.membership import AdmitForm, MemberForm, RepresentativeForm
from samphan.networks.forms.reason import ReasonForm

__all__ = ["AdmitForm", "MemberForm", "NetworkForm", "ReasonForm", "RepresentativeForm"]
