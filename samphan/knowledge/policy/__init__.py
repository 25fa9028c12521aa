"""Who may do what here."""

from samphan.knowledge.policy.dossier import CLOSED, CONTRIBUTION, reopen, see, sign, write, write_own
from samphan.knowledge.policy.library import (
    ask_case_paper,
    begin_case,
    begin_case_of,
    keep_library,
    publish_case,
    read_library,
    see_case,
    take_back_case,
    write_case,
)
from samphan.knowledge.policy.papers import make_paper

__all__ = [
    "CLOSED",
    "CONTRIBUTION",
    "ask_case_paper",
    "begin_case",
    "begin_case_of",
    "keep_library",
    "make_paper",
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
