// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/PostgresSetup.h"
#include "server/platform/TableChecksum.h"

namespace tabletalk {

/// What became of one table.
struct MovedTable
{
    QString name;
    TableChecksum sent;
    TableChecksum arrived; ///< read back from the new place

    bool isSame() const { return sent == arrived; }
};

struct MoveReport
{
    std::vector<MovedTable> tables;
    bool isComplete = false; ///< every table is the same, and all are stored
};

/// Copies the platform database of a data directory from SQLite to PostgreSQL. What is
/// copied is one state of the source, which nobody may be serving meanwhile. The target must
/// hold no rows. All of it is one transaction: it is stored when each table was read back the
/// same, otherwise nothing is, and the move can be made again.
Result<MoveReport> movePlatform(const QString &directory, const PostgresAccounts &target, const Clock &clock);

} // namespace tabletalk
