// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/AgentRunner.h"

#include "core/base/Clock.h"
#include "server/agents/ModelLoop.h"
#include "server/agents/PlainAnswerer.h"
#include "server/chat/Consultant.h"
#include "server/models/ModelService.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Agents", text);
}

void addNote(QString &notes, const QString &note)
{
    if (!note.isEmpty())
        notes = notes.isEmpty() ? note : QString(notes + u' ' + note);
}

} // namespace

/// Nothing where the agent asks none, the organisation has none, or it may not be asked now.
Awaitable<std::optional<ModelPlan>> AgentRunner::modelFor(const AgentTask &task, QString &note)
{
    std::optional<ModelPlan> plan;
    if (task.agent.model == u"none")
        co_return plan;
    try {
        plan = co_await m_parts.models.planFor(task.call);
    } catch (const Problem &problem) {
        addNote(note, tr("No model was asked: %1").arg(problem.detail.isEmpty() ? problem.title : problem.detail));
    }
    if (plan && task.agent.model != u"organization")
        plan->target.model = task.agent.model;
    co_return plan;
}

Awaitable<AgentOutcome> AgentRunner::run(AgentTask task, AgentWatcher &watcher)
{
    ToolSteps steps(m_parts.tools, m_parts.clock, task, watcher);
    PlainAnswerer plain(m_parts.consultant, task, steps, watcher, m_parts.clock.now());
    QString note;
    std::optional<ModelPlan> plan = co_await modelFor(task, note);
    AgentOutcome outcome;
    bool answered = false;
    bool planned = false;
    if (plan && plan->choice.mode == ModelMode::Auto) { // spares a model what the analyst is sure of
        co_await plain.plan();
        planned = true;
    }
    if (plan && !(planned && plain.isSure())) {
        ModelLoop loop(m_parts.models, m_parts.clock, task, steps, watcher, m_parts.bounds);
        Result<AgentOutcome> written = co_await loop.answer(*plan);
        if (written) {
            outcome = *std::move(written);
            answered = true;
        } else if (written.error().code == ProblemCode::Cancelled) {
            throw std::move(written).error();
        } else {
            const Problem &problem = written.error();
            addNote(note, tr("The model could not answer (%1); this was found without it.")
                              .arg(problem.detail.isEmpty() ? problem.title : problem.detail));
        }
    }
    if (!answered) {
        if (!planned)
            co_await plain.plan();
        outcome = co_await plain.answer();
    }
    if (task.stop.stop_requested())
        throw Problem::of(ProblemCode::Cancelled);
    outcome.citations = CitationList::cited(steps.citations().all(), outcome.text);
    outcome.steps = steps.steps();
    addNote(outcome.note, note);
    co_return outcome;
}

} // namespace tabletalk
