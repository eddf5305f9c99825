// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/Pools.h"

#include "server/api/Metrics.h"
#include "server/base/WorkerPool.h"

#include <string>

namespace tabletalk::composition {

namespace {

/// What may wait behind tenants' databases before callers are asked to come back.
constexpr int targetQueue = 5000;

} // namespace

Pools::Pools()
    : hashing(std::make_unique<WorkerPool>(
          WorkerPoolOptions{.name = QStringLiteral("hashing"), .threads = 2, .queueLimit = 500}))
    , targets(std::make_unique<WorkerPool>(WorkerPoolOptions{.name = QStringLiteral("targets"),
                                                             .threads = 8,
                                                             .queueLimit = targetQueue,
                                                             .perTenant = 4,
                                                             .perTenantQueue = 500}))
    , control(std::make_unique<WorkerPool>(
          WorkerPoolOptions{.name = QStringLiteral("control"), .threads = 2, .queueLimit = 5000}))
    , deletion(std::make_unique<WorkerPool>(
          WorkerPoolOptions{.name = QStringLiteral("deletion"), .threads = 1, .queueLimit = 100}))
    , search(std::make_unique<WorkerPool>(
          WorkerPoolOptions{.name = QStringLiteral("search"), .threads = 2, .queueLimit = 1000, .perTenantQueue = 200}))
    , trials(std::make_unique<WorkerPool>(WorkerPoolOptions{
          .name = QStringLiteral("trials"), .threads = 2, .queueLimit = 100, .perTenant = 1, .perTenantQueue = 10}))
{}

Pools::~Pools() = default;

void Pools::stop()
{
    for (const auto &pool : {&targets, &control, &search, &deletion, &trials, &hashing})
        (*pool)->stop();
}

std::vector<Gauge> Pools::gauges() const
{
    std::vector<Gauge> gauges;
    const auto add = [&](const char *pool, const WorkerPool &workers) {
        const WorkerPoolFigures figures = workers.figures();
        const std::string label = std::string("pool=\"") + pool + '"';
        gauges.push_back({"tabletalk_pool_threads", label, double(figures.threads)});
        gauges.push_back({"tabletalk_pool_running", label, double(figures.running)});
        gauges.push_back({"tabletalk_pool_waiting", label, double(figures.waiting)});
    };
    add("targets", *targets);
    add("control", *control);
    add("hashing", *hashing);
    return gauges;
}

} // namespace tabletalk::composition
