"""How well a network, its institutions and its projects do, as both sides rate it."""
