// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Models.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
class TextTableModel;
struct WindowContext;

/// What left the server for this organisation's answers: when, for whom, where to, and how much of
/// the schema and of the data.
class OutboundCard : public QWidget
{
    Q_OBJECT

public:
    OutboundCard(WindowContext &context, QWidget *parent);
    void reload();

private:
    void load(const std::optional<QString> &cursor);
    void take(const api::OutboundList &page);
    void showChosen();

    WindowContext &m_context;
    TextTableModel *m_model;
    std::vector<api::OutboundEntry> m_entries;
    std::optional<QString> m_next;
    QTableView *m_table;
    QLabel *m_empty;
    QLabel *m_details;
    QPushButton *m_more;
    Notice *m_notice;
};

} // namespace tabletalk::ui
