// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <archive.h>
#include <archive_entry.h>

namespace tabletalk::test {

/// The entries of an archive by their names; none where it cannot be read to its end.
inline QMap<QString, QByteArray> readZip(const QByteArray &bytes)
{
    QMap<QString, QByteArray> entries;
    archive *zip = archive_read_new();
    archive_read_support_format_zip(zip);
    bool whole = archive_read_open_memory(zip, bytes.constData(), size_t(bytes.size())) == ARCHIVE_OK;
    archive_entry *entry = nullptr;
    int state = ARCHIVE_OK;
    while (whole && (state = archive_read_next_header(zip, &entry)) == ARCHIVE_OK) {
        QByteArray content;
        QByteArray block(64 * 1024, Qt::Uninitialized);
        la_ssize_t got = 0;
        while ((got = archive_read_data(zip, block.data(), size_t(block.size()))) > 0)
            content.append(block.constData(), got);
        whole = got == 0;
        entries.insert(QString::fromUtf8(archive_entry_pathname(entry)), content);
    }
    archive_read_free(zip);
    return whole && state == ARCHIVE_EOF ? entries : QMap<QString, QByteArray>();
}

} // namespace tabletalk::test
