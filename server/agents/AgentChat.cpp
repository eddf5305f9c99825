// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/AgentChat.h"

#include "core/api/Codec.h"
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/memory/FactWords.h"
#include "server/agents/AgentService.h"
#include "server/agents/EventLine.h"
#include "server/agents/memory/AgentMemory.h"
#include "server/api/Cursor.h"
#include "server/api/TextStream.h"
#include "server/base/WorkerPool.h"
#include "server/connections/ConnectionStore.h"
#include "server/events/EventService.h"
#include "server/limits/Limits.h"
#include "server/models/ModelStore.h"
#include "server/platform/PlatformDatabase.h"
#include "server/usage/UsageFollowers.h"
#include "server/usage/UsageService.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>

#include <QCoreApplication>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace tabletalk {

Q_LOGGING_CATEGORY(lcAgents, "tabletalk.agents")

namespace {

constexpr qsizetype longestQuestion = 2'000;
constexpr qsizetype longestTitle = 80;
constexpr int historyLength = 6;
constexpr int messagesShown = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("Agents", text);
}

api::ProblemEvent toEvent(const Problem &problem)
{
    return {problem.codeName(), problem.title, problem.detail, problem.hint, {}};
}

/// Puts what an agent tells into the stream of its answer.
class StreamWatcher final : public AgentWatcher
{
public:
    explicit StreamWatcher(EventWriter &events)
        : m_events(events)
    {}
    void told(const char *type, boost::json::value data) override { m_events.append(type, std::move(data)); }

private:
    EventWriter &m_events;
};

} // namespace

/// One question under way.
struct AgentChat::Inquiry
{
    Call call;
    api::Agent agent;
    AgentSessionId session;
    MessageId message;
    StreamId stream;
    QString question;
    std::vector<AgentTask::Turn> history;
    Instant startedAt;
    WorkspaceId workspace;
    std::stop_token until = {}; ///< of what it is asked for
};

AgentChat::AgentChat(AgentChatParts parts)
    : m_parts(std::move(parts))
{}

Awaitable<std::shared_ptr<AgentChat::Inquiry>> AgentChat::begin(Call call, api::AskAgentRequest request)
{
    const QString question = request.query.trimmed();
    if (question.isEmpty() || question.size() > longestQuestion)
        throw Problem::invalid(u"params.query"_s, tr("must have 1 to %1 characters").arg(longestQuestion));
    const Instant now = m_parts.clock.now();
    auto inquiry = std::make_shared<Inquiry>(Inquiry{std::move(call),
                                                     {},
                                                     request.sessionId.value_or(makeId<AgentSessionId>(now)),
                                                     makeId<MessageId>(now),
                                                     makeId<StreamId>(now),
                                                     question,
                                                     {},
                                                     now,
                                                     request.workspaceId});
    auto write = [inquiry, request, now, node = m_parts.node](Transaction &transaction) {
        const TenantScope &scope = inquiry->call.scope;
        const Identity &caller = inquiry->call.caller;
        inquiry->agent = AgentService::requireUsable(transaction, scope, caller, request.workspaceId, request.agentId);
        AgentSessionStore store(transaction, scope);
        if (request.sessionId) {
            if (!store.find(request.workspaceId, inquiry->session, caller.user))
                throw Problem::of(ProblemCode::NotFound);
            inquiry->history = store.turns(inquiry->session, historyLength);
            store.touch(inquiry->session, now);
        }
        Limits limits(transaction, scope, now);
        limits.reserve(Metered::Questions, 1);
        if (!request.sessionId)
            store.insert(
                {inquiry->session, request.workspaceId, inquiry->question.simplified().left(longestTitle), now, now},
                caller.user);
        store.insertMessage({inquiry->message, inquiry->session, inquiry->agent.id, caller.user, inquiry->stream,
                             inquiry->question, node},
                            now);
        EventService::insertIn(transaction, scope, inquiry->stream, now);
    };
    co_await m_parts.database.write(inquiry->call.scope, std::move(write));
    co_return inquiry;
}

