"""The only writers of this app, one file a noun."""
