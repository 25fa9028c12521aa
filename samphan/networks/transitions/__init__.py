"""The lives of records of the network: what may follow what, one file a noun."""
