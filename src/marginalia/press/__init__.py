"""The press: parameters and chapters go in, a whole book comes out, or nothing changes.

`build.py` is the order of work; each other module is one step of it. Jupyter and Sphinx are imported here only,
and only once there is something to do: a build with nothing changed is decided from bytes alone.
"""
