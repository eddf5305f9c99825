// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/ask/Translator.h"
#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/chat/AnswerLimits.h"
#include "server/chat/AskPipeline.h"
#include "server/chat/Neighbours.h"
#include "server/chat/ResultService.h"
#include "server/chat/RunningAnswers.h"

#include <functional>
#include <memory>

namespace tabletalk {

class AuditSink;
class Clock;
class ConnectionService;
class EventService;
class EventWriter;
class ExampleService;
class ModelHelp;
class PlatformDatabase;
class PreparedDatabases;
class Transaction;
class UsageFollowers;
class Vault;
class VocabularyService;
class WorkerPool;

/// What chat is made of; all outlive it.
struct ChatParts
{
    PlatformDatabase &database;
    EventService &events;
    ConnectionService &connections;
    VocabularyService &vocabularies;
    ExampleService &examples;
    AuditSink &audit;
    Vault &vault;
    WorkerPool &targetPool;  ///< blocking work on tenants' databases
    WorkerPool &controlPool; ///< short work that may block, never behind slow queries
    const ask::Translator &translator;
    PreparedDatabases &prepared;
    ModelHelp &models;
    UsageFollowers &usage;
    const Clock &clock;
    QString node; ///< of this server, as NodeService has it
    QString spoolDirectory;
    AnswerLimits limits;
};

/// Questions and their answers. An answer is a stored stream of
/// events (started, plan, sql, rows, chart, text, done | problem) and goes on when the
/// client that asked is gone.
class ChatService
{
public:
    explicit ChatService(ChatParts parts);
    ~ChatService();

    Awaitable<api::Answer> ask(Call call, api::AskRequest request);
    Awaitable<api::Answer> run(Call call, api::RunRequest request);
    Awaitable<api::Empty> cancel(Call call, api::CancelRequest request);
    Awaitable<api::ResultPage> readResult(Call call, api::ReadResultRequest request);
    /// The rows of answers, arranged in other ways.
    ResultService &results() { return m_results; }
    Awaitable<api::AskableDatabaseList> databases(Call call);

    /// Of a conversation that was deleted: stops what it still asks and removes its rows. Blocking.
    void endConversation(TenantId tenant, UserId user, ConversationId id, const std::vector<ResultId> &results);

    /// Removes rows of answers that nothing names any more. At start, before anything is
    /// answered. Blocking.
    void removeStrayFiles();
    /// Ends the answers of servers that are not alive, so that whoever resumes their stream
    /// gets a clear end. Of several servers that do so one ends each. Blocking.
    void endInterrupted();

    /// Removes rows that have been kept long enough; a bounded number at a time. Blocking.
    void dropExpiredResults();

    /// Of an organisation that was deleted. Blocking.
    void removeResultFiles(const std::vector<ResultId> &results);

    /// Asks everything under way to stop.
    void stopAll();
    /// As RunningAnswers::endTenant; blocking.
    bool endTenant(TenantId tenant, std::chrono::milliseconds patience)
    {
        return m_running.endTenant(tenant, patience);
    }
    /// To which answer rows belong that still arrive.
    std::optional<MessageId> messageOfLiveResult(TenantId tenant, ResultId result)
    {
        return m_results.live().messageOf(tenant, result);
    }

private:
    struct Inquiry;
    /// An answer, and what keeps it in its conversation.
    struct Outcome
    {
        api::Answer answer;
        std::function<void(Transaction &)> keep;
    };
    using MakeAnswer = std::function<Result<AnswerOutline>(const Inquiry &, RowSink &, AskObserver &)>;
    using LiveResult = LiveResults::Entry;

    /// The problem of a question that another database of the workspace has a part in.
    std::optional<Problem> refusal(const ask::Question &question, const ask::PreparedDatabase &database,
                                   const Neighbourhood &neighbourhood) const;
    Awaitable<Inquiry> begin(Call call, ConnectionId database, std::optional<ConversationId> conversation,
                             QString question);
    Awaitable<api::Answer> answer(Inquiry inquiry, MakeAnswer make);
    Awaitable<Result<Outcome>> work(Inquiry &inquiry, const MakeAnswer &make, EventWriter &events, LiveResult &live);
    Result<Outcome> answerNow(const Inquiry &inquiry, const MakeAnswer &make, EventWriter &events, LiveResult &live);
    std::function<void(Transaction &)> keeperOf(const Inquiry &inquiry, const api::Answer &answer,
                                                SpooledResult result);
    std::function<void(Transaction &)> keeperOf(const Inquiry &inquiry, const Problem &problem);
    void recordOutcome(const Inquiry &inquiry, const Result<Outcome> &outcome);
    StatementLimits bounds() const; ///< of what answers
    StatementRunner runnerFor(const Inquiry &inquiry, std::stop_token stop, const StatementLimits &bounds) const;

    ChatParts m_parts;
    AskPipeline m_pipeline;
    Neighbours m_neighbours;
    ResultService m_results;
    RunningAnswers m_running;
};

} // namespace tabletalk
