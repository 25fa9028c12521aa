"""What time does to agreements and obligations: pure functions of their dates."""
