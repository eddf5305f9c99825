// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/SampleFlow.h"

#include "core/api/Chat.h"
#include "ui/connections/DatabaseCatalog.h"
#include "ui/shell/Messages.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"

#include <QRegularExpression>

namespace tabletalk::ui {

namespace {

const QString &sampleUrl()
{
    static const QString url = QStringLiteral("sample:retail");
    return url;
}

/// The first answer should show a table and a chart and not one figure only: the first
/// question that asks for groups.
QString mostTelling(const std::vector<QString> &suggestions)
{
    static const QRegularExpression groups(QStringLiteral("\\b(by|each|per|top)\\b"),
                                           QRegularExpression::CaseInsensitiveOption);
    for (const QString &question : suggestions) {
        if (question.contains(groups))
            return question;
    }
    return suggestions.front();
}

} // namespace

SampleFlow::SampleFlow(WindowContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    connect(&context.navigator, &Navigator::sampleWanted, this, &SampleFlow::start);
    connect(&context.catalog, &DatabaseCatalog::reset, this, &SampleFlow::advance);
    connect(&context.catalog, &DatabaseCatalog::changed, this, &SampleFlow::advance);
}

void SampleFlow::start()
{
    m_wanted = true;
    m_context.navigator.showPanel(QStringLiteral("chat"));
    advance();
}

/// Goes one step on whenever something changed; waits otherwise.
void SampleFlow::advance()
{
    if (!m_wanted || !m_context.catalog.isLoaded())
        return;
    const api::Database *sample = nullptr;
    for (const api::Database &database : m_context.catalog.databases()) {
        if (m_sample ? database.id == *m_sample
                     : database.displayUrl == sampleUrl() || database.name == tr("Sample shop"))
            sample = &database;
    }
    if (!sample)
        return create();
    m_sample = sample->id;
    if (DatabaseCatalog::isReady(*sample)) {
        m_wanted = false;
        askFirstQuestion();
    } else if (!DatabaseCatalog::isWorking(*sample)) {
        // Failed or stopped before: the panel of the database says why and offers to try again.
        m_wanted = false;
        m_context.navigator.showDatabase(sample->id);
    }
}

void SampleFlow::create()
{
    if (m_creating)
        return;
    m_creating = true;
    api::CreateDatabaseRequest request;
    request.name = tr("Sample shop");
    request.url = sampleUrl();
    m_context.catalog.create(request, this, [this](const Result<api::Database> &answer) {
        m_creating = false;
        if (!answer) {
            m_wanted = false;
            m_context.messages.report(answer.error());
            return;
        }
        m_sample = answer->id;
        advance();
    });
}

void SampleFlow::askFirstQuestion()
{
    const ConnectionId id = *m_sample;
    m_context.session.call<api::AskableDatabaseList>(
        "chat.databases", api::ListRequest{200, {}}, this, [this, id](const Result<api::AskableDatabaseList> &answer) {
            QString question;
            if (answer) {
                for (const api::AskableDatabase &database : answer->items) {
                    if (database.id == id && !database.suggestions.empty())
                        question = mostTelling(database.suggestions);
                }
            } else {
                m_context.messages.report(answer.error());
            }
            m_context.navigator.ask(id, question);
        });
}

} // namespace tabletalk::ui
