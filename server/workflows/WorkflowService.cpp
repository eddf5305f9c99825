// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/workflows/WorkflowService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/connect/KindDialect.h"
#include "core/sql/StatementGuard.h"
#include "server/access/AudienceForm.h"
#include "server/agents/AgentService.h"
#include "server/base/WorkerPool.h"
#include "server/connections/ConnectionStore.h"
#include "server/limits/Limits.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"
#include "server/saved/SavedQuestionStore.h"
#include "server/schedules/ScheduleForms.h"
#include "server/schedules/ScheduleStore.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qint64 partBytes = 192LL * 1024; ///< 256 KB as text
constexpr size_t mostTestValues = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("Workflows", text);
}

bool holds(const Identity &caller, Permission permission)
{
    return allows(caller.grants(), permission) && (!caller.key || caller.key->covers(permission));
}

QString checkedName(const QString &given)
{
    const QString name = given.simplified();
    if (name.isEmpty() || name.size() > workflow::longestName)
        throw Problem::invalid(u"params.name"_s, tr("must have 1 to %1 characters").arg(workflow::longestName));
    return name;
}

QString checkedDescription(const QString &given)
{
    if (given.size() > workflow::longestDescription)
        throw Problem::invalid(u"params.description"_s, tr("may have %1 characters").arg(workflow::longestDescription));
    return given.trimmed();
}

/// Structure, times and conditions; what ids name is looked up within the transaction.
void checkDefinition(const api::Workflow &workflow)
{
    orThrow(workflow::check({workflow.inputs, workflow.steps, workflow.trigger}));
    const auto placed = [](Problem problem, const QString &from, const QString &to) {
        problem.where.replace(from, to);
        for (FieldError &error : problem.errors)
            error.path.replace(from, to);
        return problem;
    };
    if (workflow.trigger.kind == u"schedule") {
        if (auto times = toTimetable(*workflow.trigger.times); !times)
            throw placed(times.error(), u"params.times"_s, u"params.trigger.times"_s);
    }
    if (workflow.trigger.kind == u"event" && workflow.trigger.condition) {
        if (auto condition = toCondition(*workflow.trigger.condition); !condition)
            throw placed(condition.error(), u"params.condition"_s, u"params.trigger.condition"_s);
    }
    for (size_t i = 0; i < workflow.steps.size(); ++i) {
        const api::WorkflowStep &step = workflow.steps[i];
        if (step.kind != u"condition")
            continue;
        if (auto condition = toCondition(*step.condition); !condition)
            throw placed(condition.error(), u"params.condition"_s, u"params.steps[%1].condition"_s.arg(i));
    }
}

api::Workflow shown(api::Workflow workflow, const Call &call)
{
    workflow.mine = workflow.ownerId == call.caller.user;
    if (workflow.trigger.kind == u"schedule" && workflow.trigger.times) {
        if (const auto timetable = toTimetable(*workflow.trigger.times))
            workflow.timesInWords = schedule::inWords(*timetable);
    }
    return workflow;
}

void requireWorkspace(Transaction &transaction, const TenantScope &scope, WorkspaceId workspace)
{
    if (!ConnectionStore(transaction, scope).workspace(workspace))
        throw Problem::of(ProblemCode::NotFound);
}

api::Workflow requireSeen(WorkflowStore &store, const Call &call, const api::WorkflowRequest &request)
{
    auto kept = store.find(request.id, Viewer::of(call.caller));
    if (!kept || kept->workflow.workspaceId != request.workspaceId)
        throw Problem::of(ProblemCode::NotFound);
    return std::move(kept->workflow);
}

api::Workflow requireOwn(WorkflowStore &store, const Call &call, const api::WorkflowRequest &request)
{
    api::Workflow workflow = requireSeen(store, call, request);
    if (workflow.ownerId != call.caller.user)
        throw Problem::of(ProblemCode::Forbidden, tr("Only whoever made this workflow may change it."),
                          tr("It runs with their rights. Make one of your own."));
    return workflow;
}

WorkflowStore::KeptRun requireRun(WorkflowStore &store, const Call &call, const api::WorkflowRunRequest &request)
{
    auto run = store.findRun(request.id);
    if (!run)
        throw Problem::of(ProblemCode::NotFound);
    requireSeen(store, call, {request.workspaceId, run->run.workflowId});
    return *std::move(run);
}

