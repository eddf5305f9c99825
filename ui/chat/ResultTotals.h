// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"

#include <QTableView>

class QStandardItemModel;

namespace tabletalk::ui {

class FrozenColumns;

/// The foot of a result: one row under its table that keeps to the table's columns. Sums of
/// figures, spans of dates, and how many different texts; the rest is in the tool tip.
class ResultTotals : public QTableView
{
    Q_OBJECT

public:
    /// Follows the widths and the scrolling of the table above.
    explicit ResultTotals(QTableView *table, QWidget *parent = nullptr);

    enum class Of { WholeResult, FilteredRows };
    /// Hides itself when there is nothing to say.
    void setTotals(const std::vector<api::ColumnHeader> &columns, const std::vector<api::ColumnTotals> &totals,
                   Of of = Of::WholeResult);
    /// What stands there is not so any more, and what is comes soon: nothing jumps meanwhile.
    void showPending();
    QString text(int column) const;
    /// As in the table above.
    void setFrozenColumns(int columns);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void followWidths();

    QTableView *m_table;
    QStandardItemModel *m_model;
    FrozenColumns *m_frozen = nullptr; ///< made when columns are frozen
};

/// "1234567.50" with the groups of the person's language and its digits, without those that are a sum's error.
QString groupedDecimal(const QString &exact);

} // namespace tabletalk::ui
