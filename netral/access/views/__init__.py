"""Doors: signing in (`/akun/`) and administration (`/kelola/`)."""
