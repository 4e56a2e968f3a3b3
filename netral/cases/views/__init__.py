"""Doors of the workspace: load within scope, call one verb or query, answer."""
