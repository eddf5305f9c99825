// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/ChatService.h"

#include "core/api/Charts.h"
#include "core/api/Codec.h"
#include "core/api/Rows.h"
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/api/Authenticator.h"
#include "server/base/WorkerPool.h"
#include "server/chat/ConversationStore.h"
#include "server/chat/ModelHelp.h"
#include "server/chat/PreparedDatabases.h"
#include "server/chat/StreamedRows.h"
#include "server/connections/ConnectionService.h"
#include "server/connections/ConnectionStore.h"
#include "server/events/EventService.h"
#include "server/examples/ExampleService.h"
#include "server/limits/Limits.h"
#include "server/models/ModelStore.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"
#include "server/usage/UsageFollowers.h"
#include "server/usage/UsageService.h"
#include "server/vocabulary/VocabularyService.h"
#include "server/webhooks/WebhookEvents.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>

namespace tabletalk {

Q_LOGGING_CATEGORY(lcChat, "tabletalk.chat")

namespace {

constexpr int historyLength = 6;
constexpr int titleLength = 80;
constexpr qsizetype maxStatementLength = 100'000;

/// Of a query whose rows are only compared with those of the answer.
constexpr StatementLimits comparing{
    .maxRows = 1'001, .maxBytes = 4LL * 1024 * 1024, .timeLimit = std::chrono::seconds(1)};

QString tr(const char *text)
{
    return QCoreApplication::translate("Chat", text);
}

api::ProblemEvent toEvent(const Problem &problem)
{
    api::ProblemEvent event{problem.codeName(), problem.title, problem.detail, problem.hint, {}};
    for (const ProblemChoice &choice : problem.choices) {
        if (const auto id = ConnectionId::fromString(choice.databaseId))
            event.choices.push_back({*id, choice.databaseName, choice.question});
    }
    return event;
}

QString toText(const auto &message)
{
    return QString::fromStdString(api::toJsonText(message));
}

/// An answer from a part of a database says so.
void sayWhatIsMissing(const Understanding &understanding, AnswerOutline &outline)
{
    if (understanding.complete)
        return;
    const auto &tables = understanding.schema.tables;
    const auto read = std::ranges::count_if(tables, &Table::profiled);
    if (size_t(read) == tables.size())
        return;
    const QString note =
        tr("So far %1 of %2 tables have been read, so that the answer may be incomplete.").arg(read).arg(tables.size());
    for (QString *text : {&outline.explanation, &outline.text})
        *text = text->isEmpty() ? note : QString(*text + u' ' + note);
}

std::optional<api::AskBack> toAskBack(const std::optional<ask::Clarification> &clarification)
{
    if (!clarification)
        return std::nullopt;
    return api::AskBack{clarification->question, clarification->choices};
}

std::optional<api::Chart> toChart(const std::optional<ask::ChartSpec> &spec)
{
    return spec ? std::optional(api::toMessage(*spec)) : std::nullopt;
}

/// Tells the stream what is about to be run.
class PlanEvents final : public AskObserver
{
public:
    explicit PlanEvents(EventWriter &events)
        : m_events(events)
    {}

    void planned(const ask::Candidate &candidate, const std::optional<ask::Clarification> &askBack) override
    {
        weighed(candidate, askBack);
        m_events.append("sql", api::toJson(api::SqlEvent{candidate.sql}));
    }

    void weighed(const ask::Candidate &candidate, const std::optional<ask::Clarification> &askBack) override
    {
        m_events.append("plan", api::toJson(api::PlanEvent{candidate.explanation, candidate.confidence,
                                                           candidate.unusedWords, toAskBack(askBack)}));
    }

private:
    EventWriter &m_events;
};

/// Nothing when its database is gone.
std::optional<WorkspaceId> workspaceIn(const Record &record)
{
    const auto text = record.optionalText(QStringLiteral("workspace_id"));
    return text ? WorkspaceId::fromString(*text) : std::nullopt;
}

/// How a question ended, and what it came to.
struct Ending
{
    MessageId message;
    ConversationStore::MessageEnd end;
    QuestionUsage usage;
};

/// Counts the question where this is its end. False when another ended it, or it was deleted.
bool endMessage(Transaction &transaction, const TenantScope &scope, const Ending &ending, Instant now)
{
    if (!ConversationStore(transaction, scope).finishMessage(ending.message, ending.end, now))
        return false;
    const ModelStore::Spent spent = ModelStore(transaction, scope).spentOn(ending.message);
    QuestionUsage usage = ending.usage;
    usage.of.model = spent.model;
    usage.inputTokens = spent.tokens.input;
    usage.outputTokens = spent.tokens.output;
    usage.costMicros = spent.costMicros;
    UsageService::recordIn(transaction, scope, usage, now);
    const char *event = usage.answered ? webhook_events::answered : webhook_events::failed;
    emitWebhookEvent(transaction, scope, event,
                     {{"messageId", ending.message.toString().toStdString()},
                      {"userId", usage.of.user.toString().toStdString()},
                      {"rows", usage.rows},
                      {"ms", usage.ms},
                      {"tokens", usage.inputTokens + usage.outputTokens}},
                     now);
    return true;
}

} // namespace

/// One question under way.
struct ChatService::Inquiry
{
    Call call;
    ConnectionId database;
    ConversationId conversation;
    MessageId message;
    StreamId stream;
    QString question; ///< or the statement
    std::vector<QString> history;
    Instant startedAt;
    std::optional<WorkspaceId> workspace = {};   ///< of the database
    QString action = QStringLiteral("chat.ask"); ///< the operation's name, for the audit log
    /// The database for questions, and the organisation's words; without them no model is asked.
    std::function<std::shared_ptr<const ask::PreparedDatabase>()> prepare = {};
    std::shared_ptr<const Vocabulary> vocabulary = {};
    std::unique_ptr<ModelHelp::Proposal> proposal = {}; ///< of a model; null: the analyst answers

