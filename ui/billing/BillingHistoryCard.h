// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
class TextTableModel;
struct WindowContext;

/// What happened to the subscription, newest first.
class BillingHistoryCard : public QWidget
{
    Q_OBJECT

public:
    BillingHistoryCard(WindowContext &context, QWidget *parent);
    void reload();

private:
    void load(const std::optional<QString> &cursor);
    void take(const api::BillingHistory &page, bool isFirst);

    WindowContext &m_context;
    std::vector<api::BillingEvent> m_events;
    std::optional<QString> m_nextCursor;
    TextTableModel *m_model;
    QTableView *m_table;
    QLabel *m_empty;
    QPushButton *m_more;
    Notice *m_notice;
};

} // namespace tabletalk::ui
