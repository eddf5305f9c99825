// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/WindowsCertificates.h"

#include <QtGlobal>

#ifdef Q_OS_WIN
#include <windows.h>

#include <wincrypt.h>
#endif

namespace tabletalk {

#ifdef Q_OS_WIN
/// In lines of 64 characters, as every reader of PEM takes them.
static QByteArray inPem(const QByteArray &der)
{
    constexpr qsizetype lineLength = 64;
    const QByteArray text = der.toBase64();
    QByteArray pem = "-----BEGIN CERTIFICATE-----\n";
    for (qsizetype at = 0; at < text.size(); at += lineLength)
        pem.append(text.mid(at, lineLength)).append('\n');
    pem += "-----END CERTIFICATE-----\n";
    return pem;
}

QByteArray windowsCertificates()
{
    QByteArray all;
    const HCERTSTORE store = CertOpenSystemStoreW(0, L"ROOT");
    if (!store)
        return all;
    PCCERT_CONTEXT each = nullptr;
    while ((each = CertEnumCertificatesInStore(store, each)) != nullptr)
        all += inPem(QByteArray(reinterpret_cast<const char *>(each->pbCertEncoded), qsizetype(each->cbCertEncoded)));
    CertCloseStore(store, 0);
    return all;
}
#else
QByteArray windowsCertificates()
{
    return {};
}
#endif

} // namespace tabletalk
