// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QByteArrayView>

#include <memory>

class QIODevice;
struct archive;

namespace tabletalk {

/// A ZIP archive written from front to back: nothing of it is kept, and the device needs no
/// seeking. Entries follow each other. The only file that knows the archive library.
class ZipStream
{
public:
    /// Spreadsheet programs take no entry of 4 GiB or more in a stream.
    static constexpr qint64 mostEntryBytes = 0xffff'ffff;

    /// The device stays the caller's, and outlives this.
    explicit ZipStream(QIODevice &out);
    ~ZipStream();
    Q_DISABLE_COPY_MOVE(ZipStream)

    /// Ends the entry before, if there is one.
    Result<void> begin(const char *name);
    Result<void> write(QByteArrayView bytes);
    /// Writes the directory, without which the archive is not whole.
    Result<void> end();

    /// Written to the entry so far, before packing.
    qint64 entryBytes() const { return m_entryBytes; }

private:
    struct Free
    {
        void operator()(archive *zip) const;
    };

    Result<void> open();
    Result<void> failed() const;

    QIODevice &m_out;
    std::unique_ptr<archive, Free> m_zip;
    qint64 m_entryBytes = 0;
};

} // namespace tabletalk
