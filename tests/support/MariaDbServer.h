// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

QT_BEGIN_NAMESPACE
class QProcess;
QT_END_NAMESPACE

namespace tabletalk::test {

/// A real MariaDB of the test's own: fresh tables in a temporary directory, on a free
/// loopback port, stopped and removed at the end, also when the test crashes. Without an
/// installed MariaDB start() gives nothing and says why; a test must then fail, not skip.
class MariaDbServer
{
public:
    /// Null when MariaDB is missing or does not start; the out-parameter says why. options go
    /// to the server as they are ("--ssl-cert=…").
    static std::unique_ptr<MariaDbServer> start(QString *error, const QStringList &options = {});
    ~MariaDbServer();

    quint16 port() const { return m_port; }
    /// An account that may do everything.
    static QString user() { return QStringLiteral("tester"); }
    static QString password() { return QStringLiteral("p@ss/w#rd:1"); }
    /// An account that may only read, all databases.
    static QString reader() { return QStringLiteral("reader"); }

    /// "mysql://user:…@127.0.0.1:port/database", with the password percent-encoded.
    QString url(const QString &database, const QString &asUser = user()) const;

    /// Runs SQL text as the administrator, over the server's own socket; what went wrong, or empty.
    QString execute(const QString &sql, const QString &database = QStringLiteral("mysql")) const;
    /// What a query gives, columns separated by tabs and rows by line feeds, trimmed.
    QString query(const QString &sql, const QString &database = QStringLiteral("mysql")) const;

    /// Stops the server at once, as a crash would; it can be started again.
    void kill();
    bool restart(QString *error);

    /// Starts it again with other options.
    bool restartWith(const QStringList &options, QString *error);

private:
    MariaDbServer() = default;
    bool makeTables(QString *error);
    bool launch(QString *error);
    QString client(const QString &sql, const QString &database, QString *failure) const;

    QTemporaryDir m_directory;
    QStringList m_options;
    quint16 m_port = 0;
    std::unique_ptr<QProcess> m_process;
};

} // namespace tabletalk::test
