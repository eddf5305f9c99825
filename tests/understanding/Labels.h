// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QHash>
#include <QString>

#include <vector>

namespace tabletalk::test {

/// What a column was labelled to hold, by hand.
struct ColumnLabel
{
    QString table;
    QString column;
    ColumnRole role = ColumnRole::Unknown;
};

/// The labelled columns of columns.tsv, by database.
QHash<QString, std::vector<ColumnLabel>> columnLabels();

/// The labelled kinds of kinds.tsv, by database.
QHash<QString, QString> kindLabels();

QString roleWord(ColumnRole role);

} // namespace tabletalk::test
