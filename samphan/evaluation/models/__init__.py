"""Ratings, self-assessments, challenges: one file a noun."""
