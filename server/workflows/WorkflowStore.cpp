// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/workflows/WorkflowStore.h"

#include "core/api/Codec.h"

#include <boost/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace tabletalk {

namespace {

constexpr api::JsonLimits storedLimits{.maxBytes = size_t{4} * 1024 * 1024, .maxDepth = 32};

QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

template <class Message>
json::array arrayOf(const std::vector<Message> &messages)
{
    json::array array;
    for (const Message &message : messages)
        array.push_back(api::toJson(message));
    return array;
}

QString textOf(const json::value &value)
{
    return QString::fromStdString(json::serialize(value));
}

/// What we stored ourselves; null when a version that meant something else wrote it.
json::value parsed(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    auto value = api::parseJson({utf8.constData(), size_t(utf8.size())}, storedLimits);
    return value ? *std::move(value) : json::value();
}

template <class Message>
Message messageIn(const json::value &value)
{
    auto message = api::fromJson<Message>(value);
    return message ? *std::move(message) : Message();
}

template <class Message>
std::vector<Message> messagesIn(const json::value &value)
{
    std::vector<Message> messages;
    if (const auto *array = value.if_array()) {
        for (const json::value &each : *array)
            messages.push_back(messageIn<Message>(each));
    }
    return messages;
}

QString definitionText(const std::vector<api::WorkflowInput> &inputs, const std::vector<api::WorkflowStep> &steps,
                       const api::WorkflowTrigger &trigger)
{
    json::object object{{"inputs", arrayOf(inputs)}, {"steps", arrayOf(steps)}, {"trigger", api::toJson(trigger)}};
    return textOf(object);
}

workflow::Definition definitionIn(const QString &text)
{
    const json::value value = parsed(text);
    workflow::Definition definition;
    const auto *object = value.if_object();
    const auto member = [object](const char *name) {
        const auto *found = object ? object->if_contains(name) : nullptr;
        return found ? *found : json::value();
    };
    definition.inputs = messagesIn<api::WorkflowInput>(member("inputs"));
    definition.steps = messagesIn<api::WorkflowStep>(member("steps"));
    definition.trigger = messageIn<api::WorkflowTrigger>(member("trigger"));
    return definition;
}

QString seenText(const std::map<QString, QString> &seen)
{
    json::object object;
    for (const auto &[key, value] : seen)
        object[key.toStdString()] = value.toStdString();
    return textOf(object);
}

std::map<QString, QString> seenIn(const QString &text)
{
    std::map<QString, QString> seen;
    const json::value value = parsed(text);
    if (const auto *object = value.if_object()) {
        for (const auto &each : *object) {
            if (each.value().is_string())
                seen[QString::fromUtf8(each.key().data(), qsizetype(each.key().size()))] =
                    QString::fromStdString(std::string(each.value().as_string()));
        }
    }
    return seen;
}

WorkflowStore::Kept keptIn(const Record &row)
{
    WorkflowStore::Kept kept;
    api::Workflow &workflow = kept.workflow;
    workflow::Definition definition = definitionIn(row.text(u"definition"_s));
    workflow.id = row.id<WorkflowId>(u"id"_s);
    workflow.workspaceId = row.id<WorkspaceId>(u"workspace_id"_s);
    workflow.name = row.text(u"name"_s);
    workflow.description = row.text(u"description"_s);
    workflow.inputs = std::move(definition.inputs);
    workflow.steps = std::move(definition.steps);
    workflow.trigger = std::move(definition.trigger);
    workflow.visibility = row.text(u"visibility"_s);
    workflow.ownerId = row.id<UserId>(u"owner_id"_s);
    workflow.ownerName = row.text(u"owner_name"_s);
    workflow.state = row.text(u"state"_s);
    workflow.pausedBecause = row.optionalText(u"paused_because"_s);
    workflow.timeZone = row.text(u"time_zone"_s);
    workflow.nextAt = row.optionalInstant(u"next_at"_s);
    if (!row.isNull(u"last_run_id"_s))
        workflow.lastRunId = row.id<WorkflowRunId>(u"last_run_id"_s);
    workflow.lastAt = row.optionalInstant(u"last_at"_s);
    workflow.lastState = row.optionalText(u"last_state"_s);
    workflow.lastDetail = row.optionalText(u"last_detail"_s);
    workflow.failures = row.integer(u"failures"_s);
    workflow.stepCount = row.integer(u"step_count"_s);
    workflow.createdAt = row.instant(u"created_at"_s);
    workflow.updatedAt = row.instant(u"updated_at"_s);
    kept.seen = seenIn(row.text(u"seen"_s));
    return kept;
}

/// What inserting and updating bind.
Bindings bindingsOf(const api::Workflow &workflow)
{
    return {{u"id"_s, stored(workflow.id)},
            {u"name"_s, workflow.name},
            {u"description"_s, notNull(workflow.description)},
            {u"definition"_s, definitionText(workflow.inputs, workflow.steps, workflow.trigger)},
            {u"step_count"_s, qint64(workflow.steps.size())},
            {u"trigger_kind"_s, workflow.trigger.kind},
            {u"trigger_event"_s,
             workflow.trigger.kind == u"event" ? workflow.trigger.event.value_or(QString(u""_s)) : u""_s},
            {u"time_zone"_s, notNull(workflow.timeZone)},
            {u"next_at"_s, stored(workflow.nextAt)},
            {u"now"_s, stored(workflow.updatedAt)}};
}

Bindings bindingsOf(const std::optional<Viewer> &viewer)
{
    return {{u"all"_s, viewer ? 0 : 1},
            {u"user"_s, viewer ? viewer->user.toString() : u""_s},
            {u"is_guest"_s, viewer && viewer->isGuest ? 1 : 0}};
}

WorkflowStore::KeptRun runIn(const Record &row)
{
    WorkflowStore::KeptRun kept;
    api::WorkflowRun &run = kept.run;
    run.id = row.id<WorkflowRunId>(u"id"_s);
    run.workflowId = row.id<WorkflowId>(u"workflow_id"_s);
    run.workflowName = row.text(u"workflow_name"_s);
    run.state = row.text(u"state"_s);
    run.startedBy = row.text(u"started_by"_s);
    run.starterName = row.text(u"starter_name"_s);
    if (const QString event = row.text(u"event"_s); !event.isEmpty())
        run.event = event;
    run.inputs = messagesIn<api::WorkflowValue>(parsed(row.text(u"inputs"_s)));
    run.detail = row.text(u"detail"_s);
    run.createdAt = row.instant(u"created_at"_s);
    run.startedAt = row.optionalInstant(u"started_at"_s);
    run.finishedAt = row.optionalInstant(u"finished_at"_s);
    kept.workspace = row.id<WorkspaceId>(u"workspace_id"_s);
    kept.owner = row.id<UserId>(u"owner_id"_s);
    if (!row.isNull(u"starter_id"_s))
        kept.starter = row.id<UserId>(u"starter_id"_s);
    if (!row.isNull(u"job_id"_s))
        kept.job = row.id<JobId>(u"job_id"_s);
    kept.eventData = messagesIn<api::WorkflowValue>(parsed(row.text(u"event_data"_s)));
    return kept;
}

WorkflowStore::Due dueIn(const Record &row)
{
    return {TenantScope::ofJob(row.id<TenantId>(u"tenant_id"_s)), row.id<WorkflowId>(u"id"_s),
            row.instant(u"next_at"_s), definitionIn(row.text(u"definition"_s)).trigger, row.text(u"time_zone"_s)};
}

Bindings placeOf(WorkflowRunId run, int position)
{
    return {{u"run"_s, stored(run)}, {u"position"_s, position}};
}

} // namespace