Awaitable<api::AgentAnswer> AgentChat::ask(Call call, api::AskAgentRequest request)
{
    const bool streams = request.stream.value_or(false) && call.stream;
    const std::shared_ptr<TextStream> stream = call.stream;
    const auto line = streams ? std::make_shared<EventLine>(m_parts.heartbeat) : nullptr;
    if (line) {
        call.sink = line;
        call.stream.reset(); // the answer would hold its own reader, who could never be gone
    }
    std::shared_ptr<Inquiry> inquiry = co_await begin(std::move(call), std::move(request));
    if (!line)
        co_return co_await answer(std::move(inquiry));

    *stream = line->stream(
        [this, tenant = inquiry->call.scope.tenant(), user = inquiry->call.caller.user, message = inquiry->message] {
            // Stopping may reach into a database's driver: not on the thread that serves connections.
            m_parts.controlPool.post(tenant, [this, tenant, user, message] { m_running.stop(tenant, user, message); });
        });
    const auto executor = co_await boost::asio::this_coro::executor;
    auto work = [this, inquiry, line]() -> Awaitable<void> {
        try {
            co_await answer(inquiry);
        } catch (const Problem &problem) { // whoever reads sees it as the last event
            qCDebug(lcAgents).noquote() << "an answer ended with" << problem.codeName();
        } catch (const std::exception &defect) {
            qCCritical(lcAgents).noquote() << "an answer could not be kept:" << defect.what();
        }
        line->end();
    };
    boost::asio::co_spawn(executor, std::move(work), boost::asio::detached);
    co_return api::AgentAnswer();
}

Awaitable<api::AgentAnswer> AgentChat::askUntil(std::stop_token stop, Call call, api::AskAgentRequest request)
{
    std::shared_ptr<Inquiry> inquiry = co_await begin(std::move(call), std::move(request));
    inquiry->until = std::move(stop);
    co_return co_await answer(std::move(inquiry));
}

Awaitable<AgentOutcome> AgentChat::work(Inquiry &inquiry, AgentWatcher &watcher)
{
    const Call &call = inquiry.call;
    if (const auto wish = memory::wishIn(inquiry.question)) {
        NewMemory fact;
        fact.workspace = inquiry.workspace;
        fact.text = wish->text;
        fact.forAll = wish->forAll;
        fact.question = inquiry.question;
        fact.answer = inquiry.message;
        const api::MemoryFact kept = co_await m_parts.memory.remember(call, std::move(fact));
        AgentOutcome outcome;
        outcome.text = tr("I will keep in mind: %1").arg(kept.text);
        outcome.confidence = 1;
        co_return outcome;
    }
    RecalledMemory recalled = co_await m_parts.memory.recall(call.scope, Viewer::of(call.caller), inquiry.workspace,
                                                             inquiry.agent.id, inquiry.question);
    AgentTask task{.call = call,
                   .workspace = inquiry.workspace,
                   .agent = inquiry.agent,
                   .question = inquiry.question,
                   .history = inquiry.history,
                   .message = inquiry.message,
                   .stop = m_running.stopTokenOf(inquiry.message),
                   .memory = recalled.lines()};
    if (!recalled.question.isEmpty())
        task.question = recalled.question;
    co_return co_await m_parts.runner.run(std::move(task), watcher);
}

api::AgentAnswer AgentChat::messageOf(const Inquiry &inquiry, AgentOutcome outcome) const
{
    api::AgentAnswer answer;
    answer.conversationId = inquiry.session;
    answer.sessionId = inquiry.session;
    answer.messageId = inquiry.message;
    answer.stream = inquiry.stream;
    answer.agentId = inquiry.agent.id;
    answer.agentName = inquiry.agent.name;
    answer.text = std::move(outcome.text);
    answer.citations = std::move(outcome.citations);
    answer.steps = std::move(outcome.steps);
    answer.note = std::move(outcome.note);
    answer.model = std::move(outcome.model);
    answer.confidence = outcome.confidence;
    if (const auto *sql = outcome.data.if_contains("sql"); sql && sql->is_string())
        answer.sql = QString::fromUtf8(sql->get_string().data(), qsizetype(sql->get_string().size()));
    if (const auto *columns = outcome.data.if_contains("columns"); columns && columns->is_array()) {
        for (const auto &column : columns->get_array()) {
            if (auto header = api::fromJson<api::ColumnHeader>(column))
                answer.columns.push_back(*std::move(header));
        }
    }
    if (const auto *rows = outcome.data.if_contains("rows"); rows && rows->is_array())
        answer.rows.assign(rows->get_array().begin(), rows->get_array().end());
    if (const auto *count = outcome.data.if_contains("rowCount"); count && count->is_int64())
        answer.rowCount = count->get_int64();
    answer.ms = (m_parts.clock.now() - inquiry.startedAt).count();
    return answer;
}

