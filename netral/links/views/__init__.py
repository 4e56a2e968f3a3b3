"""Doors of official links: the address in the letter, the sitting behind it, and the officer's own pages."""
