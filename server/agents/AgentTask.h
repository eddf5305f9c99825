// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AgentChat.h"
#include "server/api/Call.h"

#include <boost/json/object.hpp>

#include <chrono>
#include <stop_token>
#include <vector>

namespace tabletalk {

/// A question to an agent, for whom it is answered, and what was said before.
struct AgentTask
{
    Call call;
    WorkspaceId workspace;
    api::Agent agent;
    QString question;
    struct Turn
    {
        QString question;
        QString answer;
    };
    std::vector<Turn> history = {}; ///< oldest first
    MessageId message;              ///< under which what left is recorded, and which was counted as a question
    std::stop_token stop = {};
    QString memory = {}; ///< facts, one a line
};

/// What an agent found.
struct AgentOutcome
{
    QString text; ///< with the numbers of citations
    std::vector<api::Citation> citations;
    std::vector<api::AgentStep> steps;
    QString note;
    QString model; ///< that wrote it; empty: none did
    double confidence = 0;
    boost::json::object data; ///< of the first statement that ran, as the tool "sql" gives it
};

/// Follows an agent at work. Called by one thread at a time; does not wait.
class AgentWatcher
{
public:
    virtual ~AgentWatcher() = default;
    /// An event of core/api/AgentChat.h.
    virtual void told(const char *type, boost::json::value data) = 0;
};

/// Bounds of one answer.
struct AgentBounds
{
    int steps = 8;               ///< requests to a model
    int calls = 16;              ///< of tools
    qint64 tokens = 60'000;      ///< of all requests, with answers
    qsizetype toolText = 60'000; ///< characters that tools give to a model
    std::chrono::milliseconds time{180'000};
};

} // namespace tabletalk
