// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/Consultant.h"

#include "core/base/Clock.h"
#include "server/api/Authenticator.h"
#include "server/base/WorkerPool.h"
#include "server/chat/ModelHelp.h"
#include "server/chat/PreparedDatabases.h"
#include "server/chat/StreamedRows.h"
#include "server/connections/ConnectionService.h"
#include "server/connections/ConnectionStore.h"
#include "server/events/EventService.h"
#include "server/examples/ExampleService.h"
#include "server/limits/Limits.h"
#include "server/platform/PlatformDatabase.h"
#include "server/usage/UsageService.h"
#include "server/vocabulary/VocabularyService.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestStatement = 100'000;
constexpr StatementLimits comparing{
    .maxRows = 1'001, .maxBytes = 4LL * 1024 * 1024, .timeLimit = std::chrono::seconds(1)};

QString tr(const char *text)
{
    return QCoreApplication::translate("Chat", text);
}

/// Keeps the first rows and lets the rest pass.
class FirstRows final : public RowSink
{
public:
    FirstRows(std::vector<Row> &rows, qint64 most)
        : m_rows(rows)
        , m_most(most)
    {}
    void begin(const std::vector<ResultColumn> &) override { m_rows.clear(); }
    void row(Row &&row) override
    {
        if (qint64(m_rows.size()) < m_most)
            m_rows.push_back(std::move(row));
    }

private:
    std::vector<Row> &m_rows;
    const qint64 m_most;
};

/// Where nobody follows how a model is asked.
class NoEvents final : public EventWriter
{
public:
    StreamId stream() const override { return {}; }
    void append(const char *, boost::json::value) override {}
    Awaitable<void> finish(const char *, boost::json::value, std::function<void(Transaction &)>) override { co_return; }
    void finishNow(const char *, boost::json::value) override {}
};

class NoObserver final : public AskObserver
{
public:
    void planned(const ask::Candidate &, const std::optional<ask::Clarification> &) override {}
};

} // namespace

/// What is needed to ask a database.
struct Consultant::Ready
{
    std::shared_ptr<const Understanding> understanding;
    std::shared_ptr<const Vocabulary> vocabulary;
};

Awaitable<std::vector<api::AskableDatabase>> Consultant::databases(TenantScope scope, WorkspaceId workspace)
{
    api::AskableDatabaseList list = co_await m_parts.connections.askableDatabases(scope, workspace);
    std::erase_if(list.items, [](const api::AskableDatabase &database) { return !database.ready; });
    co_return std::move(list.items);
}

Awaitable<Consultant::Ready> Consultant::ready(TenantScope scope, ConnectionId id)
{
    auto read = co_await m_parts.connections.understandingOf(scope, id);
    Ready ready;
    ready.understanding = co_await m_parts.examples.applyTo(scope, id, std::move(read));
    ready.vocabulary = co_await m_parts.vocabularies.current(scope, id);
    co_return ready;
}

Awaitable<Result<ask::Translation>> Consultant::understand(TenantScope scope, ConnectionId database,
                                                           ask::Question question)
{
    const Ready known = co_await ready(scope, database);
    auto work = [this, database, &known, &question] {
        return m_parts.translator.translate(question,
                                            *m_parts.prepared.of(database, known.understanding, known.vocabulary));
    };
    Result<ask::Translation> translation = co_await m_parts.targetPool.run(scope.tenant(), std::move(work));
    co_return translation;
}

Awaitable<Result<Consulted>> Consultant::ask(Consultation consultation)
{
    const Ready known = co_await ready(consultation.call.scope, consultation.database);
    co_await begin(consultation);
    ask::Question question;
    question.text = consultation.question;
    question.history = consultation.history;
    question.now = m_parts.clock.now();
    std::function<std::shared_ptr<const ask::PreparedDatabase>()> prepare = [this, &known, &consultation] {
        return m_parts.prepared.of(consultation.database, known.understanding, known.vocabulary);
    };
    std::unique_ptr<ModelHelp::Proposal> proposal;
    NoEvents events;
    if (consultation.mayAskModel && consultation.message) {
        const ModelHelp::Asked asked{consultation.call, *consultation.message, question,
                                     prepare,           known.vocabulary,      consultation.stop};
        proposal = co_await m_parts.models.propose(asked, events);
    }
    const StatementLimits limits{
        .maxRows = m_parts.limits.rows, .maxBytes = m_parts.limits.bytes, .timeLimit = m_parts.limits.time};
    for (;;) {
        std::function<Result<AnswerOutline>(RowSink &)> make = [&](RowSink &sink) {
            NoObserver observer;
            const StatementRunner runner = runnerFor(consultation, limits);
            if (proposal)
                return AskPipeline::answer(proposal->translation, question.text, runner, sink, observer,
                                           runnerFor(consultation, comparing));
            return AskPipeline(m_parts.translator).answer(question, *prepare(), runner, sink, observer);
        };
        Result<Consulted> outcome = co_await answered(consultation, std::move(make));
        const bool again = !outcome && proposal && outcome.error().code != ProblemCode::Cancelled;
        if (!again) {
            co_await end(consultation, outcome);
            co_return outcome;
        }
        if (!co_await m_parts.models.repair(*proposal, outcome.error(), events))
            proposal.reset();
    }
}