bool mayCancel(const WorkflowStore::KeptRun &run, const Identity &caller)
{
    const bool isUnfinished = run.run.state == u"waiting" || run.run.state == u"running";
    return isUnfinished && (run.owner == caller.user || run.starter == caller.user);
}

/// With its steps, also those that have not begun.
api::WorkflowRun shownRun(WorkflowStore &store, WorkflowStore::KeptRun kept, const Identity &caller)
{
    api::WorkflowRun run = kept.run;
    run.mayCancel = mayCancel(kept, caller);
    const auto done = store.steps(run.id);
    const auto &steps = kept.definition.steps;
    for (size_t i = 0; i < steps.size(); ++i) {
        if (const auto found = done.find(int(i)); found != done.end()) {
            run.steps.push_back(found->second);
            continue;
        }
        api::WorkflowStepRun waiting;
        waiting.key = steps[i].key;
        waiting.kind = steps[i].kind;
        waiting.name = steps[i].name;
        waiting.state = u"waiting"_s;
        run.steps.push_back(std::move(waiting));
    }
    return run;
}

Problem notInWorkspace(size_t step, const QString &member)
{
    return Problem::invalid(u"params.steps[%1].%2"_s.arg(step).arg(member),
                            tr("is not there, or not in this workspace"));
}

void checkDatabase(Transaction &transaction, const Call &call, WorkspaceId workspace, size_t index,
                   const api::WorkflowStep &step)
{
    const auto connection =
        ConnectionStore(transaction, call.scope).find(workflow::idIn<ConnectionId>(step.databaseId));
    if (!connection || connection->database.workspaceId != workspace)
        throw notInWorkspace(index, u"databaseId"_s);
    if (!step.sql || step.sql->trimmed().isEmpty())
        return;
    if (!holds(call.caller, Permission::RunStatements))
        throw Problem::of(ProblemCode::Forbidden, tr("You may not run statements of your own."),
                          tr("Let the step ask a question."));
    const QString kind = connection->database.kind;
    if (kind == u"odbc")
        return; // what is behind it says the reading alone; the guard asks when it runs
    if (auto harmless = sql::checkReadOnly(*step.sql, dialectOfKind(kind)); !harmless)
        throw harmless.error();
}

void checkMail(Transaction &transaction, const Call &call, size_t index, api::ScheduleDelivery &delivery)
{
    const QString path = u"params.steps[%1].delivery.mail"_s.arg(index);
    for (QString &address : delivery.mail) {
        const auto member = ScheduleStore(transaction, call.scope).memberMail(address);
        if (!member)
            throw Problem::invalid(path, tr("%1 is no member of this organization").arg(address.trimmed()));
        address = *member;
    }
}

} // namespace

std::optional<Instant> WorkflowService::nextOf(const api::WorkflowTrigger &trigger, const QString &timeZone) const
{
    if (trigger.kind != u"schedule" || !trigger.times)
        return std::nullopt;
    return schedule::nextAfter(orThrow(toTimetable(*trigger.times)), zoneNamed(timeZone), m_parts.clock.now());
}

void WorkflowService::checkWhatItNames(Transaction &transaction, const Call &call, WorkspaceId workspace,
                                       std::vector<api::WorkflowStep> &steps) const
{
    for (size_t i = 0; i < steps.size(); ++i) {
        api::WorkflowStep &step = steps[i];
        if (step.kind == u"sql") {
            checkDatabase(transaction, call, workspace, i, step);
        } else if (step.kind == u"savedQuestion") {
            const auto saved =
                SavedQuestionStore(transaction, call.scope)
                    .find(workflow::idIn<SavedQuestionId>(step.savedQuestionId), Viewer::of(call.caller));
            if (!saved || saved->workspaceId != workspace)
                throw notInWorkspace(i, u"savedQuestionId"_s);
        } else if (step.kind == u"agent") {
            try {
                AgentService::requireUsable(transaction, call.scope, call.caller, workspace,
                                            workflow::idIn<AgentId>(step.agentId));
            } catch (const Problem &problem) {
                throw problem.code == ProblemCode::NotFound ? notInWorkspace(i, u"agentId"_s) : problem;
            }
        } else if (step.kind == u"delivery") {
            if (!step.delivery->mail.empty() && !m_parts.mailer)
                throw Problem::of(ProblemCode::Conflict, tr("This server sends no mail."),
                                  tr("Choose a webhook or a file, or ask whoever runs the server to set up mail."));
            checkMail(transaction, call, i, *step.delivery);
        }
    }
}

