// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/ThingWorkspaces.h"

#include "server/platform/PlatformDatabase.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr size_t remembered = 10'000;

} // namespace

ThingWorkspaces::ThingWorkspaces(PlatformDatabase &database, MessageOfLiveResult messageOfLiveResult)
    : m_database(database)
    , m_messageOfLiveResult(std::move(messageOfLiveResult))
    , m_known(remembered)
{}

Awaitable<std::optional<WorkspaceId>> ThingWorkspaces::workspaceOf(TenantScope scope, std::string thing, QString id)
{
    if (thing == "result") {
        const auto message = m_messageOfLiveResult(scope.tenant(), ResultId::fromString(id).value_or(ResultId()));
        if (message) {
            thing = "message";
            id = message->toString();
        }
    }
    const Key key{scope.tenant(), QString(QString::fromStdString(thing) + u'/' + id)};
    if (const auto known = m_known.find(key))
        co_return known;
    auto find = [scope, statement = QString(u"tenants/find_workspace_of_"_s + QString::fromStdString(thing)),
                 id](Transaction &transaction) {
        const auto row = transaction.selectOne(scope, statement, {{u"id"_s, id}});
        return row ? std::optional(row->id<WorkspaceId>(u"workspace_id"_s)) : std::nullopt;
    };
    const std::optional<WorkspaceId> found = co_await m_database.read(std::move(find));
    if (found)
        m_known.put(key, *found);
    co_return found;
}

} // namespace tabletalk
