"""The pages of events, one module a noun."""
