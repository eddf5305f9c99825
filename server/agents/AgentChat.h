// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AgentChat.h"
#include "server/agents/AgentRunner.h"
#include "server/agents/AgentSessionStore.h"
#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/chat/RunningAnswers.h"

namespace tabletalk {

class AgentMemory;
class EventService;
class PlatformDatabase;
class UsageFollowers;
class WorkerPool;

/// What asking agents is made of; all outlive it.
struct AgentChatParts
{
    PlatformDatabase &database;
    EventService &events;
    AgentRunner &runner;
    AgentMemory &memory;
    UsageFollowers &usage;
    WorkerPool &controlPool;
    const Clock &clock;
    QString node;
    std::chrono::milliseconds heartbeat{5'000}; ///< of answers as server-sent events
};

/// Questions to agents, kept in sessions. An answer is a stored stream of events; as server-sent events it ends when
/// its reader is gone. Thread-safe.
class AgentChat
{
public:
    explicit AgentChat(AgentChatParts parts);

    /// With request.stream over HTTP the events are call.stream's, and the answer that is returned is empty.
    Awaitable<api::AgentAnswer> ask(Call call, api::AskAgentRequest request);
    /// For something that can be cancelled, such as a workflow: stop ends the answer. Does not stream.
    Awaitable<api::AgentAnswer> askUntil(std::stop_token stop, Call call, api::AskAgentRequest request);
    Awaitable<api::Empty> stop(Call call, api::StopAgentRequest request);
    Awaitable<api::Empty> follow(Call call, api::FollowAgentRequest request);
    Awaitable<api::AgentSessionList> sessions(Call call, api::AgentSessionListRequest request);
    Awaitable<api::AgentSession> session(Call call, api::AgentSessionRequest request);
    Awaitable<api::Empty> removeSession(Call call, api::AgentSessionRequest request);

    /// Ends the answers of servers that are not alive. Blocking.
    void endInterrupted();
    void stopAll() { m_running.stopAll(); }
    /// As RunningAnswers::endTenant; blocking.
    bool endTenant(TenantId tenant, std::chrono::milliseconds patience)
    {
        return m_running.endTenant(tenant, patience);
    }

private:
    struct Inquiry;

    Awaitable<std::shared_ptr<Inquiry>> begin(Call call, api::AskAgentRequest request);
    Awaitable<api::AgentAnswer> answer(std::shared_ptr<Inquiry> inquiry);
    Awaitable<AgentOutcome> work(Inquiry &inquiry, AgentWatcher &watcher);
    api::AgentAnswer messageOf(const Inquiry &inquiry, AgentOutcome outcome) const;
    std::function<void(Transaction &)> keeperOf(const Inquiry &inquiry, const Result<api::AgentAnswer> &answer) const;

    AgentChatParts m_parts;
    RunningAnswers m_running;
};

} // namespace tabletalk
