// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tabletalk {

class Registry;
struct Operation;

/// A figure that somebody else keeps, read when the metrics are asked for.
struct Gauge
{
    std::string name;   ///< "tabletalk_pool_waiting"
    std::string labels; ///< as Prometheus writes them, e.g. pool="targets"; may be empty
    double value = 0;
};

/// Counts what the operations do, for Prometheus. Counting takes no lock.
class Metrics
{
public:
    explicit Metrics(const Registry &registry);
    ~Metrics();

    /// outcome: nothing when the operation succeeded.
    void count(const Operation &operation, std::optional<ProblemCode> outcome, std::chrono::microseconds took);

    std::atomic<qint64> connections{0}; ///< open ones, of both kinds
    std::atomic<qint64> webSockets{0};
    std::atomic<qint64> inFlight{0}; ///< operations that run now
    std::atomic<qint64> accepted{0};
    std::atomic<qint64> refused{0}; ///< connections beyond the limit

    /// The text format of Prometheus, version 0.0.4.
    std::string toPrometheus(const std::vector<Gauge> &gauges) const;

private:
    struct OperationFigures;
    void writeOperations(std::string &out) const;

    std::vector<std::unique_ptr<OperationFigures>> m_operations; ///< in order of name
    std::unordered_map<const Operation *, OperationFigures *> m_byOperation;
};

} // namespace tabletalk
