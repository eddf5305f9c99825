// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/usage/UsageWidget.h"

#include "ui/charts/ChartWidget.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/usage/UsageLimitsCard.h"
#include "ui/usage/UsageSharesCard.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QDate>
#include <QLabel>
#include <QLocale>
#include <QTimer>

#include <algorithm>

namespace tabletalk::ui {

/// While it is in view the figures follow what is asked: at once what this server answers, and now and
/// then what others on its database do.
static constexpr int refreshMs = 30'000;
static constexpr int soonMs = 400;

UsageWidget::UsageWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("usagePanel"));
    QVBoxLayout *column = nullptr;
    QWidget *page =
        makePage(tr("Usage"), tr("What your organisation asks, today and over the last 30 days."), this, &column);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(page);
    m_notice = new Notice(this);
    column->addWidget(m_notice);
    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(space::large);
    m_tiles[Today] = makeTile(tr("Questions today"), QStringLiteral("usageToday"), tiles);
    m_tiles[Month] = makeTile(tr("Questions in 30 days"), QStringLiteral("usageMonth"), tiles);
    m_tiles[Speed] = makeTile(tr("Typical answer"), QStringLiteral("usageSpeed"), tiles);
    m_tiles[Members] = makeTile(tr("Active members"), QStringLiteral("usageMembers"), tiles);
    m_tiles[Tokens] = makeTile(tr("Tokens in 30 days"), QStringLiteral("usageTokens"), tiles);
    column->addLayout(tiles);

    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addWidget(makeLabel(tr("Day by day"), TextStyle::Heading, false, card));
    m_chart = new ChartWidget(card);
    m_chart->setObjectName(QStringLiteral("usageChart"));
    m_chart->setMinimumHeight(320);
    m_empty = makeLabel(tr("No question has been asked in the last 30 days."), TextStyle::Body, true, card);
    m_empty->hide();
    inside->addWidget(m_empty);
    inside->addWidget(m_chart, 1);
    column->addWidget(card);
    m_limits = new UsageLimitsCard(context, this);
    m_limits->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addWidget(m_limits);
    m_shares = new UsageSharesCard(context, this);
    m_shares->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addWidget(m_shares);
    column->addStretch();
    m_refresh = new QTimer(this);
    m_refresh->setInterval(refreshMs);
    connect(m_refresh, &QTimer::timeout, this, &UsageWidget::reload);
    m_soon = new QTimer(this);
    m_soon->setSingleShot(true);
    m_soon->setInterval(soonMs);
    connect(m_soon, &QTimer::timeout, this, &UsageWidget::reload);
    connect(&context.session, &Session::notified, this, [this](const QByteArray &method) {
        if (method == "usage.changed" && isVisible() && !m_soon->isActive())
            m_soon->start();
    });
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready && isVisible())
            reload();
    });
}

UsageWidget::Tile UsageWidget::makeTile(const QString &title, const QString &objectName, QBoxLayout *row)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->setSpacing(space::tiny);
    Tile tile;
    inside->addWidget(makeLabel(title, TextStyle::Caption, true, card));
    tile.number = makeLabel(QStringLiteral("–"), TextStyle::Display, false, card);
    tile.number->setObjectName(objectName);
    tile.number->setWordWrap(false);
    tile.detail = makeLabel(QStringLiteral(" "), TextStyle::Caption, true, card);
    inside->addWidget(tile.number);
    inside->addWidget(tile.detail);
    inside->addStretch(); // all begin at one line, also where one has more words
    row->addWidget(card, 1);
    return tile;
}

void UsageWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
    m_refresh->start();
}

void UsageWidget::hideEvent(QHideEvent *event)
{
    m_refresh->stop();
    QWidget::hideEvent(event);
}

void UsageWidget::reload()
{
    m_notice->hide();
    Session &session = m_context.session;
    session.call<api::UsageFigures>("usage.today", api::Empty{}, this, [this](const Result<api::UsageFigures> &answer) {
        if (answer)
            takeToday(*answer);
        else
            m_notice->show(answer.error());
    });
    session.call<api::UsageSummary>("usage.summary", api::Empty{}, this,
                                    [this](const Result<api::UsageSummary> &answer) {
                                        if (answer)
                                            takeSummary(*answer);
                                        else
                                            m_notice->show(answer.error());
                                    });
    m_limits->reload();
    m_shares->reload();
    session.call<api::UsageDaily>("usage.daily", api::Empty{}, this, [this](const Result<api::UsageDaily> &answer) {
        if (answer)
            takeDaily(*answer);
        else
            m_notice->show(answer.error());
    });
}

void UsageWidget::takeToday(const api::UsageFigures &figures)
{
    const QLocale locale;
    m_tiles[Today].number->setText(locale.toString(figures.questions));
    m_tiles[Today].detail->setText(
        tr("%1 answered, %2 not").arg(locale.toString(figures.answered), locale.toString(figures.failed)));
}

void UsageWidget::takeSummary(const api::UsageSummary &summary)
{
    const QLocale locale;
    const api::UsageFigures &figures = summary.last30Days;
    m_tiles[Month].number->setText(locale.toString(figures.questions));
    m_tiles[Month].detail->setText(tr("%1 rows returned").arg(locale.toString(figures.rowsReturned)));
    m_tiles[Speed].number->setText(figures.answered > 0 ? tr("%1 ms").arg(locale.toString(figures.averageMs))
                                                        : QStringLiteral("–"));
    m_tiles[Speed].detail->setText(tr("average of 30 days"));
    m_tiles[Members].number->setText(locale.toString(summary.activeMembers));
    m_tiles[Members].detail->setText(tr("asked something in 30 days"));
    const qint64 tokens = figures.inputTokens + figures.outputTokens;
    m_tiles[Tokens].number->setText(locale.toString(tokens));
    m_tiles[Tokens].detail->setText(tokens == 0 ? tr("no model was asked")
                                                : tr("cost %1").arg(costText(figures.costMicros)));
}

void UsageWidget::takeDaily(const api::UsageDaily &daily)
{
    ChartData chart;
    ChartSeries answered{tr("Answered"), {}};
    ChartSeries failed{tr("Not answered"), {}};
    bool any = false;
    for (const api::UsageDay &day : daily.items) {
        const QDate date = QDate::fromString(day.day, Qt::ISODate);
        chart.categories.append(date.isValid() ? date.toString(QStringLiteral("MM-dd")) : day.day);
        answered.values.push_back(double(day.answered));
        failed.values.push_back(double(day.failed));
        any = any || day.questions > 0;
    }
    chart.shape = ChartShape::Line;
    chart.series = {answered, failed};
    m_empty->setVisible(!any);
    m_chart->setVisible(any);
    m_chart->setData(chart);
}

} // namespace tabletalk::ui
