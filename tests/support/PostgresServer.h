// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

#include <memory>

QT_BEGIN_NAMESPACE
class QProcess;
QT_END_NAMESPACE

namespace tabletalk::test {

/// A real PostgreSQL of the test's own: a fresh cluster in a temporary directory, on a free
/// loopback port, stopped and removed at the end, also when the test crashes. Without an
/// installed PostgreSQL start() gives nothing and says why; a test must then fail, not skip.
class PostgresServer
{
public:
    /// Null when PostgreSQL is missing or does not start; error() of the out-parameter says why.
    static std::unique_ptr<PostgresServer> start(QString *error);
    ~PostgresServer();

    quint16 port() const { return m_port; }
    static QString user() { return QStringLiteral("tester"); }
    static QString password() { return QStringLiteral("p@ss/w#rd:1"); }

    /// "postgresql://tester:…@127.0.0.1:port/database", with the password percent-encoded.
    QString url(const QString &database = QStringLiteral("postgres")) const { return urlAt(m_port, database); }
    /// The same of one that another process started.
    static QString urlAt(quint16 port, const QString &database);

    /// Runs SQL text by psql as the superuser; what went wrong, or empty.
    QString execute(const QString &sql, const QString &database = QStringLiteral("postgres")) const;
    /// What psql prints for a query, unaligned and without headers, trimmed.
    QString query(const QString &sql, const QString &database = QStringLiteral("postgres")) const;

    /// Stops the server at once, as a crash would; it can be started again.
    void kill();
    bool restart(QString *error);

private:
    PostgresServer() = default;
    bool makeCluster(QString *error);
    bool launch(QString *error);
    QString psql(const QString &sql, const QString &database, QString *failure) const;

    QTemporaryDir m_directory;
    QString m_binaries;
    quint16 m_port = 0;
    std::unique_ptr<QProcess> m_process;
};

} // namespace tabletalk::test
