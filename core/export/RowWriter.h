// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"
#include "core/base/Problem.h"
#include "core/export/Csv.h"
#include "core/export/ExportFormat.h"
#include "core/schema/Schema.h"

#include <QString>

#include <memory>
#include <vector>

class QIODevice;

namespace tabletalk {

/// Writes a result row by row in one format, in memory that does not grow with it. Once
/// something failed the writer is of no more use.
class RowWriter
{
public:
    virtual ~RowWriter() = default;

    /// Called once, before any row.
    virtual Result<void> begin(const std::vector<ResultColumn> &columns) = 0;
    virtual Result<void> row(const Row &row) = 0;
    /// After the last row; without it what was written is not whole.
    virtual Result<void> end() = 0;

    /// What the format could not take as it was, in words; empty when it took all.
    virtual QString remark() const { return {}; }
};

struct ExportOptions
{
    CsvStyle csv{.lineEnd = "\r\n", .guardFormulas = true};
    QString tableName = QStringLiteral("answer"); ///< that INSERT statements go into
    Dialect dialect = Dialect::SQLite;            ///< of INSERT statements
};

/// The device stays the caller's, and outlives the writer.
std::unique_ptr<RowWriter> makeRowWriter(ExportFormat format, QIODevice &out, const ExportOptions &options = {});

} // namespace tabletalk
