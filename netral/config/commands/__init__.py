"""The commands of `netral`, a file per chapter; each has `add(subparsers)`."""
