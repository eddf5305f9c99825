// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Audit.h"

#include <QWidget>

#include <functional>

class QBoxLayout;
class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class AuditModel;
class AuditNames;
class Notice;
struct WindowContext;

/// The audit panel: who did what, filtered, page by page; one record in full; whether all is
/// as it was written; and a file of it.
class AuditWidget : public QWidget
{
    Q_OBJECT

public:
    AuditWidget(WindowContext &context, QWidget *parent);

    /// Asks for the name of a file; empty when nothing was chosen. Replaced by tests.
    std::function<QString()> chooseFileToExport;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildFilter(QBoxLayout *column);
    void buildRecords(QBoxLayout *column);
    api::AuditListRequest request() const;
    void reload();
    void fetch(const std::optional<QString> &cursor);
    void showRecord();
    void verify();
    void exportRecords();

    WindowContext &m_context;
    AuditModel *m_model;
    AuditNames *m_names;
    std::optional<QString> m_next;
    int m_turn = 0; ///< of filters: a page of an earlier one is dropped
    QLineEdit *m_who;
    QComboBox *m_action;
    QComboBox *m_outcome;
    QDateEdit *m_from;
    QDateEdit *m_to;
    QTableView *m_table;
    QPushButton *m_more;
    QPlainTextEdit *m_record;
    Notice *m_notice;
};

} // namespace tabletalk::ui
