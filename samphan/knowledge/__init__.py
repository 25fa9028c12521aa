"""What is worth keeping and showing: case studies, news, dossiers."""
