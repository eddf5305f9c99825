// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/OverviewPage.h"

#include "ui/charts/ChartWidget.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/usage/UsageSharesCard.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QDate>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableView>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 8;
constexpr int chartHeight = 240;
constexpr qint64 secondsOfDay = 24 * 60 * 60;
constexpr qint64 littleDisk = 10; ///< percent, below which something should be done

qint64 counted(const std::vector<api::NamedCount> &counts, QStringView name)
{
    const auto found = std::ranges::find(counts, name, &api::NamedCount::name);
    return found == counts.end() ? 0 : found->count;
}

qint64 total(const std::vector<api::NamedCount> &counts)
{
    qint64 sum = 0;
    for (const api::NamedCount &each : counts)
        sum += each.count;
    return sum;
}

QString durationText(qint64 seconds)
{
    const qint64 days = seconds / secondsOfDay;
    const qint64 hours = seconds % secondsOfDay / 3600;
    const qint64 minutes = seconds % 3600 / 60;
    if (days > 0)
        return OverviewPage::tr("%1 d %2 h").arg(days).arg(hours);
    return hours > 0 ? OverviewPage::tr("%1 h %2 min").arg(hours).arg(minutes)
                     : OverviewPage::tr("%1 min").arg(minutes);
}

} // namespace

OverviewPage::OverviewPage(WindowContext &context, QWidget *parent)
    : PlatformPage(context, tr("Platform"), tr("The whole server: all organisations together. Days are those of UTC."),
                   parent)
{
    setObjectName(QStringLiteral("platformOverview"));
    buildTiles();
    buildChart();
    buildHealth();
    buildUsage();
    column()->addStretch();
}

OverviewPage::Tile OverviewPage::makeTile(const QString &title, const QString &objectName, QBoxLayout *row)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->setSpacing(space::tiny);
    Tile tile;
    inside->addWidget(makeLabel(title, TextStyle::Caption, true, card));
    tile.number = makeLabel(QStringLiteral("–"), TextStyle::Title, false, card);
    tile.number->setObjectName(objectName);
    tile.number->setWordWrap(false);
    tile.detail = makeLabel(QStringLiteral(" "), TextStyle::Caption, true, card);
    tile.detail->setObjectName(objectName + QStringLiteral("Detail"));
    inside->addWidget(tile.number);
    inside->addWidget(tile.detail);
    inside->addStretch(); // all begin at one line, also where one has more words
    row->addWidget(card, 1);
    return tile;
}

void OverviewPage::buildTiles()
{
    auto *first = new QHBoxLayout;
    auto *second = new QHBoxLayout;
    for (QHBoxLayout *row : {first, second}) {
        row->setSpacing(space::large);
        column()->addLayout(row);
    }
    m_tiles[Organizations] = makeTile(tr("Organisations"), QStringLiteral("platformTenants"), first);
    m_tiles[People] = makeTile(tr("People"), QStringLiteral("platformUsers"), first);
    m_tiles[Databases] = makeTile(tr("Databases"), QStringLiteral("platformDatabases"), first);
    m_tiles[Agents] = makeTile(tr("Agents"), QStringLiteral("platformAgents"), first);
    m_tiles[Today] = makeTile(tr("Questions today"), QStringLiteral("platformToday"), second);
    m_tiles[Month] = makeTile(tr("Questions in 30 days"), QStringLiteral("platformMonth"), second);
    m_tiles[Tokens] = makeTile(tr("Tokens in 30 days"), QStringLiteral("platformTokens"), second);
    m_tiles[Cost] = makeTile(tr("Cost in 30 days"), QStringLiteral("platformCost"), second);
}

void OverviewPage::buildChart()
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addWidget(makeLabel(tr("Questions a day"), TextStyle::Heading, false, card));
    m_chart = new ChartWidget(card);
    m_chart->setObjectName(QStringLiteral("platformChart"));
    m_chart->setMinimumHeight(chartHeight);
    m_noQuestions = makeLabel(tr("No question has been asked in the last 30 days."), TextStyle::Body, true, card);
    m_noQuestions->hide();
    inside->addWidget(m_noQuestions);
    inside->addWidget(m_chart);
    column()->addWidget(card);
}

void OverviewPage::buildHealth()
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addWidget(makeLabel(tr("Health"), TextStyle::Heading, false, card));
    auto *rows = new QWidget(card);
    QFormLayout *form = makeForm(rows);
    const auto row = [&](const QString &label, const QString &name) {
        QLabel *value = makeLabel(QStringLiteral("–"), TextStyle::Body, false, rows);
        value->setObjectName(name);
        form->addRow(makeLabel(label, TextStyle::Body, true, rows), value);
        return value;
    };
    m_state = row(tr("Server"), QStringLiteral("platformVersion"));
    m_uptime = row(tr("Runs for"), QStringLiteral("platformUptime"));
    m_database = row(tr("Platform database"), QStringLiteral("platformWrites"));
    m_disk = row(tr("Disk"), QStringLiteral("platformDisk"));
    m_nodes = row(tr("Servers"), QStringLiteral("platformNodes"));
    m_failedJobs = row(tr("Failed jobs in 30 days"), QStringLiteral("platformJobs"));
    inside->addWidget(rows);
    column()->addWidget(card);
}

