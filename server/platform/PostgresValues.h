// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QVariant>

#include <vector>

struct pg_result;

namespace tabletalk {

/// Values in the form that libpq takes them: text, or bytes as they are. Their types are
/// left to the server, which knows them from the columns.
class PostgresArguments
{
public:
    void add(const QVariant &value);

    int count() const { return static_cast<int>(m_texts.size()); }
    /// Valid until the next add().
    const char *const *values();
    const int *lengths() const { return m_lengths.data(); }
    const int *formats() const { return m_formats.data(); }

private:
    std::vector<QByteArray> m_texts; ///< null for NULL
    std::vector<const char *> m_values;
    std::vector<int> m_lengths;
    std::vector<int> m_formats;
};

/// A value of a result as the stores know it from SQLite: qint64, double, QString,
/// QByteArray or empty; what is true or false is 1 or 0.
QVariant postgresValue(const pg_result *result, int row, int column);

} // namespace tabletalk
