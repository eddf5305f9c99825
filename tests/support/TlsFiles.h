// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace tabletalk::test {

/// Real certificates for tests of encryption, made by the openssl program in a temporary
/// directory: two authorities, and what the first one issued.
class TlsFiles
{
public:
    /// Null when openssl is missing or fails; the out-parameter says why.
    static std::unique_ptr<TlsFiles> make(QString *error);

    /// The authority that issued everything here.
    QString authority() const { return path(u"authority.pem"); }
    /// One that issued nothing here.
    QString stranger() const { return path(u"stranger.pem"); }

    /// A certificate and its key: "localhost" (a server, for localhost and 127.0.0.1), "elsewhere" (a
    /// server, for db.example.org), "expired" (for localhost, until yesterday), "client".
    QString certificate(QStringView name) const { return path(QString(name + u".pem")); }
    QString key(QStringView name) const { return path(QString(name + u".key")); }

    /// Gives the files to the system user that a database server runs as, when the test is
    /// root; what went wrong, or empty. Everybody can read certificates, their owner the keys.
    QString giveTo(const QString &user) const;

private:
    TlsFiles() = default;
    QString path(QStringView file) const { return m_directory.filePath(file.toString()); }
    bool makeAuthority(const QString &name, QString *error) const;
    bool issue(const QString &name, const QString &subject, const QString &extensions, int days, QString *error) const;

    QTemporaryDir m_directory;
};

} // namespace tabletalk::test
