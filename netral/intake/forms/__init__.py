"""Forms of the intake: text → clean values. What may be stored is decided by `checking`, not here."""
