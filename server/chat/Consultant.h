// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/ask/Translator.h"
#include "core/base/Cell.h"
#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/chat/AnswerLimits.h"
#include "server/chat/AskPipeline.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace tabletalk {

class AuditSink;
class Clock;
class ConnectionService;
class ExampleService;
class ModelHelp;
class PlatformDatabase;
class PreparedDatabases;
class VocabularyService;
class WorkerPool;

/// What the consultant is made of; all outlive it.
struct ConsultantParts
{
    PlatformDatabase &database;
    ConnectionService &connections;
    VocabularyService &vocabularies;
    ExampleService &examples;
    AuditSink &audit;
    WorkerPool &targetPool;
    const ask::Translator &translator;
    PreparedDatabases &prepared;
    ModelHelp &models;
    const Clock &clock;
    AnswerLimits limits;
};

/// What is asked of a database besides conversations, for whom, and how much of the rows is wanted.
struct Consultation
{
    Call call;
    ConnectionId database;
    QString question;
    std::vector<QString> history = {};
    std::optional<MessageId> message = std::nullopt; ///< of the answer it is a part of, which was counted; else counted
    bool mayAskModel = true;
    qint64 rows = 200;
    std::stop_token stop = {};
};

struct Consulted
{
    AnswerOutline outline;
    std::vector<Row> rows; ///< the first ones
    qint64 ms = 0;
};

/// Asks databases as chat does (analyst and model, guard, read-only mode, limits, audit), without a conversation of its
/// own: for the tools of agents, workflows and other assistants. Thread-safe.
class Consultant
{
public:
    explicit Consultant(ConsultantParts parts)
        : m_parts(parts)
    {}

    /// Databases of the workspace that can be asked now, by name.
    Awaitable<std::vector<api::AskableDatabase>> databases(TenantScope scope, WorkspaceId workspace);
    /// What the analyst makes of a question there, without running it.
    Awaitable<Result<ask::Translation>> understand(TenantScope scope, ConnectionId database, ask::Question question);
    Awaitable<Result<Consulted>> ask(Consultation consultation);
    /// A statement in place of a question. Forbidden where the caller may not run statements of their own.
    Awaitable<Result<Consulted>> run(Consultation consultation, QString sql);

private:
    struct Ready;

    Awaitable<Ready> ready(TenantScope scope, ConnectionId id);
    Awaitable<Result<Consulted>> answered(const Consultation &consultation,
                                          std::function<Result<AnswerOutline>(RowSink &)> make);
    Awaitable<void> begin(const Consultation &consultation);
    Awaitable<void> end(const Consultation &consultation, const Result<Consulted> &outcome);
    StatementRunner runnerFor(const Consultation &consultation, const StatementLimits &limits) const;

    ConsultantParts m_parts;
};

} // namespace tabletalk
