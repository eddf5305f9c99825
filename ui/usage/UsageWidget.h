// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Usage.h"

#include <QWidget>

#include <array>

class QBoxLayout;
class QLabel;
class QTimer;

namespace tabletalk::ui {

class ChartWidget;
class Notice;
class UsageLimitsCard;
class UsageSharesCard;
struct WindowContext;

/// The usage panel: today, the last 30 days, and how they went day by day.
class UsageWidget : public QWidget
{
    Q_OBJECT

public:
    UsageWidget(WindowContext &context, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Tile
    {
        QLabel *number = nullptr;
        QLabel *detail = nullptr;
    };
    enum TileIndex { Today, Month, Speed, Members, Tokens, TileTotal };

    Tile makeTile(const QString &title, const QString &objectName, QBoxLayout *row);
    void reload();
    void takeToday(const api::UsageFigures &figures);
    void takeSummary(const api::UsageSummary &summary);
    void takeDaily(const api::UsageDaily &daily);

    WindowContext &m_context;
    Notice *m_notice;
    std::array<Tile, TileTotal> m_tiles;
    ChartWidget *m_chart;
    QLabel *m_empty;
    UsageLimitsCard *m_limits;
    UsageSharesCard *m_shares;
    QTimer *m_refresh;
    QTimer *m_soon; ///< many answers, one look
};

} // namespace tabletalk::ui
