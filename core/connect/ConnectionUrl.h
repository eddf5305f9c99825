// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Schema.h"

#include <QString>

#include <utility>
#include <vector>

namespace tabletalk {

enum class ConnectionKind { Sqlite, PostgreSql, MySql, SqlServer, Odbc, Sample };

/// Whether a kind is a server that is reached by host and port.
bool isServerKind(ConnectionKind kind);
/// The port that a server of this kind listens on unless told otherwise; 0 for the others.
quint16 defaultPort(ConnectionKind kind);

/// Where a target database is and how to sign in to it, read from what a person pasted:
///     sqlite:///path, a plain path
///     postgresql://user:password@host:port/database?sslmode=…
///     mysql://…, mariadb://…, sqlserver://… of the same form
///     odbc:Driver={SQLite3};Database=/path, odbc:DSN=name, odbc:name
///     sample:KEY
/// Reading it touches nothing. Used by the server and by the form of the window alike.
struct ConnectionUrl
{
    using Options = std::vector<std::pair<QString, QString>>;

    ConnectionKind kind = ConnectionKind::Sqlite;
    QString path;      ///< SQLite: as given, maybe relative
    QString sampleKey; ///< Sample
    QString host;      ///< servers; "localhost" when the URL names none
    quint16 port = 0;  ///< the kind's own when the URL names none
    QString user;
    QString password;
    QString database;
    /// Of a short list for each kind, under one name each whatever the engine calls it:
    /// sslmode (disable, prefer, require, verify-ca, verify-full), sslrootcert, sslcert,
    /// sslkey (files), connect_timeout, and what a kind alone knows.
    Options options;
    Options attributes; ///< ODBC: keyword and value in the order given, the password among them

    /// UnsupportedDatabase for kinds that have no driver here, InvalidRequest for the rest.
    /// A password may hold any character, percent-encoded or as it is: the last "@" that a
    /// host can follow ends it. Problems never repeat the password.
    static Result<ConnectionUrl> parse(QStringView text);

    /// The URL with the password, for sealing; parse() reads it back to the same value.
    QString toString() const { return print(true); }
    /// The URL with the password shown as "***".
    QString displayUrl() const { return print(false); }

    QString kindName() const; ///< "sqlite", "postgresql", "mysql", "sqlserver", "odbc", "sample"
    /// What is known before connecting: an ODBC source may turn out to be another one.
    Dialect dialect() const;

    QString option(QStringView name) const;                    ///< empty when it is not set
    void setOption(const QString &name, const QString &value); ///< an empty value removes it
    /// ODBC: the value of a keyword, whatever its case; empty when it is not there.
    QString attribute(QStringView keyword) const;

    /// The options that name files on the server's disk: certificates and keys.
    static bool isFileOption(QStringView name);

    /// Whether it says enough to be tried.
    bool isComplete() const;
    /// A name to start with: that of the file or the database.
    QString suggestedName() const;

    friend bool operator==(const ConnectionUrl &, const ConnectionUrl &) = default;

private:
    QString print(bool withPassword) const;
};

} // namespace tabletalk
