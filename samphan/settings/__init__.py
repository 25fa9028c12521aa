"""Django settings: ``base`` for all, one file each for ``dev``, ``test`` and ``prod``."""
