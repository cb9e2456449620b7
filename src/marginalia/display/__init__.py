"""How values look: words, tables, charts and badges, each knowing its form in the book and in JupyterLab."""
