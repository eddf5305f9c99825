// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Schema.h"

#include <QString>

#include <utility>
#include <vector>

namespace tabletalk {

enum class ConnectionKind { Sqlite, PostgreSql, Sample };

/// Where a target database is and how to sign in to it, read from what a person pasted:
/// sqlite:///path, a plain path, postgresql://user:password@host:port/database?sslmode=…,
/// sample:KEY. Reading it touches nothing.
struct ConnectionUrl
{
    ConnectionKind kind = ConnectionKind::Sqlite;
    QString path;      ///< SQLite: as given, maybe relative
    QString sampleKey; ///< Sample
    QString host;      ///< PostgreSQL; "localhost" when the URL names none
    quint16 port = 0;  ///< 5432 when the URL names none
    QString user;
    QString password;
    QString database;
    std::vector<std::pair<QString, QString>> options; ///< of a short list that reads no local files

    /// UnsupportedDatabase for kinds that have no driver here, InvalidRequest for the rest.
    /// A password may hold any character, percent-encoded or as it is: the last "@" that a
    /// host can follow ends it. Problems never repeat the password.
    static Result<ConnectionUrl> parse(QStringView text);

    /// The URL with the password, for sealing; parse() reads it back to the same value.
    QString toString() const { return print(true); }
    /// The URL with the password shown as "***".
    QString displayUrl() const { return print(false); }

    QString kindName() const; ///< "sqlite", "postgresql", "sample"
    Dialect dialect() const;

    friend bool operator==(const ConnectionUrl &, const ConnectionUrl &) = default;

private:
    QString print(bool withPassword) const;
};

} // namespace tabletalk
