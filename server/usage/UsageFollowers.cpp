// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/usage/UsageFollowers.h"

#include "core/base/Problem.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

namespace {

constexpr size_t mostOfATenant = 1'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("UsageFollowers", text);
}

} // namespace

void UsageFollowers::dropClosed(Sinks &sinks)
{
    std::erase_if(sinks, [](const std::weak_ptr<EventSink> &each) {
        const auto sink = each.lock();
        return !sink || !sink->isOpen();
    });
}

void UsageFollowers::follow(TenantId tenant, std::shared_ptr<EventSink> sink)
{
    if (!sink)
        throw Problem::of(ProblemCode::InvalidRequest, tr("Use can only be followed over a WebSocket."),
                          tr("Connect to /rpc."));
    const std::lock_guard lock(m_mutex);
    Sinks &sinks = m_sinks[tenant];
    dropClosed(sinks);
    const bool isKnown =
        std::ranges::any_of(sinks, [&](const std::weak_ptr<EventSink> &each) { return each.lock() == sink; });
    if (isKnown)
        return;
    if (sinks.size() >= mostOfATenant)
        throw Problem::of(ProblemCode::Busy, tr("Too many windows follow the organisation's use already."));
    sinks.push_back(std::move(sink));
}

void UsageFollowers::changed(TenantId tenant)
{
    Sinks told;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_sinks.find(tenant);
        if (found == m_sinks.end())
            return;
        dropClosed(found->second);
        if (found->second.empty()) {
            m_sinks.erase(found);
            return;
        }
        told = found->second;
    }
    static const auto text =
        std::make_shared<const std::string>(R"({"jsonrpc":"2.0","method":"usage.changed","params":{}})");
    for (const std::weak_ptr<EventSink> &each : told) {
        if (const auto sink = each.lock())
            sink->send(text);
    }
}

} // namespace tabletalk