    UsageOf usageOf() const { return {call.caller.user, workspace, call.caller.apiKeyId, {}}; }

    ask::Question asked() const
    {
        ask::Question asked;
        asked.text = question;
        asked.history = history;
        asked.now = startedAt;
        return asked;
    }
};

ChatService::ChatService(ChatParts parts)
    : m_parts(std::move(parts))
    , m_pipeline(m_parts.translator)
    , m_neighbours(m_parts.connections, m_parts.clock)
    , m_results({.database = m_parts.database,
                 .vault = m_parts.vault,
                 .controlPool = m_parts.controlPool,
                 .targetPool = m_parts.targetPool,
                 .clock = m_parts.clock,
                 .spoolDirectory = m_parts.spoolDirectory,
                 .limits = m_parts.limits})
{}

ChatService::~ChatService() = default;

Awaitable<api::Answer> ChatService::ask(Call call, api::AskRequest request)
{
    const QString text = request.question.trimmed();
    if (text.isEmpty())
        throw Problem::invalid(QStringLiteral("params.question"), tr("must not be empty"));
    if (text.size() > ask::maxQuestionLength)
        throw Problem::of(
            ProblemCode::TooLarge,
            tr("A question may have %1 characters; this one has %2.").arg(ask::maxQuestionLength).arg(text.size()));

    const ConnectionId database = request.databaseId;
    const TenantScope scope = call.scope;
    auto read = co_await m_parts.connections.understandingOf(scope, database);
    const auto understanding = co_await m_parts.examples.applyTo(scope, database, std::move(read));
    const auto vocabulary = co_await m_parts.vocabularies.current(scope, database);
    const auto neighbourhood = co_await m_neighbours.of(scope, database);
    Inquiry inquiry = co_await begin(std::move(call), database, request.conversationId, text);

    inquiry.prepare = [this, database, understanding, vocabulary] {
        return m_parts.prepared.of(database, understanding, vocabulary);
    };
    inquiry.vocabulary = vocabulary;

    MakeAnswer make = [this, understanding, neighbourhood](const Inquiry &asked, RowSink &sink,
                                                           AskObserver &observer) -> Result<AnswerOutline> {
        const auto ready = asked.prepare();
        const auto runner = runnerFor(asked, m_running.stopTokenOf(asked.message), bounds());
        const ask::Question question = asked.asked();
        if (auto refused = refusal(question, *ready, *neighbourhood))
            return std::unexpected(*std::move(refused));
        auto outline = asked.proposal
                           ? AskPipeline::answer(asked.proposal->translation, question.text, runner, sink, observer,
                                                 runnerFor(asked, m_running.stopTokenOf(asked.message), comparing))
                           : m_pipeline.answer(question, *ready, runner, sink, observer);
        if (outline)
            sayWhatIsMissing(*understanding, *outline);
        return outline;
    };
    co_return co_await answer(std::move(inquiry), std::move(make));
}

Awaitable<api::Answer> ChatService::run(Call call, api::RunRequest request)
{
    if (request.sql.trimmed().isEmpty())
        throw Problem::invalid(QStringLiteral("params.sql"), tr("must not be empty"));
    if (request.sql.size() > maxStatementLength)
        throw Problem::of(ProblemCode::TooLarge, tr("A statement may have %1 characters.").arg(maxStatementLength));

    const ConnectionId database = request.databaseId;
    const TenantScope scope = call.scope;
    co_await m_parts.connections.requireConnection(scope, database);
    const auto neighbourhood = co_await m_neighbours.of(scope, database);
    Inquiry inquiry = co_await begin(std::move(call), database, request.conversationId, request.sql);
    inquiry.action = QStringLiteral("chat.run");

    MakeAnswer make = [this, neighbourhood](const Inquiry &asked, RowSink &sink, AskObserver &observer) {
        ask::Candidate candidate;
        candidate.sql = asked.question;
        candidate.confidence = 1.0;
        observer.planned(candidate, std::nullopt);
        const auto stop = m_running.stopTokenOf(asked.message);
        auto outline = AskPipeline::answerStatement(asked.question, runnerFor(asked, stop, bounds()), sink);
        if (!outline && outline.error().code == ProblemCode::DatabaseFailed && !neighbourhood->others.empty()) {
            // Dialects differ in quoting alone here, which a hint can bear.
            const QString hint =
                ask::foreignTableHint(asked.question, Dialect::SQLite, neighbourhood->here, neighbourhood->others);
            if (!hint.isEmpty())
                outline.error().hint = hint;
        }
        return outline;
    };
    co_return co_await answer(std::move(inquiry), std::move(make));
}

std::optional<Problem> ChatService::refusal(const ask::Question &question, const ask::PreparedDatabase &database,
                                            const Neighbourhood &neighbourhood) const
{
    if (neighbourhood.others.empty())
        return std::nullopt;
    const auto parts = ask::questionParts(question.text, neighbourhood.here, neighbourhood.others);
    if (parts.foreign.empty())
        return std::nullopt;
    // Rare enough to translate twice: what this database can make of the words is its own.
    const auto translation = m_parts.translator.translate(question, database);
    std::optional<std::vector<QString>> unused;
    if (translation)
        unused = translation->candidates.front().unusedWords;
    return ask::refuseFederated(parts, question.text, neighbourhood.here, unused);
}

Awaitable<ChatService::Inquiry> ChatService::begin(Call call, ConnectionId database,
                                                   std::optional<ConversationId> conversation, QString question)
{
    const Instant now = m_parts.clock.now();
    Inquiry inquiry{std::move(call),
                    database,
                    conversation.value_or(makeId<ConversationId>(now)),
                    makeId<MessageId>(now),
                    makeId<StreamId>(now),
                    std::move(question),
                    {},
                    now};

    auto write = [&inquiry, now, isNew = !conversation, node = m_parts.node](Transaction &transaction) {
        inquiry.workspace = ConnectionStore(transaction, inquiry.call.scope).requireInUse(inquiry.database);
        Limits limits(transaction, inquiry.call.scope, now);
        limits.requireStorage();
        limits.reserve(Metered::Questions, 1);
        ConversationStore store(transaction, inquiry.call.scope);
        const UserId user = inquiry.call.caller.user;
        if (isNew) {
            store.insert(
                {inquiry.conversation, user, inquiry.database, inquiry.question.simplified().left(titleLength)}, now);
        } else {
            const auto begun = store.findOwn(inquiry.conversation, user);
            if (!begun)
                throw Problem::of(ProblemCode::NotFound);
            if (begun->databaseId != inquiry.database)
                throw Problem::of(ProblemCode::Conflict, tr("This conversation is about another database."),
                                  tr("Begin a new conversation for this database."));
            inquiry.history = store.recentQuestions(inquiry.conversation, historyLength);
            store.touch(inquiry.conversation, now);
        }
        store.insertMessage({inquiry.message, inquiry.conversation, user, inquiry.stream, inquiry.question, node}, now);
        EventService::insertIn(transaction, inquiry.call.scope, inquiry.stream, now);
    };
    co_await m_parts.database.write(inquiry.call.scope, std::move(write));
    co_return inquiry;
}

Awaitable<api::Answer> ChatService::answer(Inquiry inquiry, MakeAnswer make)
{
    const TenantId tenant = inquiry.call.scope.tenant();
    const UserId user = inquiry.call.caller.user;
    // Before anybody hears of the answer, so that it can be stopped from its first event on.
    const RunningAnswers::Entry running(m_running, tenant, user, inquiry.conversation, inquiry.message);
    // Until all is on disk, so that its rows can be read at any time.
    LiveResult live(m_results.live(), tenant, user, makeId<ResultId>(inquiry.startedAt), inquiry.message);
    const auto events = m_parts.events.create(inquiry.call.scope, inquiry.stream, inquiry.call.sink);
    events->append("started",
                   api::toJson(api::StartedEvent{inquiry.conversation, inquiry.message, inquiry.call.rpcId}));

    Result<Outcome> outcome = std::unexpected(Problem());
    try {
        outcome = co_await work(inquiry, make, *events, live);
    } catch (const Problem &problem) {
        outcome = std::unexpected(problem);
    } catch (const std::exception &defect) {
        // The stream ends all the same, or whoever follows it would wait for ever.
        qCCritical(lcChat).noquote() << inquiry.call.origin.requestId << "an answer failed:" << defect.what();
        outcome = failure(ProblemCode::Internal, tr("The server could not finish this answer."));
    }

    recordOutcome(inquiry, outcome);
    // What the conversation says and the end of its stream are stored together: a server that dies leaves
    // both or neither, and the next one ends what has none.
    if (!outcome) {
        auto keep = keeperOf(inquiry, outcome.error());
        co_await events->finish("problem", api::toJson(toEvent(outcome.error())), std::move(keep));
        m_parts.usage.changed(tenant);
        throw std::move(outcome).error();
    }
    try {
        co_await events->finish("done", api::toJson(api::DoneEvent{outcome->answer.ms}), std::move(outcome->keep));
    } catch (...) {
        m_results.removeFiles({live.id()});
        throw;
    }
    m_parts.usage.changed(tenant);
    co_return std::move(outcome->answer);
}

/// With a model's query where one is asked, and without where it does not help.
Awaitable<Result<ChatService::Outcome>> ChatService::work(Inquiry &inquiry, const MakeAnswer &make, EventWriter &events,
                                                          LiveResult &live)
{
    if (inquiry.prepare) {
        const ModelHelp::Asked asked{inquiry.call,    inquiry.message,    inquiry.asked(),
                                     inquiry.prepare, inquiry.vocabulary, m_running.stopTokenOf(inquiry.message)};
        inquiry.proposal = co_await m_parts.models.propose(asked, events);
    }
    for (;;) {
        auto attempt = [this, &inquiry, &make, &events, &live] { return answerNow(inquiry, make, events, live); };
        Result<Outcome> outcome = co_await m_parts.targetPool.run(inquiry.call.scope.tenant(), std::move(attempt));
        if (outcome || !inquiry.proposal)
            co_return outcome;
        if (outcome.error().code == ProblemCode::Cancelled)
            co_return outcome;
        if (!co_await m_parts.models.repair(*inquiry.proposal, outcome.error(), events))
            inquiry.proposal.reset();
    }
}

Result<ChatService::Outcome> ChatService::answerNow(const Inquiry &inquiry, const MakeAnswer &make, EventWriter &events,
                                                    LiveResult &live)
{
    ResultSpool::Writer writer(m_results.spool(), live.id());
    StreamedRows rows(writer, m_parts.limits.progressEvery, [&](const SpooledResult &soFar) {
        live.publish({.spooled = soFar, .complete = false});
        api::RowsEvent arrived;
        arrived.resultId = soFar.id;
        arrived.columns = api::toHeaders(soFar.columns);
        arrived.rowCount = soFar.rowCount;
        arrived.complete = false;
        events.append("rows", api::toJson(arrived));
    });
    PlanEvents plan(events);
    auto outline = make(inquiry, rows, plan);
    if (!outline)
        return std::unexpected(std::move(outline).error());
    SpooledResult result = writer.finish();
    live.publish({.spooled = result, .complete = true, .truncated = outline->truncated});

    api::Answer answer;
    answer.conversationId = inquiry.conversation;
    answer.messageId = inquiry.message;
    answer.stream = inquiry.stream;
    answer.sql = outline->sql;
    answer.columns = api::toHeaders(outline->columns);
    answer.rowCount = outline->rowCount;
    answer.truncated = outline->truncated;
    answer.resultId = result.id;
    answer.text = outline->text;
    answer.chart = toChart(outline->chart);
    answer.confidence = outline->confidence;
    answer.explanation = outline->explanation;
    answer.unusedWords = outline->unusedWords;
    answer.askBack = toAskBack(outline->askBack);
    answer.ms = (m_parts.clock.now() - inquiry.startedAt).count();
    for (const ask::ColumnTotals &totals : outline->totals)
        answer.totals.push_back(api::toMessage(totals));

    auto keep = keeperOf(inquiry, answer, std::move(result)); // without the rows, which lie in their file
    events.append("rows", api::toJson(api::RowsEvent{.resultId = live.id(),
                                                     .columns = answer.columns,
                                                     .rowCount = answer.rowCount,
                                                     .truncated = answer.truncated,
                                                     .totals = answer.totals}));
    if (answer.chart)
        events.append("chart", api::toJson(*answer.chart));
    events.append("text", api::toJson(api::TextEvent{answer.text}));
    answer.rows = writer.firstRows();
    return Outcome{std::move(answer), std::move(keep)};
}

std::function<void(Transaction &)> ChatService::keeperOf(const Inquiry &inquiry, const api::Answer &answer,
                                                         SpooledResult result)
{
    const ConversationStore::MessageEnd end{QStringLiteral("answered"), toText(answer), std::nullopt, answer.text};
    const ResultId file = result.id;
    return [this, scope = inquiry.call.scope, message = inquiry.message, file,
            result = m_results.sealed(inquiry.call.scope, std::move(result)), end,
            usage = QuestionUsage{inquiry.usageOf(), true, answer.rowCount, answer.ms},
            now = m_parts.clock.now()](Transaction &transaction) {
        if (endMessage(transaction, scope, {message, end, usage}, now))
            m_results.keep(transaction, scope, result, message);
        else // deleted while it was answered: nobody will ever read the rows
            m_results.removeFiles({file});
    };
}

std::function<void(Transaction &)> ChatService::keeperOf(const Inquiry &inquiry, const Problem &problem)
{
    const QString status =
        problem.code == ProblemCode::Cancelled ? QStringLiteral("cancelled") : QStringLiteral("failed");
    const ConversationStore::MessageEnd end{status, std::nullopt, toText(toEvent(problem))};
    return [scope = inquiry.call.scope, ending = Ending{inquiry.message, end, {.of = inquiry.usageOf()}},
            now = m_parts.clock.now()](Transaction &transaction) { endMessage(transaction, scope, ending, now); };
}

void ChatService::recordOutcome(const Inquiry &inquiry, const Result<Outcome> &outcome)
{
    AuditRecord record{inquiry.call.caller,
                       inquiry.call.origin,
                       inquiry.action,
                       inquiry.database.toString(),
                       outcome ? QStringLiteral("ok") : outcome.error().codeName(),
                       QString(inquiry.call.rule + QStringLiteral(", read-only")),
                       std::nullopt};
    if (outcome)
        record.sql = outcome->answer.sql;
    else if (inquiry.action == u"chat.run")
        record.sql = inquiry.question; // what was refused is worth knowing too
    m_parts.audit.record(std::move(record));
}

StatementLimits ChatService::bounds() const
{
    const AnswerLimits &limits = m_parts.limits;
    return {.maxRows = limits.rows, .maxBytes = limits.bytes, .timeLimit = limits.time};
}

StatementRunner ChatService::runnerFor(const Inquiry &inquiry, std::stop_token stop,
                                       const StatementLimits &bounds) const
{
    return [this, scope = inquiry.call.scope, database = inquiry.database, stop = std::move(stop),
            bounds](const QString &sql, RowSink &sink) -> Result<StatementOutcome> {
        StoppableSink rows(sink, stop);
        auto outcome = m_parts.connections.runStatement(scope, database, sql, bounds, rows, rows.token());
        if (rows.problem())
            return std::unexpected(*rows.problem());
        return outcome;
    };
}

Awaitable<api::Empty> ChatService::cancel(Call call, api::CancelRequest request)
{
    // On a worker: a stop callback may have to reach the database over the network.
    auto stop = [this, tenant = call.scope.tenant(), user = call.caller.user, message = request.messageId] {
        return m_running.stop(tenant, user, message);
    };
    if (!co_await m_parts.controlPool.run(call.scope.tenant(), std::move(stop)))
        throw Problem::of(ProblemCode::NotFound);
    co_return api::Empty();
}

Awaitable<api::ResultPage> ChatService::readResult(Call call, api::ReadResultRequest request)
{
    co_return co_await m_results.read(std::move(call), request);
}

Awaitable<api::AskableDatabaseList> ChatService::databases(Call call)
{
    auto databases = co_await m_parts.connections.askableDatabases(call.scope, KeyGrant::workspaceOf(call.caller.key));
    co_await m_parts.vocabularies.applyTo(call.scope, databases);
    co_return databases;
}

void ChatService::endConversation(TenantId tenant, UserId user, ConversationId id, const std::vector<ResultId> &results)
{
    m_running.stopConversation(tenant, user, id); // nobody waits for its answers any more
    m_results.removeFiles(results);
}

void ChatService::removeStrayFiles()
{
    m_results.removeStrayFiles();
}

void ChatService::endInterrupted()
{
    const auto running = m_parts.database.readNow([](Transaction &transaction) {
        return transaction.select(PlatformScope::ofStartup(), QStringLiteral("chat/find_interrupted_messages"));
    });
    const Problem interrupted =
        Problem::of(ProblemCode::Unavailable, tr("The server stopped while this was being answered."),
                    tr("Ask the question again."));
    const ConversationStore::MessageEnd end{QStringLiteral("failed"), std::nullopt, toText(toEvent(interrupted))};
    for (const Record &record : running) {
        const TenantScope scope = TenantScope::ofJob(record.id<TenantId>(QStringLiteral("tenant_id")));
        const auto message = record.id<MessageId>(QStringLiteral("id"));
        const UsageOf of{record.id<UserId>(QStringLiteral("user_id")), workspaceIn(record), {}, {}};
        // The stream first: should this server die in between, the next one finds the message still running.
        m_parts.events.endAbandoned(scope, record.id<StreamId>(QStringLiteral("stream_id")), "problem",
                                    api::toJson(toEvent(interrupted)));
        m_parts.database.writeNow(scope, [&](Transaction &transaction) {
            endMessage(transaction, scope, {message, end, {.of = of}}, m_parts.clock.now());
        });
    }
}

void ChatService::dropExpiredResults()
{
    m_results.dropExpired();
}

void ChatService::removeResultFiles(const std::vector<ResultId> &results)
{
    m_results.removeFiles(results);
}

void ChatService::stopAll()
{
    m_running.stopAll();
    m_results.stopAll();
}

} // namespace tabletalk
