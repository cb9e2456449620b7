"""What a chapter shows, worked out from a study: frozen values, no formatting.

Everything here takes a `Study` and returns numbers with the ids they came from. Words and pictures are made later.
"""
