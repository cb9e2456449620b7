"""`python -m marginalia`, the same as the `marginalia` command."""

from marginalia.cli import main

main()
