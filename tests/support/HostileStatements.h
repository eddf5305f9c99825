// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <vector>

namespace tabletalk::test {

/// One row of tests/hostile/statements.tsv.
struct HostileStatement
{
    QString engine; ///< sqlite, postgresql, mysql, sqlserver, odbc
    QString layer;  ///< who must hold: guard, engine, limits
    QString says;   ///< a word of the refusal; "-" for none
    QString sql;    ///< with its markers replaced
    int line = 0;   ///< of the file
};

/// The rows; markers are what "<DIR>" and the like stand for. Empty when the file is damaged.
std::vector<HostileStatement> hostileStatements(const QHash<QString, QString> &markers = {});

/// The rows of tests/hostile/harmless.tsv, of which engine and sql are filled.
std::vector<HostileStatement> harmlessStatements();

} // namespace tabletalk::test
