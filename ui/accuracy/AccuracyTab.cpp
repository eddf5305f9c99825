// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accuracy/AccuracyTab.h"

#include "ui/accuracy/PairsCard.h"
#include "ui/accuracy/RunsCard.h"
#include "ui/connections/DatabaseCatalog.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/ScrollColumn.h"

#include <QBoxLayout>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds lookAgain{1000};

} // namespace

AccuracyTab::AccuracyTab(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"accuracyTab"_s);
    QVBoxLayout *column = nullptr;
    QWidget *inside = makeScrollColumn(this, &column);
    m_problem = new Notice(inside);
    m_broken = new Notice(inside);
    m_broken->setObjectName(u"accuracyBroken"_s);
    m_fallen = new Notice(inside);
    m_fallen->setObjectName(u"accuracyFallen"_s);
    for (Notice *notice : {m_problem, m_broken, m_fallen}) {
        notice->hide();
        column->addWidget(notice);
    }
    m_pairs = new PairsCard(context, inside);
    m_runs = new RunsCard(context, inside);
    column->addWidget(m_runs);
    column->addWidget(m_pairs);
    column->addStretch();
    m_again.setSingleShot(true);
    m_again.setInterval(lookAgain);
    connect(&m_again, &QTimer::timeout, this, &AccuracyTab::reload);
    connect(m_pairs, &PairsCard::changed, this, &AccuracyTab::reload);
    connect(m_runs, &RunsCard::changed, this, &AccuracyTab::reload);
}

void AccuracyTab::show(ConnectionId id)
{
    m_id = id;
    m_pairs->show(id);
    m_runs->show(id);
    reload();
}

/// The database may have been read again since it was looked at last.
void AccuracyTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void AccuracyTab::reload()
{
    if (!m_id || !isVisible() || !m_context.session.isReady())
        return;
    m_context.session.call<api::AccuracyState>("accuracy.read", api::AccuracyRequest{*m_id}, this,
                                               [this, id = m_id](const Result<api::AccuracyState> &answer) {
                                                   if (id != m_id)
                                                       return;
                                                   if (!answer)
                                                       return m_problem->show(answer.error());
                                                   m_problem->hide();
                                                   take(*answer);
                                               });
}

void AccuracyTab::take(const api::AccuracyState &state)
{
    m_broken->hide();
    m_fallen->hide();
    for (const api::AccuracyWarning &warning : state.warnings) {
        if (warning.kind == u"broken")
            m_broken->show(Notice::Kind::Warning, tr("The schema changed under some tests"), warning.text);
        else
            m_fallen->show(Notice::Kind::Warning, tr("Answers became less accurate"), warning.text);
    }
    m_pairs->take(state);
    m_runs->take(state);
    const api::Database *database = m_context.catalog.find(*m_id);
    const bool saysBroken = database && database->brokenTests;
    const bool saysFallen = database && database->accuracyFell.value_or(false);
    if (database && (saysBroken == m_broken->isHidden() || saysFallen == m_fallen->isHidden()))
        m_context.catalog.refetch(*m_id); // what stands beside its name
    if (m_runs->isRunning())
        m_again.start();
}

} // namespace tabletalk::ui
