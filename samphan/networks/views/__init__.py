"""Pages of the network: about it, its members."""
