"""Linear programmes over a network, solved by HiGHS: whole numbers in, whole numbers out.

A network with whole capacities and supplies has a cheapest flow in whole numbers, and the corner that the simplex
method ends in is one; what is rounded here is only the last bit of a float.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sheetsales.allocation.grouping import Bools, Ints

Floats = npt.NDArray[np.float64]
_UNPRICED = 1e-9
"""A share of the price that is nothing but rounding."""


def cheapest_flow(tails: Ints, heads: Ints, capacities: Ints, costs: Ints, supplies: Ints) -> Ints | None:
    """The flow on every arc at the least cost; None where the supplies cannot reach the demands (negative supplies)."""
    if not len(tails):
        return None if supplies.any() else np.zeros(0, np.int64)
    ends = np.empty(2 * len(tails), np.int64)
    ends[0::2], ends[1::2] = tails, heads
    model = _model(costs, capacities, supplies, supplies)
    _set_columns(model, np.full(len(tails), 2), ends, np.tile([1.0, -1.0], len(tails)))
    found = _solved(model)
    return None if found is None else _kept(np.rint(found.col_value).astype(np.int64), tails, heads, supplies)


def _kept(flows: Ints, tails: Ints, heads: Ints, supplies: Ints) -> Ints | None:
    """The flows, where they leave every node as they must to the last unit."""
    net = np.zeros(len(supplies), np.int64)
    np.add.at(net, tails, flows)
    np.subtract.at(net, heads, flows)
    return flows if np.array_equal(net, supplies) else None


def crowded(rows: Ints, columns: Ints, load: Ints, fixed: Ints, capacity: Ints) -> Bools:
    """Who must be the fullest people when ``load`` is spread as evenly as it can be.

    ``rows`` and ``columns`` pair the loads with the people who can take them; ``fixed`` is what people have already,
    ``capacity`` their time, above 0. The people are those whose time has a price at the least utilisation.
    """
    pairs, loads, people = len(rows), len(load), len(capacity)
    scale = 1.0 / capacity
    lengths = np.append(np.full(pairs, 2), people)
    ends = np.empty(2 * pairs + people, np.int64)
    ends[0 : 2 * pairs : 2], ends[1 : 2 * pairs : 2] = rows, loads + columns
    ends[2 * pairs :] = loads + np.arange(people)
    values = np.ones(2 * pairs + people)
    values[1 : 2 * pairs : 2] = scale[columns]
    values[2 * pairs :] = -1.0
    costs = np.append(np.zeros(pairs), 1.0)
    low = np.concatenate([load, np.full(people, -np.inf)])
    high = np.concatenate([load, -fixed * scale])
    model = _model(costs, np.full(pairs + 1, np.inf), low, high)
    _set_columns(model, lengths, ends, values)
    found = _solved(model)
    prices = np.zeros(people) if found is None else np.abs(np.array(found.row_dual)[loads:])
    return np.asarray(prices > _UNPRICED * max(prices.max(), 1e-300))


def _model(costs: Ints | Floats, most: Ints | Floats, low: Ints | Floats, high: Ints | Floats) -> Any:
    import highspy

    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(costs), len(low)
    model.col_cost_, model.col_upper_ = costs.astype(np.float64), most.astype(np.float64)
    model.col_lower_ = np.zeros(len(costs))
    model.row_lower_, model.row_upper_ = low.astype(np.float64), high.astype(np.float64)
    return model


def _set_columns(model: Any, lengths: Ints, ends: Ints, values: Floats) -> None:
    import highspy

    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.append(0, np.cumsum(lengths))
    model.a_matrix_.index_, model.a_matrix_.value_ = ends, values


def _solved(model: Any) -> Any:
    """The solution, or None where there is none. One thread and one seed: the same every time.

    Without presolving: on networks of owners who keep their tasks it took two hundred times as long as the rest.
    """
    import highspy

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 1)
    solver.setOptionValue("presolve", "off")
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return solver.getSolution()
