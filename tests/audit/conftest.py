import sys
from pathlib import Path

from hypothesis import settings

# `made_study`, the builder of small studies, stands beside the tests of the analysis.
sys.path.insert(0, str(Path(__file__).parents[1] / "analysis"))

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