void WorkflowStore::insert(const api::Workflow &workflow)
{
    Bindings values = bindingsOf(workflow);
    values.set(u"workspace"_s, stored(workflow.workspaceId));
    values.set(u"owner"_s, stored(workflow.ownerId));
    m_transaction.execute(m_scope, u"workflows/insert"_s, values);
}

void WorkflowStore::update(const api::Workflow &workflow)
{
    m_transaction.execute(m_scope, u"workflows/update"_s, bindingsOf(workflow));
}

bool WorkflowStore::remove(WorkflowId id)
{
    sharesOf(id).remove();
    return m_transaction.execute(m_scope, u"workflows/delete"_s, {{u"id"_s, stored(id)}}) > 0;
}

std::optional<WorkflowStore::Kept> WorkflowStore::find(WorkflowId id, const std::optional<Viewer> &viewer)
{
    Bindings values = bindingsOf(viewer);
    values.set(u"id"_s, stored(id));
    const auto row = m_transaction.selectOne(m_scope, u"workflows/find"_s, values);
    return row ? std::optional(keptIn(*row)) : std::nullopt;
}

std::vector<api::Workflow> WorkflowStore::list(WorkspaceId workspace, const std::optional<Viewer> &viewer, int limit)
{
    Bindings values = bindingsOf(viewer);
    values.set(u"workspace"_s, stored(workspace));
    values.set(u"limit"_s, limit);
    std::vector<api::Workflow> workflows;
    for (const Record &row : m_transaction.select(m_scope, u"workflows/list"_s, values)) {
        api::Workflow workflow = keptIn(row).workflow;
        workflow.inputs.clear();
        workflow.steps.clear();
        workflows.push_back(std::move(workflow));
    }
    return workflows;
}

