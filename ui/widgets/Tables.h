// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"

#include <QString>

class QAbstractItemModel;
class QTableView;
class QWidget;

namespace tabletalk::ui {

/// A table of rows in a card: one row is chosen at a time, Tab leaves it.
QTableView *makeTable(const QString &objectName, const QString &accessibleName, QAbstractItemModel *model,
                      QWidget *parent);

/// As high as its rows, up to so many; a long list scrolls in itself.
void fitTable(QTableView *table, int mostLines);

/// The chosen row; -1 for none.
int chosenRow(const QTableView *table);

QString momentText(Instant at);

/// A tool tip that shows a text of others as it is, whatever it looks like.
QString plainToolTip(const QString &text);

} // namespace tabletalk::ui
