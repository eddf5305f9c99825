// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Usage.h"

#include <QWidget>

#include <functional>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
class TextTableModel;
struct WindowContext;

/// Who and what used the last 30 days: people, models, workspaces, API keys.
class UsageSharesCard : public QWidget
{
    Q_OBJECT

public:
    UsageSharesCard(WindowContext &context, QWidget *parent);
    void reload();

    /// Where the table is saved to; a test has no dialog. Empty: nowhere.
    std::function<QString()> chooseFile;

private:
    const std::vector<api::UsageShare> &chosen() const;
    void showShares();
    void save();

    WindowContext &m_context;
    api::UsageDashboard m_shares;
    QComboBox *m_by;
    TextTableModel *m_model;
    QTableView *m_table;
    QLabel *m_empty;
    QLabel *m_storage;
    QPushButton *m_save;
    Notice *m_notice;
};

/// "$1.25", "$0.0042", or a dash for nothing.
QString costText(qint64 micros);

} // namespace tabletalk::ui
