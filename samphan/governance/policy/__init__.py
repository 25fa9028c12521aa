"""Who may see and keep what."""
