"""What pages and reports read about events."""
