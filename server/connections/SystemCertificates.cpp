// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/SystemCertificates.h"

#include "server/base/WindowsCertificates.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryFile>

namespace tabletalk {

using namespace Qt::StringLiterals;

#ifdef Q_OS_WIN
/// The library wants a file and Windows has none: its certificates, written once a process.
QString systemCertificateFile()
{
    static const QString written = [] {
        QTemporaryFile file(QDir::tempPath() + u"/tabletalk-authorities-XXXXXX.pem");
        file.setAutoRemove(false);
        const QByteArray all = windowsCertificates();
        return !all.isEmpty() && file.open() && file.write(all) == all.size() && file.flush() ? file.fileName()
                                                                                              : QString();
    }();
    return written;
}
#else
QString systemCertificateFile()
{
    // Debian and Ubuntu; Fedora and Red Hat; openSUSE; macOS and the BSDs with OpenSSL.
    for (const QString &path :
         {u"/etc/ssl/certs/ca-certificates.crt"_s, u"/etc/pki/tls/certs/ca-bundle.crt"_s, u"/etc/ssl/ca-bundle.pem"_s,
          u"/etc/ssl/cert.pem"_s, u"/opt/homebrew/etc/openssl@3/cert.pem"_s}) {
        if (QFileInfo(path).isReadable())
            return path;
    }
    return QString();
}
#endif

} // namespace tabletalk
