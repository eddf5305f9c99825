// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QTableView;
class QVBoxLayout;

namespace tabletalk::ui {

class ColumnModel;

/// Everything about one table: what it means, its columns, and the keys in both directions,
/// which lead to the tables at their other ends.
class TableView : public QWidget
{
    Q_OBJECT

public:
    explicit TableView(QWidget *parent);

    void show(const api::TableDetails &details);

Q_SIGNALS:
    void tableWanted(const QString &schema, const QString &name);

private:
    QWidget *makeHeading();
    QTableView *makeColumns();
    void showKeys(const api::TableDetails &details);
    void addKey(const api::KeyInfo &key, bool outwards);

    ColumnModel *m_columns;
    QLabel *m_name;
    QLabel *m_kind;
    QLabel *m_rows;
    QLabel *m_known;
    QLabel *m_description;
    QLabel *m_comment;
    QTableView *m_table;
    QWidget *m_keysBox;
    QScrollArea *m_keysScroll;
    QVBoxLayout *m_keys;
    QLabel *m_keysTitle;
};

} // namespace tabletalk::ui
