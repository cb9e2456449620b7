"""Statistics of a single proportion, one to a file. Whole numbers go in, frozen results come out.

Nothing here knows what a study, a chapter or a chart is.
"""