qint64 WorkflowStore::countIn(WorkspaceId workspace)
{
    const auto row =
        m_transaction.selectOne(m_scope, u"workflows/count_in_workspace"_s, {{u"workspace"_s, stored(workspace)}});
    return row ? row->integer(u"workflows"_s) : 0;
}

ShareStore WorkflowStore::sharesOf(WorkflowId id)
{
    return {m_transaction, m_scope, u"workflow"_s, id.toString()};
}

void WorkflowStore::show(WorkflowId id, const Audience &audience, Instant now)
{
    m_transaction.execute(
        m_scope, u"workflows/set_visibility"_s,
        {{u"id"_s, stored(id)}, {u"visibility"_s, visibilityName(audience.visibility)}, {u"now"_s, stored(now)}});
    sharesOf(id).replace(audience);
}

Audience WorkflowStore::audienceOf(const api::Workflow &workflow)
{
    Audience audience;
    audience.visibility = visibilityFromName(workflow.visibility).value_or(Visibility::Private);
    sharesOf(workflow.id).read(audience);
    return audience;
}

void WorkflowStore::pause(WorkflowId id, const std::optional<QString> &because)
{
    m_transaction.execute(m_scope, u"workflows/pause"_s, {{u"id"_s, stored(id)}, {u"because"_s, stored(because)}});
}

void WorkflowStore::resume(WorkflowId id, const std::optional<Instant> &next, const QString &timeZone)
{
    m_transaction.execute(m_scope, u"workflows/resume"_s,
                          {{u"id"_s, stored(id)}, {u"next_at"_s, stored(next)}, {u"time_zone"_s, timeZone}});
}

bool WorkflowStore::setNext(WorkflowId id, Instant due, Instant next, const QString &timeZone)
{
    return m_transaction.execute(m_scope, u"workflows/set_next"_s,
                                 {{u"id"_s, stored(id)},
                                  {u"due"_s, stored(due)},
                                  {u"next_at"_s, stored(next)},
                                  {u"time_zone"_s, timeZone}})
           > 0;
}

void WorkflowStore::saveEnd(const Kept &kept)
{
    const api::Workflow &workflow = kept.workflow;
    m_transaction.execute(m_scope, u"workflows/save_end"_s,
                          {{u"id"_s, stored(workflow.id)},
                           {u"run"_s, stored(workflow.lastRunId)},
                           {u"now"_s, stored(workflow.lastAt)},
                           {u"last_state"_s, stored(workflow.lastState)},
                           {u"last_detail"_s, stored(workflow.lastDetail)},
                           {u"failures"_s, workflow.failures},
                           {u"seen"_s, seenText(kept.seen)}});
}

void WorkflowStore::saveDetail(WorkflowId id, const QString &detail)
{
    m_transaction.execute(m_scope, u"workflows/save_detail"_s, {{u"id"_s, stored(id)}, {u"last_detail"_s, detail}});
}

std::vector<WorkflowStore::Due> WorkflowStore::due(Transaction &transaction, Instant now, int limit)
{
    std::vector<Due> due;
    for (const Record &row : transaction.select(PlatformScope::ofJobs(), u"workflows/find_due"_s,
                                                {{u"now"_s, stored(now)}, {u"limit"_s, limit}}))
        due.push_back(dueIn(row));
    return due;
}

