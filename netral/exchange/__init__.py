"""Hand-overs between houses: what leaves waits in the outbox until its receiver has signed for it."""
