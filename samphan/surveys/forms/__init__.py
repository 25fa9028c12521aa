"""Forms of surveys and their questions."""
