// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Dashboards.h"
#include "ui/shell/ItemPlace.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <deque>
#include <functional>

class QBoxLayout;
class QComboBox;
class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace tabletalk::ui {

class EmptyState;
class DashboardGrid;
class DashboardTile;
class Notice;
struct WindowContext;

/// The panel of dashboards: one is in view, its tiles run when it is opened, by hand and from
/// time to time, a few at once. Each tile shows its own problem, and the others live on.
class DashboardsWidget : public QWidget, public ItemPlace
{
    Q_OBJECT

public:
    DashboardsWidget(WindowContext &context, QWidget *parent);
    /// A dashboard.
    void showItem(const QString &id) override;
    ~DashboardsWidget() override;

    /// Asks for the name of a file; empty when nothing was chosen. Replaced by tests.
    std::function<QString(const QString &suggested)> chooseFile;
    /// Asks for a name; empty when nothing was given. Replaced by tests.
    std::function<QString(const QString &title, const QString &before)> askName;

    /// How many tiles run at once.
    static constexpr int mostRunning = 3;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildHead(QBoxLayout *column);
    void buildTools(QBoxLayout *column);
    void buildBody();
    void connectParts();
    void reload();
    void takeList(const api::DashboardList &list);
    void open(DashboardId id);
    void take(const api::Dashboard &dashboard);
    void updateState();
    void updateTimer();
    void addTile(DashboardTile *tile);
    void refreshAll();
    void enqueue(DashboardTile *tile);
    void runNext();
    void run(DashboardTile *tile);
    void create();
    void rename();
    void toggleShown();
    void showItsQuestions();
    void setInterval();
    void remove();
    void arrange();
    void changeTile(DashboardTile *tile, const std::function<void(api::DashboardPlace &)> &change);
    void removeTile(DashboardTile *tile);
    void toggleFullScreen();
    void leaveFullScreen();
    void save();
    template <class Request>
    void call(const char *method, const Request &request);

    WindowContext &m_context;
    QString m_wanted;                          ///< to be opened when the list comes
    std::optional<api::Dashboard> m_dashboard; ///< that is in view
    std::deque<QPointer<DashboardTile>> m_waiting;
    int m_running = 0;
    QTimer m_interval;
    QComboBox *m_choice;
    QPushButton *m_new;
    QWidget *m_tools;
    QPushButton *m_refresh;
    QComboBox *m_every;
    QPushButton *m_fullScreen;
    QPushButton *m_save;
    QPushButton *m_rename;
    QPushButton *m_share;
    QPushButton *m_delete;
    QLabel *m_about;
    Notice *m_notice;
    QPushButton *m_shareQuestions;
    EmptyState *m_empty;
    QScrollArea *m_scroll;
    DashboardGrid *m_grid;
    QVBoxLayout *m_column;
    QWidget *m_screen = nullptr; ///< that holds the grid while it fills the screen
};

} // namespace tabletalk::ui
