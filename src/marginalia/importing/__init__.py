"""From a document to a package: tables as they stand in a file become draft rows of `numbers.csv`.

A document is read as grids of text (`documents`), a grid as rows and columns with labels (`layout`), a label as a
group, a visit, a measure or a statistic (`labels`), a cell as printed numbers (`cells`). What is complete is added to
the package and flagged as not yet held against the paper (`adding`); what is not stays in a draft that nobody reads as
numbers. Nothing of a document is ever run, followed or fetched.
"""
