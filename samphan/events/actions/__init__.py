"""The only writers of events, one module a noun."""
