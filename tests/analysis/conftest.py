import sys
from pathlib import Path

from hypothesis import settings

# `made_study`, the builder of small studies, stands beside these tests and serves the audit's as well.
sys.path.insert(0, str(Path(__file__).parent))

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
