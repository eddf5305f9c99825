// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Instant.h"
#include "server/platform/Scope.h"

#include <QHash>
#include <QVariant>

#include <functional>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

namespace tabletalk {

/// Values for the named placeholders of a statement, without the colon.
class Bindings
{
public:
    Bindings() = default;
    Bindings(std::initializer_list<std::pair<QString, QVariant>> values)
        : m_values(values.begin(), values.end())
    {}
    void set(const QString &name, QVariant value) { m_values.push_back({name, std::move(value)}); }
    const std::vector<std::pair<QString, QVariant>> &values() const { return m_values; }

private:
    std::vector<std::pair<QString, QVariant>> m_values;
};

/// How values of ours are stored: ids as their 36-character text, moments as milliseconds.
template <class Tag>
QVariant stored(const Id<Tag> &id)
{
    return id.isNull() ? QVariant() : QVariant(id.toString());
}
inline QVariant stored(Instant at)
{
    return QVariant(at.msSinceEpoch);
}
inline QVariant stored(const QString &text)
{
    return QVariant(text);
}
template <class T>
QVariant stored(const std::optional<T> &value)
{
    return value ? stored(*value) : QVariant();
}

/// One row, read by column name. Asking for a column that the statement does not give is
/// a defect and throws Internal.
class Record
{
public:
    explicit Record(QHash<QString, QVariant> values)
        : m_values(std::move(values))
    {}

    bool isNull(const QString &column) const { return value(column).isNull(); }
    QString text(const QString &column) const { return value(column).toString(); }
    qint64 integer(const QString &column) const { return value(column).toLongLong(); }
    double real(const QString &column) const { return value(column).toDouble(); }
    bool flag(const QString &column) const { return value(column).toLongLong() != 0; }
    QByteArray bytes(const QString &column) const { return value(column).toByteArray(); }
    Instant instant(const QString &column) const { return Instant{integer(column)}; }
    template <class IdType>
    IdType id(const QString &column) const
    {
        return IdType::fromString(text(column)).value_or(IdType());
    }
    std::optional<QString> optionalText(const QString &column) const
    {
        return isNull(column) ? std::nullopt : std::optional(text(column));
    }
    std::optional<qint64> optionalInteger(const QString &column) const
    {
        return isNull(column) ? std::nullopt : std::optional(integer(column));
    }
    std::optional<Instant> optionalInstant(const QString &column) const
    {
        return isNull(column) ? std::nullopt : std::optional(instant(column));
    }

    /// For what copies whole rows.
    QStringList columns() const
    {
        QStringList names = m_values.keys();
        names.sort();
        return names;
    }
    const QVariant &value(const QString &column) const;

private:
    QHash<QString, QVariant> m_values;
};

/// Runs the statements of resources/sql by their path without ending ("chat/insert_message").
/// Valid only inside the callback it is passed to, on the thread that runs it. Throws
/// Problem (Conflict for a unique key, Unavailable, Internal) when a statement fails.
///
/// Statements that touch tenant tables are run with a TenantScope and must use :tenant;
/// a test reads every statement and checks it.
class Transaction
{
public:
    virtual ~Transaction() = default;

    std::vector<Record> select(const TenantScope &scope, const QString &statement, const Bindings &bindings = {});
    std::vector<Record> select(const PlatformScope &scope, const QString &statement, const Bindings &bindings = {});
    std::optional<Record> selectOne(const TenantScope &scope, const QString &statement, const Bindings &bindings = {});
    std::optional<Record> selectOne(const PlatformScope &scope, const QString &statement,
                                    const Bindings &bindings = {});

    /// Returns how many rows were changed. Refused in a read transaction.
    qint64 execute(const TenantScope &scope, const QString &statement, const Bindings &bindings = {});
    qint64 execute(const PlatformScope &scope, const QString &statement, const Bindings &bindings = {});

protected:
    virtual std::vector<Record> run(const std::optional<TenantId> &tenant, const QString &statement,
                                    const Bindings &bindings, qint64 *changed) = 0;
};

} // namespace tabletalk
