"""Arithmetic that does not hang on the batch."""

from __future__ import annotations

import numpy as np

from tocsin.annotate.networks.dense import normalised, product


def test_a_row_is_the_same_bit_by_bit_whatever_stands_beside_it() -> None:
    generator = np.random.RandomState(1)
    weights = generator.rand(288, 288).astype(np.float32)
    rows = generator.rand(700, 288).astype(np.float32)
    whole = product(rows, weights)
    assert np.allclose(whole, rows @ weights, rtol=1e-4)
    for start, end in ((0, 1), (3, 260), (255, 257), (511, 700)):
        assert np.array_equal(product(rows[start:end], weights), whole[start:end])


def test_normal_rows_have_no_mean_and_unit_variance() -> None:
    rows = np.arange(12, dtype=np.float32).reshape(3, 4)
    found = normalised(rows, np.ones(4, dtype=np.float32), np.zeros(4, dtype=np.float32))
    assert np.allclose(found.mean(axis=1), 0, atol=1e-6)
    assert np.allclose(found.var(axis=1), 1, atol=1e-4)
