// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

class QFile;

namespace tabletalk::reader {

/// The entries of a ZIP file, front to back, unpacked piece by piece; nothing is ever written.
class ZipReader
{
public:
    /// mostUnpacked: of all that is read.
    ZipReader(QFile &file, qint64 mostUnpacked);
    ~ZipReader();
    ZipReader(const ZipReader &) = delete;
    ZipReader &operator=(const ZipReader &) = delete;

    /// The name of the next entry; nothing at the end, or where the file is damaged.
    std::optional<QString> next();
    /// The next piece of that entry, empty at its end.
    Result<QByteArray> piece();
    /// All of it, if it is no larger.
    Result<QByteArray> whole(qint64 mostBytes);

private:
    struct Source;
    std::unique_ptr<Source> m_source;
    qint64 m_mostUnpacked;
    qint64 m_unpacked = 0;
};

} // namespace tabletalk::reader
