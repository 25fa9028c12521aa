"""Who may do what here."""

from samphan.knowledge.policy.dossier import CONTRIBUTION, reopen, see, sign, write, write_own

__all__ = ["CONTRIBUTION", "reopen", "see", "sign", "write", "write_own"]