/// Stores the end of the question, and counts it once.
std::function<void(Transaction &)> AgentChat::keeperOf(const Inquiry &inquiry,
                                                       const Result<api::AgentAnswer> &answer) const
{
    AgentSessionStore::MessageEnd end{u"answered"_s};
    if (answer) {
        end.answer = *answer;
    } else {
        end.status = answer.error().code == ProblemCode::Cancelled ? u"cancelled"_s : u"failed"_s;
        end.problem = toEvent(answer.error());
    }
    QuestionUsage usage;
    usage.of = {inquiry.call.caller.user, inquiry.workspace, inquiry.call.caller.apiKeyId, {}, inquiry.agent.id};
    usage.answered = answer.has_value();
    usage.rows = answer ? answer->rowCount : 0;
    usage.ms = answer ? answer->ms : 0;
    return [scope = inquiry.call.scope, message = inquiry.message, end, usage,
            now = m_parts.clock.now()](Transaction &transaction) {
        if (!AgentSessionStore(transaction, scope).finishMessage(message, end, now))
            return;
        QuestionUsage counted = usage;
        const ModelStore::Spent spent = ModelStore(transaction, scope).spentOn(message);
        counted.of.model = spent.model;
        counted.inputTokens = spent.tokens.input;
        counted.outputTokens = spent.tokens.output;
        counted.costMicros = spent.costMicros;
        UsageService::recordIn(transaction, scope, counted, now);
    };
}

Awaitable<api::AgentAnswer> AgentChat::answer(std::shared_ptr<Inquiry> inquiry)
{
    const Call &call = inquiry->call;
    const TenantId tenant = call.scope.tenant();
    const RunningAnswers::Entry running(m_running, tenant, call.caller.user, ConversationId(inquiry->session.uuid()),
                                        inquiry->message);
    const std::stop_callback forward(
        inquiry->until,
        [this, tenant, user = call.caller.user, message = inquiry->message] { m_running.stop(tenant, user, message); });
    const auto events = m_parts.events.create(call.scope, inquiry->stream, call.sink);
    events->append("started", api::toJson(api::AgentStartedEvent{inquiry->session, inquiry->message, inquiry->stream,
                                                                 inquiry->agent.id, inquiry->agent.name, call.rpcId}));
    Result<api::AgentAnswer> answer = std::unexpected(Problem());
    try {
        StreamWatcher watcher(*events);
        AgentOutcome outcome = co_await work(*inquiry, watcher);
        answer = messageOf(*inquiry, std::move(outcome));
    } catch (const Problem &problem) {
        answer = std::unexpected(problem);
    } catch (const std::exception &defect) {
        qCCritical(lcAgents).noquote() << call.origin.requestId << "an answer failed:" << defect.what();
        answer = failure(ProblemCode::Internal, tr("The server could not finish this answer."));
    }
    auto keep = keeperOf(*inquiry, answer);
    if (!answer) {
        co_await events->finish("problem", api::toJson(toEvent(answer.error())), std::move(keep));
        m_parts.usage.changed(tenant);
        throw std::move(answer).error();
    }
    events->append("text", api::toJson(api::TextEvent{answer->text}));
    events->append("citations", api::toJson(api::AgentCitationsEvent{answer->citations, answer->note}));
    co_await events->finish("done", api::toJson(api::DoneEvent{answer->ms}), std::move(keep));
    m_parts.usage.changed(tenant);
    co_return *std::move(answer);
}

Awaitable<api::Empty> AgentChat::stop(Call call, api::StopAgentRequest request)
{
    auto stop = [this, tenant = call.scope.tenant(), user = call.caller.user, message = request.messageId] {
        return m_running.stop(tenant, user, message);
    };
    if (!co_await m_parts.controlPool.run(call.scope.tenant(), std::move(stop)))
        throw Problem::of(ProblemCode::NotFound);
    co_return api::Empty();
}

