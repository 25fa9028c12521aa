"""The lives of what this app keeps: (state, act) → state. What is not here cannot happen."""
