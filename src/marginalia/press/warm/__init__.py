"""Warm kernels: one process imports everything once, and forks a kernel for each chapter.

About nine tenths of a cold build is kernels starting and importing. `zygote.py` is the process that imports and
forks; `provisioner.py` makes it look to Jupyter like any other way of starting a kernel, by way of the ordinary
kernel specification in `kernels/`. Chapters come out the same as from fresh kernels, which stay the reference.
"""
