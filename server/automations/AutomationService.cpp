// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/automations/AutomationService.h"

#include "server/api/Cursor.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Transaction.h"
#include "server/schedules/ScheduleStore.h"
#include "server/workflows/WorkflowStore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Automations", text);
}

api::Automation automationIn(const Record &row)
{
    api::Automation one;
    one.id = row.text(u"id"_s);
    one.kind = row.text(u"kind"_s);
    one.name = row.text(u"name"_s);
    one.workspaceName = row.text(u"workspace_name"_s);
    one.ownerId = row.id<UserId>(u"owner_id"_s);
    one.ownerName = row.text(u"owner_name"_s);
    one.startedBy = row.text(u"started_by"_s);
    one.event = row.text(u"event"_s);
    one.state = row.text(u"state"_s);
    one.pausedBecause = row.optionalText(u"paused_because"_s);
    one.nextAt = row.optionalInstant(u"next_at"_s);
    one.lastAt = row.optionalInstant(u"last_at"_s);
    one.lastState = row.optionalText(u"last_state"_s);
    one.lastDetail = row.optionalText(u"last_detail"_s);
    one.failures = row.integer(u"failures"_s);
    return one;
}

/// id: of one; empty: all.
std::vector<api::Automation> select(Transaction &transaction, const Call &call, const QString &id,
                                    const QString &before, int limit)
{
    const auto within = KeyGrant::workspaceOf(call.caller.key);
    std::vector<api::Automation> found;
    for (const Record &row : transaction.select(call.scope, u"automations/list"_s,
                                                {{u"id"_s, id},
                                                 {u"before"_s, before},
                                                 {u"workspace"_s, within ? within->toString() : u""_s},
                                                 {u"limit"_s, limit}}))
        found.push_back(automationIn(row));
    return found;
}

} // namespace

Awaitable<api::AutomationList> AutomationService::list(Call call, api::ListRequest request)
{
    const int limit = pageLimit(request.limit);
    const QString before = request.cursor ? decodeCursor(*request.cursor, 1)[0] : QString(u""_s);
    auto read = [&call, &before, limit](Transaction &transaction) {
        return select(transaction, call, u""_s, before, limit + 1);
    };
    api::AutomationList list;
    list.items = co_await m_database.read(call.scope, std::move(read));
    if (int(list.items.size()) > limit) {
        list.items.pop_back();
        list.nextCursor = encodeCursor({list.items.back().id});
    }
    co_return list;
}

Awaitable<api::Automation> AutomationService::pauseSchedule(Call call, api::PauseScheduleRequest request)
{
    co_return co_await pause(std::move(call), u"schedule"_s, request.id.toString());
}

Awaitable<api::Automation> AutomationService::pauseWorkflow(Call call, api::PauseWorkflowRequest request)
{
    co_return co_await pause(std::move(call), u"workflow"_s, request.id.toString());
}

/// Its owner reads that it was not they who paused it.
Awaitable<api::Automation> AutomationService::pause(Call call, QString kind, QString id)
{
    const QString because = tr("Somebody who manages the organisation paused it.");
    auto write = [&call, &kind, &id, &because](Transaction &transaction) {
        auto found = select(transaction, call, id, u""_s, 1);
        if (found.empty() || found.front().kind != kind)
            throw Problem::of(ProblemCode::NotFound);
        api::Automation one = std::move(found.front());
        if (one.state != u"active")
            return one;
        if (kind == u"schedule")
            ScheduleStore(transaction, call.scope).pause(ScheduleId::fromString(id).value(), because);
        else
            WorkflowStore(transaction, call.scope).pause(WorkflowId::fromString(id).value(), because);
        return select(transaction, call, id, u""_s, 1).front();
    };
    co_return co_await m_database.write(call.scope, std::move(write));
}

} // namespace tabletalk