Awaitable<api::WorkflowList> WorkflowService::list(Call call, api::WorkflowListRequest request)
{
    auto read = [&call, &request](Transaction &transaction) {
        requireWorkspace(transaction, call.scope, request.workspaceId);
        WorkflowStore store(transaction, call.scope);
        api::WorkflowList list;
        for (api::Workflow &workflow : store.list(request.workspaceId, Viewer::of(call.caller), mostInWorkspace))
            list.items.push_back(shown(std::move(workflow), call));
        list.timeZone = store.timeZone();
        return list;
    };
    api::WorkflowList list = co_await m_parts.database.read(std::move(read));
    list.mayMake = holds(call.caller, Permission::ManageAgents);
    list.mailWorks = m_parts.mailer != nullptr;
    co_return list;
}

Awaitable<api::Workflow> WorkflowService::create(Call call, api::CreateWorkflowRequest request)
{
    const Instant now = m_parts.clock.now();
    api::Workflow made;
    made.id = makeId<WorkflowId>(now);
    made.workspaceId = request.workspaceId;
    made.name = checkedName(request.name);
    made.description = checkedDescription(request.description.value_or(QString()));
    made.inputs = std::move(request.inputs);
    made.steps = std::move(request.steps);
    made.trigger = request.trigger.value_or(api::WorkflowTrigger{u"hand"_s, {}, {}, {}});
    made.ownerId = call.caller.user;
    made.createdAt = now;
    made.updatedAt = now;
    checkDefinition(made);
    auto write = [this, &call, &made](Transaction &transaction) {
        requireWorkspace(transaction, call.scope, made.workspaceId);
        api::Workflow workflow = made;
        checkWhatItNames(transaction, call, workflow.workspaceId, workflow.steps);
        Limits(transaction, call.scope, workflow.createdAt).requireRoom(Owned::Workflows);
        WorkflowStore store(transaction, call.scope);
        if (store.countIn(workflow.workspaceId) >= mostInWorkspace)
            throw Problem::of(ProblemCode::LimitReached, tr("A workspace may have %1 workflows.").arg(mostInWorkspace),
                              tr("Delete some that are not needed any more."));
        workflow.timeZone = store.timeZone();
        workflow.nextAt = nextOf(workflow.trigger, workflow.timeZone);
        store.insert(workflow);
        return shown(requireOwn(store, call, {workflow.workspaceId, workflow.id}), call);
    };
    co_return co_await m_parts.database.write(std::move(write));
}

Awaitable<api::Workflow> WorkflowService::read(Call call, api::WorkflowRequest request)
{
    auto read = [&call, &request](Transaction &transaction) {
        WorkflowStore store(transaction, call.scope);
        return shown(requireSeen(store, call, request), call);
    };
    co_return co_await m_parts.database.read(std::move(read));
}

Awaitable<api::Workflow> WorkflowService::update(Call call, api::UpdateWorkflowRequest request)
{
    auto write = [this, &call, &request](Transaction &transaction) {
        WorkflowStore store(transaction, call.scope);
        api::Workflow workflow = requireOwn(store, call, {request.workspaceId, request.id});
        if (request.name)
            workflow.name = checkedName(*request.name);
        if (request.description)
            workflow.description = checkedDescription(*request.description);
        if (request.inputs)
            workflow.inputs = *request.inputs;
        if (request.steps)
            workflow.steps = *request.steps;
        if (request.trigger)
            workflow.trigger = *request.trigger;
        checkDefinition(workflow);
        checkWhatItNames(transaction, call, workflow.workspaceId, workflow.steps);
        workflow.timeZone = store.timeZone();
        const auto next = nextOf(workflow.trigger, workflow.timeZone);
        workflow.nextAt = workflow.state == u"active" ? next : std::nullopt;
        workflow.updatedAt = m_parts.clock.now();
        store.update(workflow);
        return shown(requireOwn(store, call, {request.workspaceId, request.id}), call);
    };
    co_return co_await m_parts.database.write(std::move(write));
}

