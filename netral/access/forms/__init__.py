"""Forms of signing in and of `/kelola/`."""
