"""Forms of the directory: they read and check what was typed, and save nothing."""
