"""What is independent may run anywhere: the result is the same."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from distributed import Client, LocalCluster
from small_studies import altered

from marginalia.reconstruction import Reconstruction, reconstruct
from marginalia.study.model import Study


@pytest.fixture(scope="module")
def study() -> Study:
    """A study with a conflict, of which something is left to ask."""
    return altered(3, changes=1, most_patients=6, visits=2)


@pytest.fixture(scope="module")
def alone(study: Study) -> Reconstruction:
    made = reconstruct(study)
    assert made.conflicts and made.ranges and made.tried
    return made


@pytest.mark.parametrize("processes", [1, 2])
def test_processes_give_the_same_result(processes: int, study: Study, alone: Reconstruction) -> None:
    with ProcessPoolExecutor(processes) as pool:
        assert reconstruct(study, executor=pool) == alone


def test_threads_give_the_same_result(study: Study, alone: Reconstruction) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert reconstruct(study, executor=pool) == alone


def test_a_dask_cluster_gives_the_same_result(study: Study, alone: Reconstruction) -> None:
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
        client.get_executor() as pool,
    ):
        assert reconstruct(study, executor=pool) == alone
