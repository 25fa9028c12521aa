"""Samphan: a collaboration network is built, run, evaluated and sustained."""
