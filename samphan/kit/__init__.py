"""No tables, no nouns of the domain: what every storey above may use."""