Awaitable<api::Empty> WorkflowService::remove(Call call, api::WorkflowRequest request)
{
    auto write = [&call, &request](Transaction &transaction) {
        WorkflowStore store(transaction, call.scope);
        requireOwn(store, call, request);
        store.remove(request.id);
    };
    co_await m_parts.database.write(std::move(write));
    co_return api::Empty();
}

Awaitable<api::Workflow> WorkflowService::change(Call call, api::WorkflowRequest request,
                                                 std::function<void(WorkflowStore &, api::Workflow &)> how)
{
    auto write = [&call, &request, &how](Transaction &transaction) {
        WorkflowStore store(transaction, call.scope);
        api::Workflow workflow = requireOwn(store, call, request);
        how(store, workflow);
        return shown(requireOwn(store, call, request), call);
    };
    co_return co_await m_parts.database.write(std::move(write));
}

Awaitable<api::Workflow> WorkflowService::pause(Call call, api::WorkflowRequest request)
{
    std::function<void(WorkflowStore &, api::Workflow &)> how = [](WorkflowStore &store, api::Workflow &workflow) {
        if (workflow.state == u"active")
            store.pause(workflow.id, std::nullopt);
    };
    co_return co_await change(std::move(call), request, std::move(how));
}

Awaitable<api::Workflow> WorkflowService::resume(Call call, api::WorkflowRequest request)
{
    std::function<void(WorkflowStore &, api::Workflow &)> how = [this](WorkflowStore &store, api::Workflow &workflow) {
        if (workflow.state == u"active")
            return;
        const QString zone = store.timeZone();
        store.resume(workflow.id, nextOf(workflow.trigger, zone), zone);
    };
    co_return co_await change(std::move(call), request, std::move(how));
}

Awaitable<api::WorkflowAudience> WorkflowService::audience(Call call, api::WorkflowRequest request)
{
    auto read = [&call, &request](Transaction &transaction) {
        WorkflowStore store(transaction, call.scope);
        const Audience audience = store.audienceOf(requireOwn(store, call, request));
        return api::WorkflowAudience{request.id, visibilityName(audience.visibility), audience.users, audience.teams};
    };
    co_return co_await m_parts.database.read(std::move(read));
}

Awaitable<api::WorkflowAudience> WorkflowService::share(Call call, api::ShareWorkflowRequest request)
{
    const Audience audience = checkedAudience(request.visibility, request.userIds, request.teamIds);
    auto write = [&call, &request, &audience, now = m_parts.clock.now()](Transaction &transaction) {
        WorkflowStore store(transaction, call.scope);
        requireOwn(store, call, {request.workspaceId, request.id});
        store.show(request.id, audience, now);
    };
    co_await m_parts.database.write(std::move(write));
    co_return api::WorkflowAudience{request.id, visibilityName(audience.visibility), audience.users, audience.teams};
}

Awaitable<api::WorkflowRun> WorkflowService::run(Call call, api::RunWorkflowRequest request)
{
    auto write = [this, &call, &request](Transaction &transaction) {
        WorkflowStore store(transaction, call.scope);
        const api::Workflow workflow = requireSeen(store, call, {request.workspaceId, request.id});
        WorkflowStore::KeptRun run;
        run.run.startedBy = u"hand"_s;
        run.run.inputs = orThrow(workflow::valuesFor(workflow.inputs, request.inputs));
        run.starter = call.caller.user;
        const WorkflowRunId id = m_runner.queueIn(transaction, call.scope, workflow, std::move(run));
        return shownRun(store, *store.findRun(id), call.caller);
    };
    api::WorkflowRun run = co_await m_parts.database.write(std::move(write));
    m_parts.jobs.wake();
    co_return run;
}

Awaitable<api::WorkflowRunList> WorkflowService::runs(Call call, api::WorkflowRequest request)
{
    auto read = [&call, &request](Transaction &transaction) {
        WorkflowStore store(transaction, call.scope);
        requireSeen(store, call, request);
        api::WorkflowRunList list;
        for (WorkflowStore::KeptRun &kept : store.runs(request.id, WorkflowRunner::runsKept)) {
            kept.run.mayCancel = mayCancel(kept, call.caller);
            list.items.push_back(std::move(kept.run));
        }
        return list;
    };
    co_return co_await m_parts.database.read(std::move(read));
}

