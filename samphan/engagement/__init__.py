"""Both sides of a project with society: what partners say of it, what changed, and what proves it."""
