// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"

#include <QByteArray>
#include <QString>

namespace tabletalk {

/// An archive in the ustar format, in memory: small, and read everywhere.
class TarWriter
{
public:
    explicit TarWriter(Instant at)
        : m_at(at)
    {}

    /// name: at most 100 bytes, without folders.
    void add(const QString &name, const QByteArray &content);
    qsizetype size() const { return m_bytes.size(); }
    /// With the two empty blocks at its end.
    QByteArray finish();

private:
    Instant m_at;
    QByteArray m_bytes;
};

} // namespace tabletalk
