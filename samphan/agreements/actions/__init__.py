"""The only writers: agreements, their parties, versions and obligations; resources."""
