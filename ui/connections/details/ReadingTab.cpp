// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/details/ReadingTab.h"

#include "ui/connections/DatabaseCatalog.h"
#include "ui/connections/DatabaseState.h"
#include "ui/connections/StageProgress.h"
#include "ui/connections/details/StageList.h"
#include "ui/connections/wizard/SelectionDialog.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/ScrollColumn.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

ReadingTab::ReadingTab(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"readingTab"_s);
    QVBoxLayout *column = nullptr;
    QWidget *inside = makeScrollColumn(this, &column);
    m_notice = new Notice(inside);
    column->addWidget(m_notice);
    buildAskable(column);
    buildStages(column);
    column->addStretch();
    connect(&context.catalog, &DatabaseCatalog::changed, this, [this](ConnectionId id) {
        if (m_id == id)
            refresh();
    });
}

void ReadingTab::buildAskable(QBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    m_askable = makeCard(this, &inside);
    m_askable->setObjectName(u"askable"_s);
    m_askableText = makeLabel({}, TextStyle::Strong, false, m_askable);
    m_askableText->setObjectName(u"askableText"_s);
    auto *ask = makeButton(u"askAlready"_s, tr("Ask now"), ButtonKind::Plain, m_askable, u"chat"_s);
    connect(ask, &QPushButton::clicked, this, [this] {
        if (m_id)
            m_context.navigator.ask(*m_id, {});
    });
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    row->addWidget(m_askableText, 1);
    row->addWidget(ask);
    inside->addLayout(row);
    m_askable->hide();
    column->addWidget(m_askable);
}

void ReadingTab::buildStages(QBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->setSpacing(space::large);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(space::tiny);
    m_title = makeLabel({}, TextStyle::Heading, false, card);
    m_title->setObjectName(u"onboardingStage"_s);
    m_detail = makeLabel({}, TextStyle::Body, true, card);
    texts->addWidget(m_title);
    texts->addWidget(m_detail);
    inside->addLayout(texts);
    m_stages = new StageList(card);
    inside->addWidget(m_stages);

    m_pause = makeButton(u"pauseOnboarding"_s, tr("Pause"), ButtonKind::Plain, card, u"pause"_s);
    m_resume = makeButton(u"resumeOnboarding"_s, tr("Go on"), ButtonKind::Primary, card, u"play"_s);
    m_cancel = makeButton(u"cancelOnboarding"_s, tr("Stop reading"), ButtonKind::Plain, card, u"stop"_s);
    m_again = makeButton(u"tryAgain"_s, tr("Read what changed"), ButtonKind::Plain, card, u"refresh"_s);
    m_everything = makeButton(u"readAll"_s, tr("Read everything again"), ButtonKind::Plain, card, u"refresh"_s);
    m_choose = makeButton(u"chooseTables"_s, tr("Choose tables…"), ButtonKind::Plain, card, u"table"_s);
    DatabaseCatalog &catalog = m_context.catalog;
    connect(m_pause, &QPushButton::clicked, this, [this, &catalog] { catalog.pauseOnboarding(*m_id); });
    connect(m_resume, &QPushButton::clicked, this, [this, &catalog] { catalog.resumeOnboarding(*m_id); });
    connect(m_cancel, &QPushButton::clicked, this, [this, &catalog] { catalog.cancelOnboarding(*m_id); });
    connect(m_again, &QPushButton::clicked, this, [this, &catalog] { catalog.onboardAgain(*m_id, false); });
    connect(m_everything, &QPushButton::clicked, this, [this, &catalog] { catalog.onboardAgain(*m_id, true); });
    connect(m_choose, &QPushButton::clicked, this, &ReadingTab::chooseTables);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    for (QPushButton *button : {m_pause, m_resume, m_cancel, m_again, m_everything, m_choose})
        row->addWidget(button);
    row->addStretch();
    inside->addLayout(row);
    column->addWidget(card);
}

