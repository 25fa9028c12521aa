"""Case studies, news, dossiers: one file a noun."""
