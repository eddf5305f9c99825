// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AgentMemory.h"
#include "server/access/Viewer.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;

/// What an agent knows before it answers. Data, never instructions: whoever shows it to a model marks it as such.
struct RecalledMemory
{
    std::vector<api::MemoryFact> facts; ///< what fits the question best first, at most AgentMemory::mostRecalled
    QString question;                   ///< in the words of the data: "returns in my region" is "refunds in Kansai"
    std::vector<AgentMemoryId> applied; ///< the facts that changed the question

    /// The facts, one a line, for the part of a prompt that holds data; empty where there are none.
    QString lines() const;
};

/// A fact that is to be kept.
struct NewMemory
{
    WorkspaceId workspace;
    std::optional<AgentId> agent = std::nullopt; ///< for that one alone
    QString text;                                ///< also with "remember that" in front
    bool forAll = false;                         ///< of the workspace: needs agents.manage
    QString origin = QStringLiteral("said");     ///< said, proposed (by a model's tool "remember"), written
    QString question = {};                       ///< that it came from
    std::optional<MessageId> answer = std::nullopt;
    std::optional<Instant> expiresAt = std::nullopt;
};

/// What the agents of a workspace keep in mind: facts about the organisation, which everybody who may ask there
/// sees, and facts about one person, which that person alone sees. Kept only because a person said so, seen and
/// erased in one place; what a model proposes is kept apart, and counts for nothing until its person confirms it. With
/// a question that core/memory's wishIn() reads, whoever runs an agent calls remember() instead of answering.
/// Thread-safe.
class AgentMemory
{
public:
    AgentMemory(PlatformDatabase &database, const Clock &clock)
        : m_database(database)
        , m_clock(clock)
    {}

    static constexpr size_t mostRecalled = 20;
    static constexpr qsizetype mostRecalledText = 4'000;
    static constexpr int mostPersonal = 200;  ///< of a person in a workspace
    static constexpr int mostWorkspace = 500; ///< of a workspace
    static constexpr int mostProposed = 3;    ///< that a model may keep in one answer

    /// Before an agent answers.
    Awaitable<RecalledMemory> recall(TenantScope scope, Viewer viewer, WorkspaceId workspace,
                                     std::optional<AgentId> agent, QString question);
    /// The same fact twice is one; what a model proposed is confirmed by the person's own word. Throws InvalidRequest,
    /// Forbidden, LimitReached.
    Awaitable<api::MemoryFact> remember(Call call, NewMemory fact);

    Awaitable<api::MemoryFactList> list(Call call, api::MemoryListRequest request);
    Awaitable<api::MemoryFact> add(Call call, api::RememberRequest request);
    Awaitable<api::MemoryFact> update(Call call, api::UpdateMemoryRequest request);
    /// A fact that a model proposed counts from then on. Only whoever it was proposed to may.
    Awaitable<api::MemoryFact> confirm(Call call, api::MemoryRequest request);
    Awaitable<api::Empty> forget(Call call, api::MemoryRequest request);
    Awaitable<api::Forgotten> forgetAll(Call call, api::ForgetRequest request);

    /// Housekeeping; blocking.
    void dropExpired();

private:
    PlatformDatabase &m_database;
    const Clock &m_clock;
};

} // namespace tabletalk
