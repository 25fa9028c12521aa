"""What pages and other apps ask of roadmap, actions, possible projects, offers and needs."""
