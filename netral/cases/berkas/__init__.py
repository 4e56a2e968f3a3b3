"""A whole case put together for one printed file: what stands in it, by edition. Always in Indonesian."""

from netral.cases.berkas.composing import compose

__all__ = ["compose"]
