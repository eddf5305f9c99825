// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Workflows.h"
#include "core/workflows/Definition.h"
#include "server/access/ShareStore.h"
#include "server/access/Viewer.h"
#include "server/platform/Transaction.h"

#include <map>
#include <optional>
#include <vector>

namespace tabletalk {

/// The statements on workflows, their runs, and what those delivered: resources/sql/…/workflows.
class WorkflowStore
{
public:
    WorkflowStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    struct Kept
    {
        api::Workflow workflow;          ///< with its inputs, steps and trigger
        std::map<QString, QString> seen; ///< by conditions, at the last run: by the key of the step
    };
    void insert(const api::Workflow &workflow);
    void update(const api::Workflow &workflow);
    bool remove(WorkflowId id);
    /// Nothing of a viewer: whoever it is.
    std::optional<Kept> find(WorkflowId id, const std::optional<Viewer> &viewer);
    /// By name, without inputs and steps.
    std::vector<api::Workflow> list(WorkspaceId workspace, const std::optional<Viewer> &viewer, int limit);
    qint64 countIn(WorkspaceId workspace);
    void show(WorkflowId id, const Audience &audience, Instant now);
    Audience audienceOf(const api::Workflow &workflow);
    void pause(WorkflowId id, const std::optional<QString> &because);
    void resume(WorkflowId id, const std::optional<Instant> &next, const QString &timeZone);
    /// Claims the time that was due: true for one of all who try.
    bool setNext(WorkflowId id, Instant due, Instant next, const QString &timeZone);
    void saveEnd(const Kept &kept);
    void saveDetail(WorkflowId id, const QString &detail);

    struct Due
    {
        TenantScope scope;
        WorkflowId id;
        Instant at;
        api::WorkflowTrigger trigger;
        QString timeZone; ///< of the organisation, now
    };
    static std::vector<Due> due(Transaction &transaction, Instant now, int limit);
    /// Those whose organisation moved to another time zone.
    static std::vector<Due> moved(Transaction &transaction, int limit);
    struct Waiting
    {
        TenantScope scope;
        WorkflowRunId id;
    };
    /// Runs that events began, which no job has yet.
    static std::vector<Waiting> waiting(Transaction &transaction, int limit);

    /// Those that an event starts.
    std::vector<api::Workflow> startedBy(const QString &event, int limit);

    struct KeptRun
    {
        api::WorkflowRun run;
        WorkspaceId workspace;
        UserId owner; ///< of the workflow, now
        std::optional<UserId> starter;
        std::vector<api::WorkflowValue> eventData;
        workflow::Definition definition; ///< as it was when the run began; empty in lists
        std::optional<JobId> job;
    };
    void insertRun(const KeptRun &run);
    std::optional<KeptRun> findRun(WorkflowRunId id);
    std::vector<KeptRun> runs(WorkflowId workflow, int limit);
    /// False where it has one already, or has ended.
    bool setJob(WorkflowRunId id, JobId job);
    /// False when it has ended.
    bool startRun(WorkflowRunId id, Instant now);
    bool finishRun(WorkflowRunId id, const QString &state, const QString &detail, Instant now);
    void dropRuns(WorkflowId workflow, int keep);
    struct Counts
    {
        qint64 byEvent = 0;    ///< of the workflow, since the moment
        qint64 unfinished = 0; ///< of the organisation
        qint64 underWay = 0;   ///< of the workflow
    };
    Counts countRuns(WorkflowId workflow, Instant since);

    /// False when the run is not running any more.
    bool startStep(WorkflowRunId run, int position, const api::WorkflowStepRun &step, Instant now);
    /// The same, and when the step has ended already.
    bool endStep(WorkflowRunId run, int position, const api::WorkflowStepRun &step);
    /// Those that began, by their position.
    std::map<int, api::WorkflowStepRun> steps(WorkflowRunId run);

    /// True for the first who asks for that address of that step of the run.
    bool claimMail(WorkflowRunId run, int position, const QString &address);
    void markMail(WorkflowRunId run, int position, const QString &address);
    struct Mails
    {
        qint64 queued = 0;
        qint64 claimed = 0;
    };
    Mails mails(WorkflowRunId run, int position);

    struct File
    {
        int position = 0;
        QString step;
        QString name;
        qint64 bytes = 0;
        QByteArray sealed;
    };
    void insertFile(WorkflowRunId run, const File &file, Instant now);
    /// step: its key; empty: the first that made one.
    std::optional<File> findFile(WorkflowRunId run, const QString &step);

    /// Of the organisation.
    QString timeZone();

private:
    ShareStore sharesOf(WorkflowId id);

    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
