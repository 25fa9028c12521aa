"""Frameworks, plans and vocabularies as data, and what is aligned with them."""
