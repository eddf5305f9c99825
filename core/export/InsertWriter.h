// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/RowWriter.h"

namespace tabletalk {

/// INSERT statements of a hundred rows each, quoted for one engine: what a cell holds never
/// ends the literal that it stands in.
class InsertWriter final : public RowWriter
{
public:
    InsertWriter(QIODevice &out, QString tableName, Dialect dialect)
        : m_out(out)
        , m_tableName(std::move(tableName))
        , m_dialect(dialect)
    {}

    Result<void> begin(const std::vector<ResultColumn> &columns) override;
    Result<void> row(const Row &row) override;
    Result<void> end() override;

private:
    QByteArray literal(const Cell &cell) const;

    QIODevice &m_out;
    QString m_tableName;
    Dialect m_dialect;
    QByteArray m_head; ///< "INSERT INTO … VALUES"
    int m_rows = 0;    ///< of the statement under way
};

} // namespace tabletalk
