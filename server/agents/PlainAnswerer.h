// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/agents/PassageAnswer.h"
#include "core/api/Search.h"
#include "server/agents/AgentTask.h"
#include "server/agents/ToolSteps.h"

#include <optional>

namespace tabletalk {

class Consultant;

/// Answers without a model: takes the question apart, lets each part be answered by the database that understands it
/// or by the sentences of documents that say it, and cites both. What nothing answers is said to be unanswered.
class PlainAnswerer
{
public:
    PlainAnswerer(Consultant &consultant, const AgentTask &task, ToolSteps &steps, AgentWatcher &watcher, Instant now)
        : m_consultant(consultant)
        , m_task(task)
        , m_steps(steps)
        , m_watcher(watcher)
        , m_now(now)
    {}

    /// Where the answer of each part is looked for.
    Awaitable<void> plan();
    /// Whether databases answer all of it, and surely: no model can do better.
    bool isSure() const;
    Awaitable<AgentOutcome> answer();

private:
    /// A database that may answer a part, and how well it seems to understand it.
    struct Reading
    {
        ConnectionId database;
        QString name;
        double confidence = 0;
        bool sure = false;
        double score = 0; ///< confidence without what was not understood
    };
    struct Part
    {
        QString text;
        std::optional<Reading> reading;
        std::vector<api::SearchHit> hits; ///< once they were looked for
        std::vector<int> numbers;         ///< of their citations
        std::vector<agents::QuotedSentence> quoted;
        std::optional<agents::QuotedSentence> nearest; ///< where none answers
        bool searched = false;
        bool byDatabase = false;
    };

    Awaitable<std::optional<Reading>> bestReading(QString text);
    Awaitable<void> search(Part &part);
    Awaitable<void> decide(Part &part);
    Awaitable<QString> fromDatabase(Part &part, AgentOutcome &outcome);
    QString fromDocuments(const Part &part) const;
    QString notAnswered(const Part &part) const;
    bool canSearch() const;

    Consultant &m_consultant;
    const AgentTask &m_task;
    ToolSteps &m_steps;
    AgentWatcher &m_watcher;
    const Instant m_now;
    std::vector<Part> m_parts;
};

} // namespace tabletalk