Awaitable<api::WorkflowRun> WorkflowService::readRun(Call call, api::WorkflowRunRequest request)
{
    auto read = [&call, &request](Transaction &transaction) {
        WorkflowStore store(transaction, call.scope);
        return shownRun(store, requireRun(store, call, request), call.caller);
    };
    co_return co_await m_parts.database.read(std::move(read));
}

Awaitable<api::WorkflowRun> WorkflowService::cancelRun(Call call, api::WorkflowRunRequest request)
{
    auto read = [&call, &request](Transaction &transaction) {
        WorkflowStore store(transaction, call.scope);
        WorkflowStore::KeptRun run = requireRun(store, call, request);
        if (run.owner != call.caller.user && run.starter != call.caller.user)
            throw Problem::of(ProblemCode::Forbidden,
                              tr("A run is cancelled by whoever started it, or whoever owns its workflow."));
        return run;
    };
    const WorkflowStore::KeptRun run = co_await m_parts.database.read(std::move(read));
    auto cancel = [this, &call, &run] { return m_runner.cancel(call.scope, run); };
    co_await m_controlPool.run(call.scope.tenant(), std::move(cancel));
    co_return co_await readRun(std::move(call), request);
}

Awaitable<api::WorkflowFilePart> WorkflowService::readFile(Call call, api::WorkflowFileRequest request)
{
    auto read = [&call, &request](Transaction &transaction) {
        WorkflowStore store(transaction, call.scope);
        requireRun(store, call, {request.workspaceId, request.id});
        auto file = store.findFile(request.id, request.step.value_or(QString()));
        if (!file)
            throw Problem::of(ProblemCode::NotFound);
        return *std::move(file);
    };
    const WorkflowStore::File file = co_await m_parts.database.read(std::move(read));
    const qint64 offset = request.offset.value_or(0);
    if (offset < 0 || offset > file.bytes)
        throw Problem::invalid(u"params.offset"_s, tr("is not within the file"));
    auto open = [this, &call, &request, &file, offset] {
        const QByteArray bytes =
            orThrow(m_parts.vault.open(call.scope, placeOfWorkflowFile(request.id, file.position), file.sealed));
        return QString::fromLatin1(bytes.mid(offset, partBytes).toBase64());
    };
    api::WorkflowFilePart part;
    part.base64 = co_await m_controlPool.run(call.scope.tenant(), std::move(open));
    part.name = file.name;
    part.bytes = file.bytes;
    if (offset + partBytes < file.bytes)
        part.next = offset + partBytes;
    co_return part;
}

Awaitable<api::WorkflowStepRun> WorkflowService::testStep(Call call, api::TestStepRequest request)
{
    if (request.values.size() > mostTestValues)
        throw Problem::invalid(u"params.values"_s, tr("may have %1 values").arg(mostTestValues));
    const auto wanted = std::ranges::find(request.steps, request.key, &api::WorkflowStep::key);
    if (wanted == request.steps.end())
        throw Problem::invalid(u"params.key"_s, tr("there is no such step"));
    api::Workflow tried;
    tried.inputs = request.inputs;
    tried.steps = request.steps;
    tried.trigger.kind = u"hand"_s;
    StepSetting setting;
    setting.runner = SavedRunner::of(call);
    setting.runner.action = u"workflows.testStep"_s;
    setting.call = call;
    setting.workspace = request.workspaceId;
    setting.workflowName = wanted->name;
    std::vector<api::WorkflowStep> one{*wanted};
    for (const api::WorkflowValue &value : request.values) {
        setting.given[value.name] = value.value.left(workflow::longestText);
        const QStringList parts = value.name.split(u'.');
        if (parts.size() == 3 && parts[0] == u"steps" && parts[2] == u"text")
            setting.results[parts[1]].text = value.value.left(workflow::longestText);
    }
    auto read = [this, &call, &request, &one](Transaction &transaction) {
        requireWorkspace(transaction, call.scope, request.workspaceId);
        checkWhatItNames(transaction, call, request.workspaceId, one);
        return WorkflowStore(transaction, call.scope).timeZone();
    };
    checkDefinition(tried);
    const QString zone = co_await m_parts.database.read(std::move(read));
    setting.date = WorkflowRunner::dateOf(m_parts.clock.now(), zone);
    auto work = [this, &one, &setting, &zone] { return m_runner.tryStep(one.front(), setting, zone); };
    co_return co_await m_trialPool.run(call.scope.tenant(), std::move(work));
}

} // namespace tabletalk
