// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/SystemCertificates.h"

#include <QFileInfo>

namespace tabletalk {

using namespace Qt::StringLiterals;

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

} // namespace tabletalk
