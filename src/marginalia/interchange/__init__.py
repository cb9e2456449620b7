"""What others can use elsewhere: a study, its audit and its book as files that carry their own description.

Frictionless Data Packages for tables, JSON Schema for the verdicts, RO-Crate for the built book. Nothing here holds a
time or a place, so that equal inputs give equal bytes.
"""