std::vector<WorkflowStore::Due> WorkflowStore::moved(Transaction &transaction, int limit)
{
    std::vector<Due> moved;
    for (const Record &row :
         transaction.select(PlatformScope::ofJobs(), u"workflows/find_moved"_s, {{u"limit"_s, limit}}))
        moved.push_back(dueIn(row));
    return moved;
}

std::vector<WorkflowStore::Waiting> WorkflowStore::waiting(Transaction &transaction, int limit)
{
    std::vector<Waiting> waiting;
    for (const Record &row :
         transaction.select(PlatformScope::ofJobs(), u"workflows/find_waiting"_s, {{u"limit"_s, limit}}))
        waiting.push_back({TenantScope::ofJob(row.id<TenantId>(u"tenant_id"_s)), row.id<WorkflowRunId>(u"id"_s)});
    return waiting;
}

std::vector<api::Workflow> WorkflowStore::startedBy(const QString &event, int limit)
{
    std::vector<api::Workflow> workflows;
    for (const Record &row :
         m_transaction.select(m_scope, u"workflows/list_started_by"_s, {{u"event"_s, event}, {u"limit"_s, limit}})) {
        workflow::Definition definition = definitionIn(row.text(u"definition"_s));
        api::Workflow workflow;
        workflow.id = row.id<WorkflowId>(u"id"_s);
        workflow.workspaceId = row.id<WorkspaceId>(u"workspace_id"_s);
        workflow.ownerId = row.id<UserId>(u"owner_id"_s);
        workflow.inputs = std::move(definition.inputs);
        workflow.steps = std::move(definition.steps);
        workflow.trigger = std::move(definition.trigger);
        workflows.push_back(std::move(workflow));
    }
    return workflows;
}

void WorkflowStore::insertRun(const KeptRun &kept)
{
    const api::WorkflowRun &run = kept.run;
    const workflow::Definition &definition = kept.definition;
    m_transaction.execute(m_scope, u"workflows/insert_run"_s,
                          {{u"id"_s, stored(run.id)},
                           {u"workflow"_s, stored(run.workflowId)},
                           {u"workspace"_s, stored(kept.workspace)},
                           {u"started_by"_s, run.startedBy},
                           {u"starter"_s, stored(kept.starter)},
                           {u"event"_s, run.event.value_or(QString(u""_s))},
                           {u"event_data"_s, textOf(arrayOf(kept.eventData))},
                           {u"definition"_s, definitionText(definition.inputs, definition.steps, definition.trigger)},
                           {u"inputs"_s, textOf(arrayOf(run.inputs))},
                           {u"now"_s, stored(run.createdAt)}});
}

std::optional<WorkflowStore::KeptRun> WorkflowStore::findRun(WorkflowRunId id)
{
    const auto row = m_transaction.selectOne(m_scope, u"workflows/find_run"_s, {{u"id"_s, stored(id)}});
    if (!row)
        return std::nullopt;
    KeptRun kept = runIn(*row);
    kept.definition = definitionIn(row->text(u"definition"_s));
    return kept;
}

std::vector<WorkflowStore::KeptRun> WorkflowStore::runs(WorkflowId workflow, int limit)
{
    std::vector<KeptRun> runs;
    for (const Record &row : m_transaction.select(m_scope, u"workflows/list_runs"_s,
                                                  {{u"workflow"_s, stored(workflow)}, {u"limit"_s, limit}}))
        runs.push_back(runIn(row));
    return runs;
}

bool WorkflowStore::setJob(WorkflowRunId id, JobId job)
{
    return m_transaction.execute(m_scope, u"workflows/set_job"_s, {{u"id"_s, stored(id)}, {u"job"_s, stored(job)}}) > 0;
}

bool WorkflowStore::startRun(WorkflowRunId id, Instant now)
{
    return m_transaction.execute(m_scope, u"workflows/start_run"_s, {{u"id"_s, stored(id)}, {u"now"_s, stored(now)}})
           > 0;
}

bool WorkflowStore::finishRun(WorkflowRunId id, const QString &state, const QString &detail, Instant now)
{
    return m_transaction.execute(
               m_scope, u"workflows/finish_run"_s,
               {{u"id"_s, stored(id)}, {u"state"_s, state}, {u"detail"_s, notNull(detail)}, {u"now"_s, stored(now)}})
           > 0;
}

