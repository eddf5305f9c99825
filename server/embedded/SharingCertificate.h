// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QByteArray>
#include <QString>

namespace tabletalk {

/// Files with the certificate of a server that makes its own.
struct SharingCertificate
{
    QString certificate;
    QString key;
    QByteArray fingerprint; ///< SHA-256, 32 bytes

    /// That of the directory; made the first time, and when a file is missing. Unavailable when the files cannot be
    /// written, or others may read the key.
    static Result<SharingCertificate> in(const QString &directory);
};

} // namespace tabletalk