Awaitable<Result<Consulted>> Consultant::run(Consultation consultation, QString sql)
{
    const Identity &caller = consultation.call.caller;
    const bool may = allows(caller.grants(), Permission::RunStatements)
                     && (!caller.key || caller.key->covers(Permission::RunStatements));
    if (!may)
        co_return failure(ProblemCode::Forbidden, tr("You may not run statements of your own."),
                          tr("Ask in words instead."));
    if (sql.size() > longestStatement)
        co_return failure(ProblemCode::TooLarge, tr("A statement may have %1 characters.").arg(longestStatement));
    co_await begin(consultation);
    const StatementLimits limits{
        .maxRows = consultation.rows + 1, .maxBytes = m_parts.limits.bytes, .timeLimit = m_parts.limits.time};
    std::function<Result<AnswerOutline>(RowSink &)> make = [&](RowSink &sink) {
        return AskPipeline::answerStatement(sql, runnerFor(consultation, limits), sink);
    };
    Result<Consulted> outcome = co_await answered(consultation, std::move(make));
    co_await end(consultation, outcome);
    co_return outcome;
}

Awaitable<Result<Consulted>> Consultant::answered(const Consultation &consultation,
                                                  std::function<Result<AnswerOutline>(RowSink &)> make)
{
    const Instant begun = m_parts.clock.now();
    Result<Consulted> outcome = std::unexpected(Problem());
    auto work = [&consultation, &make]() -> Result<Consulted> {
        Consulted consulted;
        FirstRows rows(consulted.rows, consultation.rows);
        auto outline = make(rows);
        if (!outline)
            return std::unexpected(std::move(outline).error());
        consulted.outline = *std::move(outline);
        return consulted;
    };
    try {
        outcome = co_await m_parts.targetPool.run(consultation.call.scope.tenant(), std::move(work));
    } catch (const Problem &problem) {
        outcome = std::unexpected(problem);
    }
    if (outcome)
        outcome->ms = (m_parts.clock.now() - begun).count();
    co_return outcome;
}

Awaitable<void> Consultant::begin(const Consultation &consultation)
{
    auto write = [&consultation, now = m_parts.clock.now()](Transaction &transaction) {
        ConnectionStore(transaction, consultation.call.scope).requireInUse(consultation.database);
        if (!consultation.message)
            Limits(transaction, consultation.call.scope, now).reserve(Metered::Questions, 1);
    };
    co_await m_parts.database.write(consultation.call.scope, std::move(write));
}

/// Tells the audit log, and counts what is no part of an answer that is counted.
Awaitable<void> Consultant::end(const Consultation &consultation, const Result<Consulted> &outcome)
{
    AuditRecord record{consultation.call.caller,
                       consultation.call.origin,
                       u"agents.sql"_s,
                       consultation.database.toString(),
                       outcome ? u"ok"_s : outcome.error().codeName(),
                       QString(consultation.call.rule + u", read-only"),
                       std::nullopt};
    if (outcome)
        record.sql = outcome->outline.sql;
    m_parts.audit.record(std::move(record));
    if (consultation.message)
        co_return;
    auto count = [&consultation, &outcome, now = m_parts.clock.now()](Transaction &transaction) {
        const auto workspace =
            ConnectionStore(transaction, consultation.call.scope).requireInUse(consultation.database);
        QuestionUsage usage;
        usage.of = {consultation.call.caller.user, workspace, consultation.call.caller.apiKeyId, {}};
        usage.answered = outcome.has_value();
        usage.rows = outcome ? outcome->outline.rowCount : 0;
        usage.ms = outcome ? outcome->ms : 0;
        UsageService::recordIn(transaction, consultation.call.scope, usage, now);
    };
    co_await m_parts.database.write(consultation.call.scope, std::move(count));
}

StatementRunner Consultant::runnerFor(const Consultation &consultation, const StatementLimits &limits) const
{
    return [this, scope = consultation.call.scope, database = consultation.database, stop = consultation.stop,
            limits](const QString &sql, RowSink &sink) -> Result<StatementOutcome> {
        StoppableSink rows(sink, stop);
        auto outcome = m_parts.connections.runStatement(scope, database, sql, limits, rows, rows.token());
        if (rows.problem())
            return std::unexpected(*rows.problem());
        return outcome;
    };
}

} // namespace tabletalk
