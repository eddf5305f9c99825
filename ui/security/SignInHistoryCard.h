// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Sessions.h"
#include "ui/tenant/TextTableModel.h"

#include <QWidget>

class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// Who tried to sign in to one's own account, and whether they got in.
class SignInHistoryCard : public QWidget
{
    Q_OBJECT

public:
    SignInHistoryCard(WindowContext &context, QWidget *parent);
    void reload();

private:
    void load(const std::optional<QString> &cursor);
    void take(const api::SignInHistory &page);

    WindowContext &m_context;
    TextTableModel *m_model;
    std::vector<TextTableModel::Row> m_rows;
    std::optional<QString> m_next;
    QTableView *m_table;
    QPushButton *m_more;
    Notice *m_notice;
};

} // namespace tabletalk::ui
