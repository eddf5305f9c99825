// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TlsFiles.h"

#include <QDir>
#include <QFile>
#include <QProcess>

#include <unistd.h>

namespace tabletalk::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int commandTimeoutMs = 60'000;

bool runToEnd(const QString &program, const QStringList &arguments, QString *error)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (process.waitForFinished(commandTimeoutMs) && process.exitStatus() == QProcess::NormalExit
        && process.exitCode() == 0)
        return true;
    *error = program + u": "_s + process.errorString() + u' ' + QString::fromLocal8Bit(process.readAll());
    return false;
}

QStringList newKey(const QString &path)
{
    return {u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-keyout"_s, path};
}

} // namespace

std::unique_ptr<TlsFiles> TlsFiles::make(QString *error)
{
    std::unique_ptr<TlsFiles> files(new TlsFiles);
    if (!files->m_directory.isValid()) {
        *error = files->m_directory.errorString();
        return nullptr;
    }
    const QString here = u"subjectAltName=DNS:localhost,IP:127.0.0.1"_s;
    const bool made =
        files->makeAuthority(u"authority"_s, error) && files->makeAuthority(u"stranger"_s, error)
        && files->issue(u"localhost"_s, u"/CN=localhost"_s, here, 30, error)
        && files->issue(u"elsewhere"_s, u"/CN=db.example.org"_s, u"subjectAltName=DNS:db.example.org"_s, 30, error)
        && files->issue(u"expired"_s, u"/CN=localhost"_s, here, -1, error)
        && files->issue(u"client"_s, u"/CN=tester"_s, u"extendedKeyUsage=clientAuth"_s, 30, error);
    if (!made)
        return nullptr;
    // A database server runs as another user, and has to get here.
    QFile::setPermissions(files->m_directory.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
                                                         | QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther
                                                         | QFile::ExeOther);
    return files;
}

bool TlsFiles::makeAuthority(const QString &name, QString *error) const
{
    return runToEnd(u"openssl"_s,
                    QStringList{u"req"_s, u"-x509"_s} + newKey(key(name))
                        + QStringList{u"-out"_s, certificate(name), u"-days"_s, u"30"_s, u"-subj"_s,
                                      QString(u"/CN=Tabletalk test "_s + name)},
                    error);
}

bool TlsFiles::issue(const QString &name, const QString &subject, const QString &extensions, int days,
                     QString *error) const
{
    const QString request = path(QString(name + u".csr"));
    const QString extensionsFile = path(QString(name + u".ext"));
    QFile file(extensionsFile);
    if (!file.open(QIODevice::WriteOnly)
        || file.write("basicConstraints=CA:FALSE\n" + extensions.toUtf8() + '\n') < 0) {
        *error = file.errorString();
        return false;
    }
    file.close();
    return runToEnd(u"openssl"_s,
                    QStringList{u"req"_s} + newKey(key(name)) + QStringList{u"-out"_s, request, u"-subj"_s, subject},
                    error)
           && runToEnd(u"openssl"_s,
                       {u"x509"_s, u"-req"_s, u"-in"_s, request, u"-CA"_s, authority(), u"-CAkey"_s, key(u"authority"),
                        u"-CAcreateserial"_s, u"-days"_s, QString::number(days), u"-extfile"_s, extensionsFile,
                        u"-out"_s, certificate(name)},
                       error);
}

QString TlsFiles::giveTo(const QString &user) const
{
    QString error;
    if (geteuid() == 0)
        runToEnd(u"chown"_s, {u"-R"_s, user, m_directory.path()}, &error);
    return error;
}

} // namespace tabletalk::test
