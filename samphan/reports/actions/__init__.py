"""The only writers of reports, one module a noun."""

from samphan.reports.actions.emblem import LARGEST as LARGEST_EMBLEM
from samphan.reports.actions.emblem import remove_emblem, set_emblem
from samphan.reports.actions.gate import override_gate, withdraw_override
from samphan.reports.actions.issue import issue_report, note_failure, render_again, render_version
from samphan.reports.actions.pack import ask_pack, make_pack, note_pack_failure
from samphan.reports.actions.report import REPORT_FIELDS, change_report, discard_report, open_report
from samphan.reports.actions.wording import forget_orphan, restore_block, reword_block, words_version

__all__ = [
    "LARGEST_EMBLEM",
    "REPORT_FIELDS",
    "ask_pack",
    "change_report",
    "discard_report",
    "forget_orphan",
    "issue_report",
    "make_pack",
    "note_failure",
    "note_pack_failure",
    "open_report",
    "override_gate",
    "remove_emblem",
    "render_again",
    "render_version",
    "restore_block",
    "reword_block",
    "set_emblem",
    "withdraw_override",
    "words_version",
]