void OverviewPage::buildUsage()
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addWidget(makeLabel(tr("Last 30 days by organisation"), TextStyle::Heading, false, card));
    m_usage = new TextTableModel(
        {tr("Organisation"), tr("Questions"), tr("Not answered"), tr("Tokens"), tr("Cost"), tr("Kept rows")}, this);
    m_usageTable = makeTable(QStringLiteral("platformUsage"), tr("Use by organisation"), m_usage, card);
    m_usageTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_usageTable->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_noUsage = makeLabel(tr("Nothing was used in the last 30 days."), TextStyle::Body, true, card);
    inside->addWidget(m_usageTable);
    inside->addWidget(m_noUsage);
    column()->addWidget(card);
    takeUsage({});
}

void OverviewPage::reload()
{
    context().session.call<api::AdminStats>("admin.stats", api::Empty{}, this,
                                            [this](const Result<api::AdminStats> &answer) {
                                                if (isGood(answer))
                                                    take(*answer);
                                            });
    context().session.call<api::TenantUsageList>("admin.usage", api::Empty{}, this,
                                                 [this](const Result<api::TenantUsageList> &answer) {
                                                     if (isGood(answer))
                                                         takeUsage(*answer);
                                                 });
}

void OverviewPage::take(const api::AdminStats &stats)
{
    const QLocale locale;
    const auto put = [&](int tile, const QString &number, const QString &detail) {
        m_tiles[tile].number->setText(number);
        m_tiles[tile].detail->setText(detail);
    };
    const auto say = [&](int tile, qint64 number, const QString &detail) {
        put(tile, locale.toString(number), detail);
    };
    say(Organizations, total(stats.tenants),
        tr("%1 suspended, %2 closed")
            .arg(locale.toString(counted(stats.tenants, u"suspended")),
                 locale.toString(counted(stats.tenants, u"closed"))));
    say(People, stats.users,
        tr("%1 asked in 30 days, %2 operate")
            .arg(locale.toString(stats.activeUsers), locale.toString(stats.operators)));
    const qint64 broken = counted(stats.connections, u"failing") + counted(stats.connections, u"failed");
    say(Databases, total(stats.connections), tr("%1 do not answer or failed").arg(locale.toString(broken)));
    say(Agents, stats.agents, tr("%1 switched off").arg(locale.toString(stats.agents - stats.activeAgents)));
    say(Today, stats.today.questions,
        tr("%1 answered, %2 not").arg(locale.toString(stats.today.answered), locale.toString(stats.today.failed)));
    say(Month, stats.last30Days.questions,
        tr("%1 not answered, typically %2 ms")
            .arg(locale.toString(stats.last30Days.failed), locale.toString(stats.last30Days.averageMs)));
    say(Tokens, stats.last30Days.inputTokens + stats.last30Days.outputTokens,
        tr("%1 read by models, %2 written")
            .arg(locale.toString(stats.last30Days.inputTokens), locale.toString(stats.last30Days.outputTokens)));
    put(Cost, costText(stats.last30Days.costMicros), tr("%1 today").arg(costText(stats.today.costMicros)));
    takeDays(stats.days);
    takeHealth(stats.health, stats.failedJobs);
}

void OverviewPage::takeDays(const std::vector<api::UsageDay> &days)
{
    ChartData chart;
    chart.shape = ChartShape::Line;
    ChartSeries answered{tr("Answered"), {}};
    ChartSeries failed{tr("Not answered"), {}};
    bool any = false;
    for (const api::UsageDay &day : days) {
        const QDate date = QDate::fromString(day.day, Qt::ISODate);
        chart.categories.append(date.isValid() ? date.toString(QStringLiteral("MM-dd")) : day.day);
        answered.values.push_back(double(day.answered));
        failed.values.push_back(double(day.failed));
        any = any || day.questions > 0;
    }
    chart.series = {answered, failed};
    m_noQuestions->setVisible(!any);
    m_chart->setVisible(any);
    m_chart->setData(chart);
}

void OverviewPage::takeHealth(const api::ServerHealth &health, qint64 failedJobs)
{
    const QLocale locale;
    m_state->setText(tr("Tabletalk %1").arg(health.version));
    m_uptime->setText(durationText(health.uptimeSeconds));
    m_database->setText(
        health.writes ? tr("%1; takes writes, the last in %2 ms").arg(health.database, locale.toString(health.writeMs))
                      : tr("%1; takes no writes. Look at its disk and its log.").arg(health.database));
    const QString disk =
        tr("%1 of %2 free")
            .arg(locale.formattedDataSize(health.diskFreeBytes), locale.formattedDataSize(health.diskTotalBytes));
    const bool little = health.diskTotalBytes > 0 && health.diskFreeBytes * 100 < health.diskTotalBytes * littleDisk;
    m_disk->setText(health.diskTotalBytes == 0 ? tr("unknown") : little ? tr("%1: make room soon").arg(disk) : disk);
    const auto alive = std::ranges::count(health.nodes, true, &api::ServerNode::alive);
    m_nodes->setText(tr("%1 of %2 alive").arg(alive).arg(health.nodes.size()));
    m_failedJobs->setText(locale.toString(failedJobs));
}

void OverviewPage::takeUsage(const api::TenantUsageList &usage)
{
    const QLocale locale;
    std::vector<TextTableModel::Row> rows;
    for (const api::TenantUsage &each : usage.items)
        rows.push_back({each.id.toString(),
                        {each.name, locale.toString(each.figures.questions), locale.toString(each.figures.failed),
                         locale.toString(each.figures.inputTokens + each.figures.outputTokens),
                         costText(each.figures.costMicros), locale.formattedDataSize(each.storageBytes)}});
    m_usageTable->setVisible(!rows.empty());
    m_noUsage->setVisible(rows.empty());
    m_usage->setRows(std::move(rows));
    fitTable(m_usageTable, mostLines);
}

} // namespace tabletalk::ui
