"""Pages of this app, one file a noun."""
