"""What people type about events, one module a noun."""
