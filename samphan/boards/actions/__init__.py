"""The only writers of boards: those who take part, those who lead, those who prepare."""
