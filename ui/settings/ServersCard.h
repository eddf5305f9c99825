// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/Servers.h"
#include "ui/tenant/TextTableModel.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;

namespace tabletalk::ui {

class RowList;
struct WindowContext;

/// The servers that the window may work with: how each stands, and to go there, rename or leave it.
class ServersCard : public QWidget
{
    Q_OBJECT

public:
    ServersCard(WindowContext &context, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void refresh();
    void updateButtons();
    std::optional<ServerStanding> chosen() const;
    void use();
    void rename();
    void remove();

    WindowContext &m_context;
    RowList *m_list;
    QPushButton *m_use;
    QPushButton *m_rename;
    QPushButton *m_remove;
    std::vector<TextTableModel::Row> m_rows;
    QTimer m_tick; ///< attempts are counted down while somebody looks
};

} // namespace tabletalk::ui
