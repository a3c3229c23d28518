"""Where shards are read: in processes of this machine, or on the workers of a Dask scheduler."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from types import TracebackType
from typing import Any, Protocol, Self

from tocsin.errors import ConfigError

__all__ = ["DaskEngine", "Engine", "LocalEngine", "Pending"]

Task = Callable[[bytes], bytes]


class Pending(Protocol):
    """A shard on its way."""

    def result(self) -> bytes:
        """What came of it, waited for."""


class Engine(Protocol):
    """Runs tasks somewhere. `lost` are the errors that tell that whoever ran a task is gone."""

    lost: tuple[type[BaseException], ...]

    @property
    def workers(self) -> int:
        """How many tasks can run at once now."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def submit(self, task: Task, shard: bytes) -> Pending:
        """Hands a shard to a worker."""

    def restart(self) -> bool:
        """Called when a task was lost; whether all other tasks on their way are lost too."""


class LocalEngine:
    """Processes of this machine, each with its own models, one core each. A process ends with its parent."""

    lost: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    @property
    def workers(self) -> int:
        """How many processes there are."""
        return self._workers

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=error is None, cancel_futures=True)
        self._pool = None

    def submit(self, task: Task, shard: bytes) -> Pending:
        """Hands a shard to the next process that is free."""
        if self._pool is None:
            # Started anew rather than forked: threads of the arithmetic library do not survive a fork.
            self._pool = ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"), initializer=_settle_in)
        with _one_thread():
            return self._pool.submit(task, shard)

    def restart(self) -> bool:
        """New processes for the old; when one dies, all that was on its way is lost."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None
        return True


def _settle_in() -> None:
    """Leaves an interrupt to the parent, and ends with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Processes that begin here calculate with one thread each: several would fight over the same cores."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class DaskEngine:
    """The workers of a Dask scheduler; the scheduler itself sees to tasks whose worker died, up to three times.

    Raises `ConfigError`: `extra-missing` without `distributed`, `no-scheduler` where none answers at the address.
    """

    def __init__(self, address: str, *, patience: float = 15.0) -> None:
        try:
            import distributed
        except ImportError as error:
            raise ConfigError(
                "extra-missing", "The engine needs the package distributed.", "Install it: pip install 'tocsin[scale]'."
            ) from error
        try:
            client: Any = distributed.Client  # untyped
            self._client: Any = client(address, timeout=patience)
        except (OSError, TimeoutError, ValueError) as error:
            raise ConfigError(
                "no-scheduler",
                f"No scheduler answers at '{address}' ({type(error).__name__}).",
                "Start one with `dask scheduler`, and give its address: --scheduler tcp://HOST:8786.",
            ) from error
        self.lost: tuple[type[BaseException], ...] = (distributed.KilledWorker,)

    @property
    def workers(self) -> int:
        """How many tasks can run at once now."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def submit(self, task: Task, shard: bytes) -> Pending:
        """Hands a shard to the scheduler."""
        pending: Pending = self._client.submit(task, shard, pure=False)
        return pending

    def restart(self) -> bool:
        """Nothing to do: the scheduler goes on, and only that one task is lost."""
        return False
