"""The lives of what partners certify."""
