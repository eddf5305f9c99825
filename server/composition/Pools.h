// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

namespace tabletalk {

class WorkerPool;
struct Gauge;

} // namespace tabletalk

namespace tabletalk::composition {

/// Threads for what blocks, so that one kind of work never waits behind another.
struct Pools
{
    Pools();
    ~Pools();

    /// What waits ends with Unavailable; what is under way is waited for.
    void stop();
    /// How busy they are, for the metrics.
    std::vector<Gauge> gauges() const;

    std::unique_ptr<WorkerPool> hashing;
    std::unique_ptr<WorkerPool> targets; ///< tenants' databases
    std::unique_ptr<WorkerPool> control;
    std::unique_ptr<WorkerPool> deletion; ///< waits for what is under way
    std::unique_ptr<WorkerPool> search;
    std::unique_ptr<WorkerPool> trials; ///< steps of workflows that are tried
};

} // namespace tabletalk::composition
