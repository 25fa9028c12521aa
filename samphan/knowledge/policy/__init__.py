"""Who may do what here."""

from samphan.knowledge.policy.dossier import CONTRIBUTION, reopen, see, sign, write, write_own
from samphan.knowledge.policy.library import (
    begin_case,
    begin_case_of,
    keep_library,
    publish_case,
    read_library,
    see_case,
    take_back_case,
    write_case,
)

__all__ = [
    "CONTRIBUTION",
    "begin_case",
    "begin_case_of",
    "keep_library",
    "publish_case",
    "read_library",
    "reopen",
    "see",
    "see_case",
    "sign",
    "take_back_case",
    "write",
    "write_case",
    "write_own",
]
