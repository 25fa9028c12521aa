"""Views of pages that join subjects."""
