"""Doors of the intake: load, ask or act, answer."""
