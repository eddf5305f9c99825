// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/details/StageList.h"

#include "ui/connections/DatabaseState.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/IconLabel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 20;

/// A bar counts in int; a database may not.
constexpr int barSteps = 1000;

QIcon iconOf(const QString &state)
{
    if (state == u"done")
        return icon(u"check"_s, IconTint::Success);
    if (state == u"running")
        return icon(u"play"_s, IconTint::Accent);
    if (state == u"paused")
        return icon(u"pause"_s, IconTint::Warning);
    if (state == u"failed")
        return icon(u"warning"_s, IconTint::Danger);
    if (state == u"cancelled")
        return icon(u"stop"_s, IconTint::Warning);
    return icon(u"clock"_s, IconTint::Muted);
}

QString countOf(const api::OnboardingStage &stage)
{
    if (stage.total <= 0)
        return {};
    const QLocale locale;
    return StageList::tr("%1 of %2").arg(locale.toString(stage.done), locale.toString(stage.total));
}

QString stateOf(const api::OnboardingStage &stage, std::optional<qint64> secondsLeft)
{
    QStringList parts;
    if (stage.state == u"done") {
        // What was counted is said with its unit below the name.
        parts = {StageList::tr("done"), stage.ms > 0 ? durationText(stage.ms) : QString()};
    } else if (stage.state == u"running") {
        parts = {countOf(stage), secondsLeft ? timeLeftText(*secondsLeft) : QString()};
        if (parts.join(QString()).isEmpty())
            parts = {StageList::tr("running")};
    } else if (stage.state == u"paused") {
        parts = {StageList::tr("paused"), countOf(stage)};
    } else if (stage.state == u"failed") {
        parts = {StageList::tr("failed"), countOf(stage)};
    } else if (stage.state == u"cancelled") {
        parts = {StageList::tr("stopped"), countOf(stage)};
    } else {
        parts = {StageList::tr("waiting")};
    }
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

} // namespace

StageList::StageList(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"stages"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::large);
}

StageList::Row StageList::makeRow()
{
    Row row;
    row.widget = new QWidget(this);
    row.icon = new IconLabel({}, iconSize, row.widget);
    row.title = makeLabel({}, TextStyle::Body, false, row.widget);
    row.title->setWordWrap(false);
    row.state = makeLabel({}, TextStyle::Caption, true, row.widget);
    row.state->setWordWrap(false);
    row.bar = new QProgressBar(row.widget);
    row.bar->setTextVisible(false);
    row.detail = makeLabel({}, TextStyle::Caption, true, row.widget);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::medium);
    line->addWidget(row.title, 1);
    line->addWidget(row.state);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(space::tiny);
    texts->addLayout(line);
    texts->addWidget(row.bar);
    texts->addWidget(row.detail);
    auto *outer = new QHBoxLayout(row.widget);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(space::medium);
    outer->addWidget(row.icon, 0, Qt::AlignTop);
    outer->addLayout(texts, 1);
    layout()->addWidget(row.widget);
    return row;
}

void StageList::fill(Row &row, const api::OnboardingStage &stage, std::optional<qint64> secondsLeft)
{
    const bool running = stage.state == u"running" || stage.state == u"paused";
    row.widget->setObjectName(QString(u"stage."_s + stage.stage));
    row.widget->setProperty("state", stage.state);
    row.icon->setIcon(iconOf(stage.state));
    row.title->setText(stageText(stage.stage));
    setStyleClass(row.title, "strong", running || stage.state == u"failed");
    setStyleClass(row.title, "muted", stage.state == u"waiting");
    row.state->setText(stateOf(stage, secondsLeft));
    row.bar->setVisible(running && (stage.total > 0 || stage.state == u"running"));
    row.bar->setRange(0, stage.total > 0 ? barSteps : 0);
    if (stage.total > 0)
        row.bar->setValue(int(std::min<qint64>(stage.done, stage.total) * barSteps / stage.total));
    row.bar->setAccessibleName(tr("Progress of: %1").arg(row.title->text()));
    row.detail->setText(stage.detail);
    row.detail->setVisible(!stage.detail.isEmpty());
    row.detail->setProperty("muted", stage.state != u"failed");
    setStyleClass(row.detail, "danger", stage.state == u"failed");
    row.widget->setAccessibleName(tr("%1: %2. %3").arg(row.title->text(), row.state->text(), stage.detail));
    row.widget->setVisible(true);
}

void StageList::setStages(const std::vector<api::OnboardingStage> &stages, std::optional<qint64> secondsLeft)
{
    while (m_rows.size() < stages.size())
        m_rows.push_back(makeRow());
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (i < stages.size())
            fill(m_rows[i], stages[i], secondsLeft);
        else
            m_rows[i].widget->hide();
    }
}

} // namespace tabletalk::ui
