// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace tabletalk::ui {

/// The first columns of a table, which lie over it and stay while the others scroll sideways.
class FrozenColumns : public QTableView
{
    Q_OBJECT

public:
    explicit FrozenColumns(QTableView *table);

    /// How many; 0: none.
    void setColumns(int columns);
    int columns() const { return m_columns; }
    /// The table has another model, or another size.
    void follow();

private:
    void place();

    QTableView *m_table;
    int m_columns = 0;
};

} // namespace tabletalk::ui
