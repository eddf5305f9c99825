// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/workflows/WorkflowEvents.h"

#include "core/base/Uuid7.h"
#include "server/schedules/ScheduleForms.h"
#include "server/webhooks/WebhookEvents.h"
#include "server/workflows/WorkflowStore.h"

#include <boost/json.hpp>

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;
namespace json = boost::json;

Q_LOGGING_CATEGORY(lcWorkflowEvents, "tabletalk.workflows")

namespace tabletalk {

namespace {

constexpr int mostStartedByOne = 20; ///< event
constexpr qsizetype longestValue = 500;

QString tr(const char *text)
{
    return QCoreApplication::translate("Workflows", text);
}

std::vector<api::WorkflowValue> valuesOf(const json::object &data)
{
    std::vector<api::WorkflowValue> values;
    for (const auto &field : data) {
        const json::value &value = field.value();
        const std::string text = value.is_string() ? std::string(value.get_string()) : json::serialize(value);
        values.push_back({QString::fromUtf8(field.key().data(), qsizetype(field.key().size())),
                          QString::fromStdString(text).left(longestValue)});
    }
    return values;
}

/// The event as a row, so that the conditions of results serve it too.
bool holds(const api::WorkflowTrigger &trigger, const std::vector<api::WorkflowValue> &values)
{
    if (!trigger.condition)
        return true;
    const auto condition = toCondition(*trigger.condition);
    if (!condition)
        return false;
    std::vector<ResultColumn> columns;
    Row row;
    for (const api::WorkflowValue &value : values) {
        columns.push_back({value.name, ColumnType::Text});
        row.push_back(value.value);
    }
    const auto verdict = schedule::holds(*condition, columns, {row}, std::nullopt);
    return verdict && verdict->holds;
}

/// What happens in one workspace starts nothing in another.
bool isElsewhere(const std::vector<api::WorkflowValue> &values, WorkspaceId workspace)
{
    const auto place = std::ranges::find(values, u"workspaceId"_s, &api::WorkflowValue::name);
    return place != values.end() && place->value != workspace.toString();
}

} // namespace

void startWorkflowsOn(Transaction &transaction, const TenantScope &scope, const QString &event,
                      const json::object &data, Instant now)
{
    if (!workflow::startingEvents().contains(event))
        return;
    WorkflowStore store(transaction, scope);
    const auto started = store.startedBy(event, mostStartedByOne);
    if (started.empty())
        return;
    const auto values = valuesOf(data);
    for (const api::Workflow &each : started) {
        if (isElsewhere(values, each.workspaceId) || !holds(each.trigger, values))
            continue;
        const WorkflowStore::Counts counts = store.countRuns(each.id, now - std::chrono::hours(1));
        // Its own questions may be what reached the limit; one that began for that would go round in circles.
        if (event == QLatin1StringView(webhook_events::limitReached) && counts.underWay > 0)
            continue;
        if (counts.byEvent >= mostByEventInAnHour || counts.unfinished >= mostUnfinishedRuns) {
            store.saveDetail(each.id, tr("More events came than may start it within an hour; the rest are left out."));
            qCInfo(lcWorkflowEvents).noquote() << "workflow" << each.id.toString() << "is started too often";
            continue;
        }
        const auto inputs = workflow::valuesFor(each.inputs, {});
        if (!inputs)
            continue; // cannot be saved so
        WorkflowStore::KeptRun run;
        run.run.id = makeId<WorkflowRunId>(now);
        run.run.workflowId = each.id;
        run.run.startedBy = u"event"_s;
        run.run.event = event;
        run.run.inputs = *inputs;
        run.run.createdAt = now;
        run.workspace = each.workspaceId;
        run.eventData = values;
        run.definition = {each.inputs, each.steps, each.trigger};
        store.insertRun(run);
    }
}

} // namespace tabletalk