Awaitable<api::Empty> AgentChat::follow(Call call, api::FollowAgentRequest request)
{
    auto find = [&call, request](Transaction &transaction) {
        if (!AgentSessionStore(transaction, call.scope)
                 .ownsStream(request.workspaceId, request.stream, call.caller.user))
            throw Problem::of(ProblemCode::NotFound);
    };
    co_await m_parts.database.read(call.scope, std::move(find));
    if (!call.stream)
        throw Problem::of(ProblemCode::MethodNotAllowed, tr("Over a WebSocket events.resume does this."));
    const auto line = std::make_shared<EventLine>(m_parts.heartbeat);
    *call.stream = line->stream({});
    const api::ResumeRequest resume{request.stream, request.after.value_or(0)};
    const api::ResumeResponse state = co_await m_parts.events.resume(call.scope, resume, line);
    if (state.finished)
        line->end();
    co_return api::Empty();
}

Awaitable<api::AgentSessionList> AgentChat::sessions(Call call, api::AgentSessionListRequest request)
{
    const int limit = pageLimit(request.limit) + 1;
    Instant before{253402300799999}; // 9999-12-31T23:59:59.999Z
    QString beforeId;
    if (request.cursor) {
        const QStringList parts = decodeCursor(*request.cursor, 2);
        before = Instant{parts[0].toLongLong()};
        beforeId = parts[1];
    }
    auto read = [&call, &request, before, beforeId, limit](Transaction &transaction) {
        if (!ConnectionStore(transaction, call.scope).workspace(request.workspaceId))
            throw Problem::of(ProblemCode::NotFound);
        return AgentSessionStore(transaction, call.scope)
            .list(request.workspaceId, call.caller.user, before, beforeId, limit);
    };
    api::AgentSessionList list;
    list.items = co_await m_parts.database.read(call.scope, std::move(read));
    if (int(list.items.size()) == limit) {
        list.items.pop_back();
        const api::AgentSessionSummary &last = list.items.back();
        const QStringList position{QString::number(last.updatedAt.msSinceEpoch), last.id.toString()};
        list.nextCursor = encodeCursor(position);
    }
    co_return list;
}

Awaitable<api::AgentSession> AgentChat::session(Call call, api::AgentSessionRequest request)
{
    auto read = [&call, request](Transaction &transaction) {
        AgentSessionStore store(transaction, call.scope);
        const auto found = store.find(request.workspaceId, request.sessionId, call.caller.user);
        if (!found)
            throw Problem::of(ProblemCode::NotFound);
        return api::AgentSession{*found, store.messages(found->id, messagesShown)};
    };
    co_return co_await m_parts.database.read(call.scope, std::move(read));
}

Awaitable<api::Empty> AgentChat::removeSession(Call call, api::AgentSessionRequest request)
{
    auto write = [&call, request](Transaction &transaction) {
        AgentSessionStore store(transaction, call.scope);
        if (!store.find(request.workspaceId, request.sessionId, call.caller.user))
            throw Problem::of(ProblemCode::NotFound);
        store.remove(request.sessionId);
    };
    co_await m_parts.database.write(call.scope, std::move(write));
    auto stop = [this, tenant = call.scope.tenant(), user = call.caller.user,
                 session = ConversationId(request.sessionId.uuid())] {
        m_running.stopConversation(tenant, user, session);
    };
    co_await m_parts.controlPool.run(call.scope.tenant(), std::move(stop));
    co_return api::Empty();
}

void AgentChat::endInterrupted()
{
    const auto running = m_parts.database.readNow([](Transaction &transaction) {
        return transaction.select(PlatformScope::ofStartup(), u"agents/find_interrupted"_s);
    });
    const Problem interrupted =
        Problem::of(ProblemCode::Unavailable, tr("The server stopped while this was being answered."),
                    tr("Ask the question again."));
    for (const Record &record : running) {
        const TenantScope scope = TenantScope::ofJob(record.id<TenantId>(u"tenant_id"_s));
        m_parts.events.endAbandoned(scope, record.id<StreamId>(u"stream_id"_s), "problem",
                                    api::toJson(toEvent(interrupted)));
        m_parts.database.writeNow(scope, [&](Transaction &transaction) {
            AgentSessionStore::MessageEnd end{u"failed"_s};
            end.problem = toEvent(interrupted);
            AgentSessionStore(transaction, scope)
                .finishMessage(record.id<MessageId>(u"id"_s), end, m_parts.clock.now());
        });
    }
}

} // namespace tabletalk
