// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workflows/WorkflowWords.h"

#include <QCoreApplication>
#include <QHash>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WorkflowWords", text);
}

struct KindWords
{
    const char *kind;
    const char *name;
    const char *hint;
};

constexpr KindWords kinds[] = {
    {"sql", QT_TRANSLATE_NOOP("WorkflowWords", "Ask a database"),
     QT_TRANSLATE_NOOP("WorkflowWords", "Asks a question of a database, or runs a fixed statement.")},
    {"savedQuestion", QT_TRANSLATE_NOOP("WorkflowWords", "Run a saved question"),
     QT_TRANSLATE_NOOP("WorkflowWords", "Runs a question that was saved in this workspace.")},
    {"documents", QT_TRANSLATE_NOOP("WorkflowWords", "Look into documents"),
     QT_TRANSLATE_NOOP("WorkflowWords", "Answers from the documents of this workspace.")},
    {"hybrid_search", QT_TRANSLATE_NOOP("WorkflowWords", "Search by words and meaning"),
     QT_TRANSLATE_NOOP("WorkflowWords", "Finds passages by their words and by what they mean.")},
    {"vector_search", QT_TRANSLATE_NOOP("WorkflowWords", "Search by meaning"),
     QT_TRANSLATE_NOOP("WorkflowWords", "Finds passages that mean alike.")},
    {"graph_search", QT_TRANSLATE_NOOP("WorkflowWords", "Follow relations"),
     QT_TRANSLATE_NOOP("WorkflowWords", "Finds who and what is connected in the documents.")},
    {"agent", QT_TRANSLATE_NOOP("WorkflowWords", "Ask an agent"),
     QT_TRANSLATE_NOOP("WorkflowWords", "Puts a question to an agent of this workspace.")},
    {"condition", QT_TRANSLATE_NOOP("WorkflowWords", "Go on only if"),
     QT_TRANSLATE_NOOP("WorkflowWords", "Ends the run where what a step gave is not so.")},
    {"delivery", QT_TRANSLATE_NOOP("WorkflowWords", "Deliver"),
     QT_TRANSLATE_NOOP("WorkflowWords", "Mails, tells webhooks, or keeps a file.")},
};

QString wordsOf(const QString &kind, const char *KindWords::*member)
{
    for (const KindWords &known : kinds) {
        if (kind == QLatin1StringView(known.kind))
            return tr(known.*member);
    }
    return kind;
}

} // namespace

QString stepKindText(const QString &kind)
{
    return wordsOf(kind, &KindWords::name);
}

QString stepKindHint(const QString &kind)
{
    return wordsOf(kind, &KindWords::hint);
}

QString runStateText(const QString &state)
{
    if (state == u"waiting")
        return tr("waiting");
    if (state == u"running")
        return tr("running");
    if (state == u"done")
        return tr("done");
    if (state == u"ended")
        return tr("condition not met");
    return state == u"cancelled" ? tr("cancelled") : tr("failed");
}

const char *runStateBadge(const QString &state)
{
    if (state == u"done")
        return "success";
    if (state == u"failed")
        return "danger";
    if (state == u"running")
        return "accent";
    return state == u"ended" ? "warning" : "neutral";
}

QString startEventText(const QString &event)
{
    if (event == u"document.completed")
        return tr("when a document was read");
    if (event == u"question.answered")
        return tr("when a question was answered");
    if (event == u"question.failed")
        return tr("when a question could not be answered");
    if (event == u"limit.reached")
        return tr("when a limit of the plan comes near");
    if (event == u"onboarding.finished")
        return tr("when a database was read");
    return event == u"member.joined" ? tr("when somebody joined") : event;
}

QString startText(const api::Workflow &workflow)
{
    if (workflow.trigger.kind == u"schedule")
        return workflow.timesInWords;
    if (workflow.trigger.kind == u"event")
        return startEventText(workflow.trigger.event.value_or(QString()));
    return tr("by hand");
}

QString workflowStateText(const api::Workflow &workflow)
{
    if (workflow.state == u"paused")
        return tr("paused");
    return workflow.failures > 0 ? tr("failing") : tr("active");
}

QString starterText(const api::WorkflowRun &run)
{
    if (run.startedBy == u"schedule")
        return tr("its schedule");
    if (run.startedBy == u"event")
        return startEventText(run.event.value_or(QString()));
    return run.starterName.isEmpty() ? tr("somebody who left") : run.starterName;
}

} // namespace tabletalk::ui
