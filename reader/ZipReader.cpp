// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/ZipReader.h"

#include <QCoreApplication>
#include <QFile>

#include <archive.h>
#include <archive_entry.h>

namespace tabletalk::reader {

static constexpr qsizetype pieceBytes = 64 * 1024;

static QString tr(const char *text)
{
    return QCoreApplication::translate("FileReader", text);
}

struct ArchiveFree
{
    void operator()(archive *zip) const { archive_read_free(zip); }
};

struct ZipReader::Source
{
    explicit Source(QFile &from)
        : file(from)
    {}

    static la_ssize_t read(archive *, void *self, const void **bytes)
    {
        auto *source = static_cast<Source *>(self);
        source->piece = source->file.read(pieceBytes);
        *bytes = source->piece.constData();
        return source->piece.size();
    }

    static la_int64_t seek(archive *, void *self, la_int64_t offset, int whence)
    {
        QFile &file = static_cast<Source *>(self)->file;
        const qint64 base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.pos() : file.size();
        return file.seek(base + offset) ? file.pos() : ARCHIVE_FATAL;
    }

    static la_int64_t skip(archive *, void *self, la_int64_t bytes)
    {
        QFile &file = static_cast<Source *>(self)->file;
        const qint64 before = file.pos();
        return file.seek(std::min(before + bytes, file.size())) ? file.pos() - before : 0;
    }

    QFile &file;
    QByteArray piece;
    std::unique_ptr<archive, ArchiveFree> zip{archive_read_new()};
    bool open = false;
};

ZipReader::ZipReader(QFile &file, qint64 mostUnpacked)
    : m_source(std::make_unique<Source>(file))
    , m_mostUnpacked(mostUnpacked)
{
    file.seek(0);
    archive *zip = m_source->zip.get();
    archive_read_support_format_zip(zip);
    archive_read_set_read_callback(zip, &Source::read);
    archive_read_set_seek_callback(zip, &Source::seek);
    archive_read_set_skip_callback(zip, &Source::skip);
    archive_read_set_callback_data(zip, m_source.get());
    m_source->open = archive_read_open1(zip) == ARCHIVE_OK;
}

ZipReader::~ZipReader() = default;

std::optional<QString> ZipReader::next()
{
    archive_entry *entry = nullptr;
    if (!m_source->open || archive_read_next_header(m_source->zip.get(), &entry) < ARCHIVE_WARN)
        return {};
    if (!entry)
        return {};
    const char *name = archive_entry_pathname_utf8(entry);
    return QString::fromUtf8(name ? name : archive_entry_pathname(entry));
}

Result<QByteArray> ZipReader::piece()
{
    QByteArray bytes(pieceBytes, Qt::Uninitialized);
    const la_ssize_t got = archive_read_data(m_source->zip.get(), bytes.data(), size_t(bytes.size()));
    if (got < 0) {
        const bool locked = archive_read_has_encrypted_entries(m_source->zip.get()) > 0;
        Problem damaged = Problem::of(
            ProblemCode::InvalidRequest,
            locked ? tr("The file is protected by a password.") : tr("The file is damaged: it cannot be unpacked."),
            locked ? tr("Save it without a password.") : tr("Save it anew with the program that it comes from."));
        damaged.title = tr("The file could not be read");
        return std::unexpected(std::move(damaged));
    }
    bytes.truncate(got);
    m_unpacked += got;
    if (m_unpacked > m_mostUnpacked)
        return failure(
            ProblemCode::TooLarge,
            tr("The file is small, but holds more than %1 MB when it is unpacked.").arg(m_mostUnpacked / 1'048'576),
            tr("Divide it into smaller files."));
    return bytes;
}

Result<QByteArray> ZipReader::whole(qint64 mostBytes)
{
    QByteArray all;
    while (true) {
        Result<QByteArray> part = piece();
        if (!part)
            return part;
        if (part->isEmpty())
            return all;
        all += *part;
        if (all.size() > mostBytes)
            return failure(ProblemCode::TooLarge, tr("A part of the file is larger than parts of documents are."));
    }
}

} // namespace tabletalk::reader
