// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAbstractItemModel;
class QComboBox;
class QTableView;
class QWidget;

namespace tabletalk::ui {

/// A table as the cards of the organisation have it: whole rows, one at a time.
QTableView *makePeopleTable(const QString &objectName, const QString &accessibleName, QAbstractItemModel *model,
                            QWidget *parent);

/// As high as its rows; a long list scrolls in itself.
void fitRows(QTableView *table);

/// The row that is selected, or -1.
int selectedRow(const QTableView *table);

/// All roles, from most to least, with their names for people; the data is the wire's name.
QComboBox *makeRoleBox(const QString &objectName, QWidget *parent);
/// "Owner": a role's name for people.
QString roleTitle(const QString &role);

} // namespace tabletalk::ui
