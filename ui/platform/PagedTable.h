// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tenant/TextTableModel.h"

#include <QWidget>

#include <functional>
#include <optional>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;
class QTimer;

namespace tabletalk::ui {

/// A long list of the server: searched there, read page by page.
class PagedTable : public QWidget
{
    Q_OBJECT

public:
    /// name: begins the object names of what is in it. what: for those who cannot see it.
    PagedTable(const QString &name, const QString &what, const QStringList &headings, QWidget *parent);

    /// Beside the field for searching.
    QBoxLayout *filterRow() const { return m_row; }
    QString search() const;
    /// What was read of the turn that pageWanted named; older turns are left out.
    void append(int turn, std::vector<TextTableModel::Row> rows, const std::optional<QString> &next);
    void failed(int turn);
    /// From the beginning.
    void reload();
    int chosen() const;
    QString chosenId() const;
    /// All rows that were read so far.
    int count() const { return int(m_rows.size()); }

Q_SIGNALS:
    /// No cursor: the first page, and what was there before is gone.
    void pageWanted(int turn, const std::optional<QString> &cursor);
    void chosenChanged();

private:
    QBoxLayout *m_row;
    QLineEdit *m_search;
    QTimer *m_typing;
    TextTableModel *m_model;
    QTableView *m_table;
    QLabel *m_empty;
    QPushButton *m_more;
    std::vector<TextTableModel::Row> m_rows;
    std::optional<QString> m_next;
    int m_turn = 0;
};

} // namespace tabletalk::ui
