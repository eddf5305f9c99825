// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QString>

#include <initializer_list>

namespace tabletalk {

/// A QtSql connection with a name of its own that goes with it. Belongs to the thread that
/// made it.
class SqlConnection
{
public:
    explicit SqlConnection(const QString &driver);
    ~SqlConnection();
    SqlConnection(const SqlConnection &) = delete;
    SqlConnection &operator=(const SqlConnection &) = delete;

    QSqlDatabase &database() { return m_database; }

    /// The driver's own handle, if its type has one of these names; else null.
    template <class Handle>
    Handle *handle(std::initializer_list<const char *> typeNames) const
    {
        return static_cast<Handle *>(rawHandle(typeNames));
    }

private:
    void *rawHandle(std::initializer_list<const char *> typeNames) const;

    QString m_name;
    QSqlDatabase m_database;
};

} // namespace tabletalk
