"""The desk of the authority that supervises civil servants: letters to officials who do not answer, and blocks."""
