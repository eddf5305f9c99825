// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workflows/AutomationsTab.h"

#include "ui/schedules/ScheduleWords.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/RowList.h"
#include "ui/widgets/Tables.h"
#include "ui/workflows/WorkflowWords.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 100;
constexpr int mostLines = 14;
constexpr std::chrono::milliseconds lookAgain{10'000};

QString startsText(const api::Automation &one)
{
    if (one.startedBy == u"event")
        return startEventText(one.event);
    if (one.startedBy == u"hand")
        return AutomationsTab::tr("by hand");
    return one.nextAt ? momentText(*one.nextAt) : u"–"_s;
}

QString lastText(const api::Automation &one)
{
    if (!one.lastState)
        return u"–"_s;
    const QString state = one.kind == u"schedule" ? outcomeText(*one.lastState) : runStateText(*one.lastState);
    return one.lastAt ? u"%1, %2"_s.arg(state, momentText(*one.lastAt)) : state;
}

QString aboutText(const api::Automation &one)
{
    QStringList parts;
    if (one.pausedBecause)
        parts << AutomationsTab::tr("Paused: %1").arg(*one.pausedBecause);
    if (one.lastDetail && !one.lastDetail->isEmpty())
        parts << AutomationsTab::tr("The last time: %1").arg(*one.lastDetail);
    if (one.failures > 1)
        parts << AutomationsTab::tr("It failed %1 times in a row.").arg(one.failures);
    if (!one.workspaceName.isEmpty())
        parts << AutomationsTab::tr("In the workspace %1.").arg(one.workspaceName);
    return parts.join(u'\n');
}

bool isWanted(const api::Automation &one, const QString &which)
{
    if (which == u"failed")
        return one.lastState && *one.lastState == u"failed";
    return which.isEmpty() || which == one.kind || which == one.state;
}

} // namespace

AutomationsTab::AutomationsTab(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_notice(new Notice(this))
{
    setObjectName(u"automationsTab"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::medium, 0, 0);
    column->setSpacing(space::medium);
    m_notice->hide();
    column->addWidget(m_notice);
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_which = new QComboBox(card);
    m_which->setObjectName(u"automationKind"_s);
    m_which->setAccessibleName(tr("Which are shown"));
    m_which->addItem(tr("All"), QString());
    m_which->addItem(tr("Schedules"), u"schedule"_s);
    m_which->addItem(tr("Workflows"), u"workflow"_s);
    m_which->addItem(tr("Failed the last time"), u"failed"_s);
    m_which->addItem(tr("Paused"), u"paused"_s);
    row->addWidget(m_which);
    row->addStretch();
    m_pause = makeButton(u"pauseAutomation"_s, tr("Pause"), ButtonKind::Plain, card, u"pause"_s);
    m_pause->setToolTip(tr("It rests until its owner lets it go on."));
    row->addWidget(m_pause);
    inside->addLayout(row);
    m_list = new RowList({u"automations"_s,
                          tr("What runs by itself in the organisation"),
                          {tr("Name"), tr("Kind"), tr("Owner"), tr("Next"), tr("Last time"), tr("State")},
                          tr("They are being listed…"),
                          u"noAutomations"_s,
                          mostLines},
                         card);
    inside->addWidget(m_list);
    m_about = makeLabel({}, TextStyle::Caption, true, card);
    m_about->setObjectName(u"automationAbout"_s);
    inside->addWidget(m_about);
    m_more = makeButton(u"moreAutomations"_s, tr("Older ones"), ButtonKind::Quiet, card);
    inside->addWidget(m_more, 0, Qt::AlignLeft);
    column->addWidget(card);
    column->addStretch();
    connect(m_which, &QComboBox::currentIndexChanged, this, &AutomationsTab::showRows);
    connect(m_list, &RowList::chosenChanged, this, &AutomationsTab::updateButtons);
    connect(m_pause, &QPushButton::clicked, this, &AutomationsTab::pause);
    connect(m_more, &QPushButton::clicked, this, [this] { load(m_nextCursor); });
    m_again.setInterval(lookAgain);
    connect(&m_again, &QTimer::timeout, this, &AutomationsTab::reload);
    updateButtons();
}

void AutomationsTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    load(std::nullopt);
    m_again.start();
}

void AutomationsTab::hideEvent(QHideEvent *event)
{
    m_again.stop();
    QWidget::hideEvent(event);
}

/// Not while older ones are looked at, which would go.
void AutomationsTab::reload()
{
    if (m_items.size() <= pageSize)
        load(std::nullopt);
}

void AutomationsTab::load(const std::optional<QString> &cursor)
{
    m_context.session.call<api::AutomationList>("automations.list", api::ListRequest{pageSize, cursor}, this,
                                                [this, isFirst = !cursor](const Result<api::AutomationList> &answer) {
                                                    if (!answer)
                                                        return m_notice->show(answer.error());
                                                    m_notice->hide();
                                                    take(*answer, isFirst);
                                                });
}

void AutomationsTab::take(const api::AutomationList &page, bool isFirst)
{
    if (isFirst)
        m_items.clear();
    m_items.insert(m_items.end(), page.items.begin(), page.items.end());
    m_nextCursor = page.nextCursor;
    showRows();
}

void AutomationsTab::showRows()
{
    const QString which = m_which->currentData().toString();
    std::vector<TextTableModel::Row> rows;
    for (const api::Automation &one : m_items) {
        if (isWanted(one, which))
            rows.push_back({one.id,
                            {one.name, one.kind == u"schedule" ? tr("Schedule") : tr("Workflow"),
                             one.ownerName.isEmpty() ? tr("somebody who left") : one.ownerName, startsText(one),
                             lastText(one), one.state == u"paused" ? tr("paused") : tr("active")}});
    }
    m_list->setNone(which.isEmpty() ? tr("Nothing runs by itself in this organisation yet.")
                                    : tr("There is none of these."));
    m_list->setRows(std::move(rows));
    m_more->setVisible(m_nextCursor.has_value());
    updateButtons();
}

const api::Automation *AutomationsTab::chosen() const
{
    const QString id = m_list->chosenId();
    for (const api::Automation &one : m_items) {
        if (one.id == id)
            return &one;
    }
    return nullptr;
}

void AutomationsTab::updateButtons()
{
    const api::Automation *one = chosen();
    m_pause->setEnabled(one && one->state != u"paused");
    m_about->setText(one ? aboutText(*one) : QString());
    m_about->setVisible(!m_about->text().isEmpty());
}

void AutomationsTab::pause()
{
    const api::Automation *one = chosen();
    if (!one)
        return;
    const auto taken = [this](const Result<api::Automation> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        for (api::Automation &each : m_items) {
            if (each.id == answer->id)
                each = *answer;
        }
        showRows();
    };
    if (const auto schedule = ScheduleId::fromString(one->id); schedule && one->kind == u"schedule")
        m_context.session.call<api::Automation>("automations.pauseSchedule", api::PauseScheduleRequest{*schedule}, this,
                                                taken);
    else if (const auto workflow = WorkflowId::fromString(one->id))
        m_context.session.call<api::Automation>("automations.pauseWorkflow", api::PauseWorkflowRequest{*workflow}, this,
                                                taken);
}

} // namespace tabletalk::ui
