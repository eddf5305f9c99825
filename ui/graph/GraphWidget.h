// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Graph.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QStackedWidget;

namespace tabletalk::ui {

class EmptyState;
class EntityView;
class GraphModel;
class GraphView;
class Notice;
struct WindowContext;

/// The panel of names that documents have: found, walked from one to the next, and the way between
/// two of them. What the picture shows stands in a list beside it.
class GraphWidget : public QWidget
{
    Q_OBJECT

public:
    GraphWidget(WindowContext &context, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildSide();
    QWidget *buildPicture();
    QWidget *buildDetails();
    void connectParts();
    void reload();
    void clear();
    void search();
    void begin(EntityId id);
    void choose(EntityId id);
    void expand(EntityId id);
    void read(EntityId id);
    void findWay(EntityId to);
    void updateButtons();

    WindowContext &m_context;
    WorkspaceId m_workspace;
    GraphModel *m_found;   ///< by the search
    GraphModel *m_picture; ///< in view
    QTimer m_searchTimer;
    int m_searches = 0; ///< so that late answers to others are dropped
    EntityId m_chosen;
    EntityId m_wayFrom; ///< while the other end is to be chosen
    QLineEdit *m_search;
    QComboBox *m_kind;
    QListView *m_results;
    QLabel *m_none;
    QListView *m_list;
    QWidget *m_listArea;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    GraphView *m_view;
    QPushButton *m_expand;
    QPushButton *m_way;
    QPushButton *m_fit;
    QPushButton *m_clear;
    Notice *m_notice;
    EntityView *m_details;
};

} // namespace tabletalk::ui
