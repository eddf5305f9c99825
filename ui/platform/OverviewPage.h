// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Administration.h"
#include "ui/platform/PlatformPage.h"

class QBoxLayout;
class QLabel;
class QTableView;

namespace tabletalk::ui {

class ChartWidget;
class TextTableModel;

/// How much there is of everything, who used how much, and whether the machine is well.
class OverviewPage : public PlatformPage
{
    Q_OBJECT

public:
    OverviewPage(WindowContext &context, QWidget *parent);
    void reload() override;

private:
    struct Tile
    {
        QLabel *number = nullptr;
        QLabel *detail = nullptr;
    };
    Tile makeTile(const QString &title, const QString &objectName, QBoxLayout *row);
    void buildTiles();
    void buildChart();
    void buildHealth();
    void buildUsage();
    void take(const api::AdminStats &stats);
    void takeDays(const std::vector<api::UsageDay> &days);
    void takeHealth(const api::ServerHealth &health, qint64 failedJobs);
    void takeUsage(const api::TenantUsageList &usage);

    enum { Organizations, People, Today, Month, Tokens, Cost, Databases, Agents, TileCount };
    Tile m_tiles[TileCount];
    ChartWidget *m_chart = nullptr;
    QLabel *m_noQuestions = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_database = nullptr;
    QLabel *m_disk = nullptr;
    QLabel *m_uptime = nullptr;
    QLabel *m_nodes = nullptr;
    QLabel *m_failedJobs = nullptr;
    TextTableModel *m_usage = nullptr;
    QTableView *m_usageTable = nullptr;
    QLabel *m_noUsage = nullptr;
};

} // namespace tabletalk::ui
