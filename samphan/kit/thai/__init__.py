"""Thai text in pure Python: folding, order, dates, numerals, names, organisations, words."""
