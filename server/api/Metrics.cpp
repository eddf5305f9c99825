// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/Metrics.h"

#include "server/api/Registry.h"
#include "server/base/ResidentMemory.h"

#include <algorithm>
#include <cstdio>
#include <tuple>

namespace tabletalk {

namespace {

struct Bound
{
    qint64 microseconds;
    const char *seconds; ///< as the label "le" says it
};

constexpr std::array<Bound, 12> bounds = {{{500, "0.0005"},
                                           {1'000, "0.001"},
                                           {2'500, "0.0025"},
                                           {5'000, "0.005"},
                                           {10'000, "0.01"},
                                           {25'000, "0.025"},
                                           {50'000, "0.05"},
                                           {100'000, "0.1"},
                                           {250'000, "0.25"},
                                           {1'000'000, "1"},
                                           {5'000'000, "5"},
                                           {30'000'000, "30"}}};

constexpr size_t problemCount = size_t(ProblemCode::Internal) + 1;

void line(std::string &out, std::string_view name, std::string_view labels, double value)
{
    std::array<char, 32> number{};
    std::snprintf(number.data(), number.size(), "%.17g", value);
    out += name;
    if (!labels.empty()) {
        out += '{';
        out += labels;
        out += '}';
    }
    out += ' ';
    out += number.data();
    out += '\n';
}

void heading(std::string &out, std::string_view name, std::string_view type, std::string_view help)
{
    out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
    out.append(name).append(" ").append(type).append("\n");
}

} // namespace

struct Metrics::OperationFigures
{
    std::string name;
    std::atomic<qint64> succeeded{0};
    std::array<std::atomic<qint64>, problemCount> problems{};
    std::array<std::atomic<qint64>, bounds.size()> buckets{};
    std::atomic<qint64> microseconds{0};
};

Metrics::Metrics(const Registry &registry)
{
    for (const auto &operation : registry.operations()) {
        m_operations.push_back(std::make_unique<OperationFigures>());
        m_operations.back()->name = operation->info.name;
        m_byOperation.emplace(operation.get(), m_operations.back().get());
    }
}

Metrics::~Metrics() = default;

void Metrics::count(const Operation &operation, std::optional<ProblemCode> outcome, std::chrono::microseconds took)
{
    const auto found = m_byOperation.find(&operation);
    if (found == m_byOperation.end())
        return;
    OperationFigures &figures = *found->second;
    if (outcome)
        figures.problems[size_t(*outcome)].fetch_add(1, std::memory_order_relaxed);
    else
        figures.succeeded.fetch_add(1, std::memory_order_relaxed);
    figures.microseconds.fetch_add(took.count(), std::memory_order_relaxed);
    for (size_t i = 0; i < bounds.size(); ++i) {
        if (took.count() <= bounds[i].microseconds) {
            figures.buckets[i].fetch_add(1, std::memory_order_relaxed);
            break;
        }
    }
}

void Metrics::writeOperations(std::string &out) const
{
    constexpr auto requests = "tabletalk_requests_total";
    heading(out, requests, "counter", "Calls of operations by outcome.");
    for (const auto &figures : m_operations) {
        const std::string label = "operation=\"" + figures->name + "\",outcome=\"";
        if (const qint64 count = figures->succeeded.load())
            line(out, requests, label + "ok\"", double(count));
        for (size_t code = 0; code < problemCount; ++code) {
            if (const qint64 count = figures->problems[code].load())
                line(out, requests, label + problemCodes()[code].name + "\"", double(count));
        }
    }

    constexpr auto seconds = "tabletalk_request_seconds";
    heading(out, seconds, "histogram", "How long operations took.");
    for (const auto &figures : m_operations) {
        qint64 total = figures->succeeded.load();
        for (const auto &count : figures->problems)
            total += count.load();
        if (total == 0)
            continue;
        const std::string label = "operation=\"" + figures->name + "\"";
        qint64 sum = 0;
        for (size_t i = 0; i < bounds.size(); ++i) {
            sum += figures->buckets[i].load();
            line(out, std::string(seconds) + "_bucket", label + ",le=\"" + bounds[i].seconds + "\"", double(sum));
        }
        line(out, std::string(seconds) + "_bucket", label + ",le=\"+Inf\"", double(total));
        line(out, std::string(seconds) + "_sum", label, double(figures->microseconds.load()) / 1e6);
        line(out, std::string(seconds) + "_count", label, double(total));
    }
}

std::string Metrics::toPrometheus(const std::vector<Gauge> &gauges) const
{
    std::string out;
    const auto gauge = [&](std::string_view name, std::string_view help, double value) {
        heading(out, name, "gauge", help);
        line(out, name, {}, value);
    };
    gauge("tabletalk_connections", "Open connections.", double(connections.load()));
    gauge("tabletalk_websockets", "Open WebSockets.", double(webSockets.load()));
    gauge("tabletalk_operations_running", "Operations that run now.", double(inFlight.load()));
    gauge("process_resident_memory_bytes", "Resident memory.", double(residentMemory()));
    heading(out, "tabletalk_connections_accepted_total", "counter", "Connections taken.");
    line(out, "tabletalk_connections_accepted_total", {}, double(accepted.load()));
    heading(out, "tabletalk_connections_refused_total", "counter", "Connections beyond the limit.");
    line(out, "tabletalk_connections_refused_total", {}, double(refused.load()));

    std::vector<Gauge> sorted = gauges; // lines of one name must stand together
    std::ranges::sort(
        sorted, [](const Gauge &a, const Gauge &b) { return std::tie(a.name, a.labels) < std::tie(b.name, b.labels); });
    std::string last;
    for (const Gauge &each : sorted) {
        if (each.name != last)
            out.append("# TYPE ").append(each.name).append(" gauge\n");
        last = each.name;
        line(out, each.name, each.labels, each.value);
    }
    writeOperations(out);
    return out;
}

} // namespace tabletalk
