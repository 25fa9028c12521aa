"""Tables: see the README for the nouns."""
