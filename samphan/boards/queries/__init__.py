"""What pages, phones and reports need of boards."""
