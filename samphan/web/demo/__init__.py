"""The demo: a real workshop retold from its facts, built by the same actions that the pages use.

What the source does not say (names of participants, further institutions, what one institution promised) is
sample data and marked as such, on the page and in every document.
"""

from samphan.web.demo.accounts import Account, accounts
from samphan.web.demo.load import is_loaded, load

__all__ = ["Account", "accounts", "is_loaded", "load"]
