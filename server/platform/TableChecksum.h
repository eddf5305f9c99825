// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

#include <vector>

namespace tabletalk {

/// Counts the rows of a table and sums them up, in any order: two tables with the same
/// rows have the same sum, whatever engine they are on.
class TableChecksum
{
public:
    void add(const std::vector<QVariant> &row);

    qint64 rows() const { return m_rows; }
    /// 32 hexadecimal digits.
    QString text() const;

    friend bool operator==(const TableChecksum &, const TableChecksum &) = default;

private:
    qint64 m_rows = 0;
    quint64 m_high = 0; ///< the first half of the hashes of all rows, added up
    quint64 m_low = 0;
};

} // namespace tabletalk
