"""What runs an installation: start, check, back up, restore. The `samphan` command is a thin door to these.

Nothing here imports Django before it needs it: the sentences about a missing database or a full disk must come
without it, and the process that watches over the others stays small.
"""
