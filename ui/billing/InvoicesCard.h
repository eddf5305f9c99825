// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
class TextTableModel;
struct WindowContext;

/// Invoices and credit notes, newest first, to be saved as documents.
class InvoicesCard : public QWidget
{
    Q_OBJECT

public:
    InvoicesCard(WindowContext &context, QWidget *parent);
    void reload();

    /// Where a document of that name goes; empty for nowhere. A seam: tests answer without a window.
    std::function<QString(const QString &name)> chooseFile;

private:
    void load(const std::optional<QString> &cursor);
    void take(const api::InvoiceList &page, bool isFirst);
    void showInvoices();
    void save();
    void write(const api::Invoice &invoice);

    WindowContext &m_context;
    std::vector<api::Invoice> m_invoices;
    std::optional<QString> m_nextCursor;
    TextTableModel *m_model;
    QTableView *m_table;
    QLabel *m_empty;
    QPushButton *m_save;
    QPushButton *m_more;
    Notice *m_notice;
};

} // namespace tabletalk::ui
