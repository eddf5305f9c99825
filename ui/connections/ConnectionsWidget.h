// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "ui/shell/ItemPlace.h"

#include <QWidget>

class QListView;
class QStackedWidget;

namespace tabletalk::ui {

class DatabaseDetails;
class DatabaseListModel;
struct WindowContext;

/// The databases panel: the list at the left, one of them at the right.
class ConnectionsWidget : public QWidget, public ItemPlace
{
    Q_OBJECT

public:
    ConnectionsWidget(WindowContext &context, QWidget *parent);

    void select(ConnectionId id);
    /// A table of the selected database: its schema and name, with a line break between; or "diagram".
    void showItem(const QString &id) override;

private:
    QWidget *makeEmptyPage();
    void updateSelection();

    WindowContext &m_context;
    DatabaseListModel *m_model;
    QListView *m_list;
    QStackedWidget *m_pages;
    DatabaseDetails *m_details;
    std::optional<ConnectionId> m_wanted;
};

} // namespace tabletalk::ui
