"""Statistics of proportions, and of what printed means leave possible, one to a file. Frozen results come out.

Nothing here knows what a study, a chapter or a chart is.
"""
