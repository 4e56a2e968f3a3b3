"""Demo data, made through our own actions: what a page shows in the demo, the actions can really bring about."""
