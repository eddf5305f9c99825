// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <QDialog>

class QPushButton;

namespace tabletalk::ui {

class Notice;
class TablesPage;
struct WindowContext;

/// Changes what is read of a database that is connected already; reading begins at once.
class SelectionDialog : public QDialog
{
    Q_OBJECT

public:
    SelectionDialog(WindowContext &context, const api::Database &database, QWidget *parent);

private:
    void save();

    WindowContext &m_context;
    ConnectionId m_id;
    TablesPage *m_tables;
    Notice *m_notice;
    QPushButton *m_save;
};

} // namespace tabletalk::ui