void ReadingTab::show(ConnectionId id)
{
    m_id = id;
    refresh();
    // Its stages are in no list.
    m_context.catalog.refetch(id);
}

void ReadingTab::refresh()
{
    const api::Database *database = m_id ? m_context.catalog.find(*m_id) : nullptr;
    if (!database)
        return;
    const bool working = DatabaseCatalog::isWorking(*database);
    const bool paused = DatabaseCatalog::isPaused(*database);
    const bool ready = DatabaseCatalog::isReady(*database);
    refreshHeading(*database);
    refreshNotice(*database);
    refreshAskable(*database);
    m_stages->setStages(stagesOf(*database), working ? database->onboarding.secondsLeft : std::nullopt);
    m_pause->setVisible(working);
    m_resume->setVisible(paused);
    m_cancel->setVisible(working || paused);
    m_again->setVisible(!working && !paused);
    m_again->setText(ready ? tr("Read what changed") : tr("Try again"));
    m_again->setAccessibleName(m_again->text());
    setStyleClass(m_again, "primary", !ready);
    m_again->setIcon(icon(u"refresh"_s, ready ? IconTint::Text : IconTint::OnAccent));
    m_everything->setVisible(ready);
    m_choose->setVisible(!working && database->kind != u"sample");
}

void ReadingTab::refreshHeading(const api::Database &database)
{
    const QString &stage = database.onboarding.stage;
    if (stage == u"ready")
        m_title->setText(database.tableCount ? tr("%1 read and understood").arg(tableCountText(*database.tableCount))
                                             : tr("Read and understood"));
    else if (stage == u"failed" || stage == u"cancelled")
        m_title->setText(tr("How far it came"));
    else
        m_title->setText(stateText(database));
    QString detail;
    if (DatabaseCatalog::isWorking(database))
        detail = tr("It goes on when you close the window, and after a restart.");
    else if (DatabaseCatalog::isPaused(database))
        detail = tr("What was read so far is kept. Nothing is asked of the database meanwhile.");
    else if (stage == u"ready" && database.onboardedAt)
        detail = tr("Finished %1.")
                     .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(database.onboardedAt->msSinceEpoch),
                                             QLocale::ShortFormat));
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
}

void ReadingTab::refreshNotice(const api::Database &database)
{
    const QString &stage = database.onboarding.stage;
    if (stage == u"failed") {
        Problem problem =
            Problem::of(ProblemCode::NotReady, database.onboarding.detail,
                        tr("When the cause is mended, press \"Try again\". What was read before is kept."));
        problem.title = tr("The database could not be read");
        m_notice->show(problem);
    } else if (stage == u"cancelled") {
        m_notice->show(Notice::Kind::Accent, tr("Reading was stopped."),
                       tr("Press \"Try again\" to go on; what was read is kept."));
    } else {
        m_notice->hide();
    }
}

void ReadingTab::refreshAskable(const api::Database &database)
{
    const bool partly = DatabaseCatalog::isAskable(database) && !DatabaseCatalog::isReady(database);
    m_askable->setVisible(partly);
    if (!partly)
        return;
    const auto stages = stagesOf(database);
    const auto profiling = std::ranges::find(stages, u"profiling"_s, &api::OnboardingStage::stage);
    const bool counted = profiling != stages.end() && profiling->total > 0 && profiling->done < profiling->total;
    const QLocale locale;
    // Before the first was looked at, their names and types are what answers come from.
    m_askableText->setText(!counted ? tr("You can ask already, of what has been read before.")
                           : profiling->done == 0
                               ? tr("You can ask already: the tables are known by their names and types.")
                               : tr("You can ask already: %1 of %2 tables are known.")
                                     .arg(locale.toString(profiling->done), locale.toString(profiling->total)));
}

void ReadingTab::chooseTables()
{
    const api::Database *database = m_id ? m_context.catalog.find(*m_id) : nullptr;
    if (!database)
        return;
    auto *dialog = new SelectionDialog(m_context, *database, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace tabletalk::ui
