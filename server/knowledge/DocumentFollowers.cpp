// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/DocumentFollowers.h"

#include "core/base/Problem.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

namespace {

constexpr size_t mostOfAWorkspace = 500;

QString tr(const char *text)
{
    return QCoreApplication::translate("Documents", text);
}

} // namespace

void DocumentFollowers::dropClosed(Sinks &sinks)
{
    std::erase_if(sinks, [](const std::weak_ptr<EventSink> &each) {
        const auto sink = each.lock();
        return !sink || !sink->isOpen();
    });
}

void DocumentFollowers::follow(TenantId tenant, WorkspaceId workspace, std::shared_ptr<EventSink> sink)
{
    if (!sink)
        throw Problem::of(ProblemCode::InvalidRequest, tr("Documents can only be followed over a WebSocket."),
                          tr("Connect to /rpc, or ask for their progress now and then."));
    const std::lock_guard lock(m_mutex);
    Sinks &sinks = m_sinks[{tenant, workspace}];
    dropClosed(sinks);
    const bool isKnown =
        std::ranges::any_of(sinks, [&](const std::weak_ptr<EventSink> &each) { return each.lock() == sink; });
    if (isKnown)
        return;
    if (sinks.size() >= mostOfAWorkspace)
        throw Problem::of(ProblemCode::Busy, tr("Too many windows follow the workspace's documents already."));
    sinks.push_back(std::move(sink));
}

void DocumentFollowers::changed(TenantId tenant, WorkspaceId workspace)
{
    Sinks told;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_sinks.find({tenant, workspace});
        if (found == m_sinks.end())
            return;
        dropClosed(found->second);
        if (found->second.empty()) {
            m_sinks.erase(found);
            return;
        }
        told = found->second;
    }
    const auto text =
        std::make_shared<const std::string>(R"({"jsonrpc":"2.0","method":"documents.changed","params":{"workspaceId":")"
                                            + workspace.toString().toStdString() + "\"}}");
    for (const std::weak_ptr<EventSink> &each : told) {
        if (const auto sink = each.lock())
            sink->send(text);
    }
}

} // namespace tabletalk