void WorkflowStore::dropRuns(WorkflowId workflow, int keep)
{
    m_transaction.execute(m_scope, u"workflows/drop_runs"_s, {{u"workflow"_s, stored(workflow)}, {u"keep"_s, keep}});
}

WorkflowStore::Counts WorkflowStore::countRuns(WorkflowId workflow, Instant since)
{
    const auto row = m_transaction.selectOne(m_scope, u"workflows/count_runs"_s,
                                             {{u"workflow"_s, stored(workflow)}, {u"since"_s, stored(since)}});
    return row ? Counts{row->integer(u"by_event"_s), row->integer(u"unfinished"_s), row->integer(u"under_way"_s)}
               : Counts();
}

bool WorkflowStore::startStep(WorkflowRunId run, int position, const api::WorkflowStepRun &step, Instant now)
{
    Bindings values = placeOf(run, position);
    values.set(u"output"_s, textOf(api::toJson(step)));
    values.set(u"now"_s, stored(now));
    return m_transaction.execute(m_scope, u"workflows/start_step"_s, values) > 0;
}

bool WorkflowStore::endStep(WorkflowRunId run, int position, const api::WorkflowStepRun &step)
{
    Bindings values = placeOf(run, position);
    values.set(u"state"_s, step.state);
    values.set(u"output"_s, textOf(api::toJson(step)));
    return m_transaction.execute(m_scope, u"workflows/end_step"_s, values) > 0;
}

std::map<int, api::WorkflowStepRun> WorkflowStore::steps(WorkflowRunId run)
{
    std::map<int, api::WorkflowStepRun> steps;
    for (const Record &row : m_transaction.select(m_scope, u"workflows/list_steps"_s, {{u"run"_s, stored(run)}})) {
        auto step = messageIn<api::WorkflowStepRun>(parsed(row.text(u"output"_s)));
        step.state = row.text(u"state"_s);
        steps[int(row.integer(u"position"_s))] = std::move(step);
    }
    return steps;
}

bool WorkflowStore::claimMail(WorkflowRunId run, int position, const QString &address)
{
    Bindings values = placeOf(run, position);
    values.set(u"address"_s, address);
    return m_transaction.execute(m_scope, u"workflows/claim_mail"_s, values) > 0;
}

void WorkflowStore::markMail(WorkflowRunId run, int position, const QString &address)
{
    Bindings values = placeOf(run, position);
    values.set(u"address"_s, address);
    m_transaction.execute(m_scope, u"workflows/mark_mail"_s, values);
}

WorkflowStore::Mails WorkflowStore::mails(WorkflowRunId run, int position)
{
    const auto row = m_transaction.selectOne(m_scope, u"workflows/count_mails"_s, placeOf(run, position));
    return row ? Mails{row->integer(u"queued"_s), row->integer(u"claimed"_s)} : Mails();
}

void WorkflowStore::insertFile(WorkflowRunId run, const File &file, Instant now)
{
    Bindings values = placeOf(run, file.position);
    values.set(u"step_key"_s, file.step);
    values.set(u"name"_s, file.name);
    values.set(u"bytes"_s, file.bytes);
    values.set(u"now"_s, stored(now));
    values.set(u"sealed"_s, file.sealed);
    m_transaction.execute(m_scope, u"workflows/insert_file"_s, values);
}

std::optional<WorkflowStore::File> WorkflowStore::findFile(WorkflowRunId run, const QString &step)
{
    const auto row = m_transaction.selectOne(m_scope, u"workflows/find_file"_s,
                                             {{u"run"_s, stored(run)}, {u"step_key"_s, notNull(step)}});
    if (!row)
        return std::nullopt;
    return File{int(row->integer(u"position"_s)), step, row->text(u"name"_s), row->integer(u"bytes"_s),
                row->bytes(u"sealed"_s)};
}

QString WorkflowStore::timeZone()
{
    const auto row = m_transaction.selectOne(m_scope, u"schedules/find_time_zone"_s);
    return row ? row->text(u"time_zone"_s) : QString();
}

} // namespace tabletalk
