"""What pages and papers of this app need."""
