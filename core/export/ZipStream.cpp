// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/ZipStream.h"

#include <QCoreApplication>
#include <QIODevice>

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>

namespace tabletalk {

namespace {

la_ssize_t writeTo(archive *zip, void *device, const void *bytes, size_t size)
{
    auto *out = static_cast<QIODevice *>(device);
    if (out->write(static_cast<const char *>(bytes), qint64(size)) == qint64(size))
        return la_ssize_t(size);
    archive_set_error(zip, EIO, "%s", qUtf8Printable(out->errorString()));
    return -1;
}

} // namespace

ZipStream::ZipStream(QIODevice &out)
    : m_out(out)
{}

ZipStream::~ZipStream() = default;

void ZipStream::Free::operator()(archive *zip) const
{
    archive_write_fail(zip); // no end is written to an archive that was given up
    archive_write_free(zip);
}

Result<void> ZipStream::open()
{
    constexpr int blockBytes = 64 * 1024;
    m_zip.reset(archive_write_new());
    archive *zip = m_zip.get();
    // Speed counts more than the last tenth of size. Without ZIP64's longer descriptors, which
    // Excel does not take.
    const bool ready = zip && archive_write_set_format_zip(zip) == ARCHIVE_OK
                       && archive_write_set_format_option(zip, "zip", "compression-level", "2") == ARCHIVE_OK
                       && archive_write_set_format_option(zip, "zip", "zip64", nullptr) == ARCHIVE_OK
                       && archive_write_set_bytes_per_block(zip, blockBytes) == ARCHIVE_OK
                       && archive_write_set_bytes_in_last_block(zip, 1) == ARCHIVE_OK
                       && archive_write_open(zip, &m_out, nullptr, &writeTo, nullptr) == ARCHIVE_OK;
    return ready ? Result<void>() : failed();
}

Result<void> ZipStream::begin(const char *name)
{
    if (!m_zip) {
        if (auto opened = open(); !opened)
            return opened;
    }
    const std::unique_ptr<archive_entry, void (*)(archive_entry *)> entry(archive_entry_new(), &archive_entry_free);
    archive_entry_set_pathname(entry.get(), name);
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    constexpr time_t firstMoment = 315619200; // 1980-01-02; archives of the same rows are the same
    archive_entry_set_mtime(entry.get(), firstMoment, 0);
    m_entryBytes = 0;
    return archive_write_header(m_zip.get(), entry.get()) == ARCHIVE_OK ? Result<void>() : failed();
}

Result<void> ZipStream::write(QByteArrayView bytes)
{
    m_entryBytes += bytes.size();
    const la_ssize_t written = archive_write_data(m_zip.get(), bytes.data(), size_t(bytes.size()));
    return written == bytes.size() ? Result<void>() : failed();
}

Result<void> ZipStream::end()
{
    return archive_write_close(m_zip.get()) == ARCHIVE_OK ? Result<void>() : failed();
}

Result<void> ZipStream::failed() const
{
    const char *why = m_zip ? archive_error_string(m_zip.get()) : nullptr;
    return failure(ProblemCode::Unavailable,
                   QCoreApplication::translate("Export", "The file could not be packed: %1")
                       .arg(QString::fromUtf8(why ? why : "no memory")),
                   QCoreApplication::translate("Export", "Is the disk full?"));
}

} // namespace tabletalk
