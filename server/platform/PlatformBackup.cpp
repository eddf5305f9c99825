// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/PlatformBackup.h"

#include "core/base/Clock.h"
#include "server/platform/MovedPlatform.h"
#include "server/platform/SqliteConnection.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>
#include <QTemporaryDir>

#include <archive.h>
#include <archive_entry.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int backupVersion = 1;
constexpr qint64 blockBytes = 256LL * 1024;
constexpr qint64 mostManifest = 64LL * 1024 * 1024;
const auto manifestName = "manifest.json"_L1;
const auto databaseName = "platform.db"_L1;
const auto keyName = "master.key"_L1;

QString tr(const char *text)
{
    return QCoreApplication::translate("Backup", text);
}

std::unexpected<Problem> failed(const QString &detail, const QString &hint = {})
{
    return failure(ProblemCode::Unavailable, detail, hint);
}

std::unexpected<Problem> unsound(const QString &file)
{
    return failure(ProblemCode::InvalidRequest,
                   tr("%1 is no backup of Tabletalk, or it was changed or cut off.").arg(file),
                   tr("Take another backup; nothing was restored."));
}

/// What a backup may hold, so that an archive made by somebody else cannot write elsewhere.
bool isNameInBackup(const QString &name)
{
    static const QRegularExpression inFolder(u"^(spool|samples)(/[A-Za-z0-9][A-Za-z0-9._-]*)+$"_s);
    return name == databaseName || name == keyName || name == manifestName || inFolder.match(name).hasMatch();
}

struct WriteFree
{
    void operator()(archive *written) const { archive_write_free(written); }
};
struct ReadFree
{
    void operator()(archive *read) const { archive_read_free(read); }
};

/// The archive on its way to the disk.
class BackupWriter
{
public:
    explicit BackupWriter(QSaveFile &out)
        : m_out(out)
    {}

    Result<void> open()
    {
        m_archive.reset(archive_write_new());
        archive *made = m_archive.get();
        const bool ready = made && archive_write_set_format_pax_restricted(made) == ARCHIVE_OK
                           && archive_write_add_filter_gzip(made) == ARCHIVE_OK
                           && archive_write_set_filter_option(made, "gzip", "compression-level", "3") == ARCHIVE_OK
                           && archive_write_set_bytes_in_last_block(made, 1) == ARCHIVE_OK
                           && archive_write_open(made, &m_out, nullptr, &writeTo, nullptr) == ARCHIVE_OK;
        return ready ? Result<void>() : cannotWrite();
    }

    /// A file that goes away meanwhile (expired rows) is left out.
    Result<void> addFile(const QString &path, const QString &name)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const qint64 size = file.size();
        if (auto begun = begin(name, size); !begun)
            return begun;
        QCryptographicHash hash(QCryptographicHash::Sha256);
        qint64 left = size;
        while (left > 0) {
            const QByteArray block = file.read(qMin(left, blockBytes));
            if (block.isEmpty())
                return failed(tr("%1 became shorter while it was read.").arg(path), tr("Back up again."));
            hash.addData(block);
            left -= block.size();
            if (archive_write_data(m_archive.get(), block.constData(), size_t(block.size())) != block.size())
                return cannotWrite();
        }
        m_checksums.insert(name, QString::fromLatin1(hash.result().toHex()));
        m_report.bytes += size;
        ++m_report.files;
        return {};
    }

    Result<BackupReport> finish(const BackupReport &what, const Clock &clock)
    {
        const QJsonObject manifest{{u"version"_s, backupVersion},
                                   {u"program"_s, QString::fromLatin1(TABLETALK_VERSION)},
                                   {u"at"_s, clock.now().toRfc3339()},
                                   {u"sha256"_s, m_checksums}};
        const QByteArray text = QJsonDocument(manifest).toJson(QJsonDocument::Compact);
        if (auto begun = begin(QString(manifestName), text.size()); !begun)
            return std::unexpected(std::move(begun).error());
        if (archive_write_data(m_archive.get(), text.constData(), size_t(text.size())) != text.size()
            || archive_write_close(m_archive.get()) != ARCHIVE_OK)
            return std::unexpected(cannotWrite().error());
        m_report.hasKey = what.hasKey;
        m_report.hasDatabase = what.hasDatabase;
        return m_report;
    }

private:
    static la_ssize_t writeTo(archive * /*archive*/, void *device, const void *bytes, size_t size)
    {
        return static_cast<QSaveFile *>(device)->write(static_cast<const char *>(bytes), qint64(size));
    }

    Result<void> begin(const QString &name, qint64 size)
    {
        constexpr int ownerOnly = 0600;
        const std::unique_ptr<archive_entry, void (*)(archive_entry *)> entry(archive_entry_new(), &archive_entry_free);
        archive_entry_set_pathname(entry.get(), name.toUtf8().constData());
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), ownerOnly);
        archive_entry_set_size(entry.get(), size);
        return archive_write_header(m_archive.get(), entry.get()) == ARCHIVE_OK ? Result<void>() : cannotWrite();
    }

    Result<void> cannotWrite() const
    {
        return failed(tr("The backup cannot be written: %1").arg(m_out.errorString()),
                      tr("Look for space on the disk."));
    }

    QSaveFile &m_out;
    std::unique_ptr<archive, WriteFree> m_archive;
    QJsonObject m_checksums;
    BackupReport m_report;
};

/// The database as of one moment, in a file of its own, whether a server writes to it or not.
Result<void> copyDatabase(const QString &from, const QString &to)
{
    const Statements none;
    {
        auto connection = SqliteConnection::open(from, SqliteAccess::ReadWrite, none);
        if (!connection)
            return std::unexpected(std::move(connection).error());
        if (auto copied = (*connection)->query(u"VACUUM INTO ?"_s, {to}); !copied)
            return std::unexpected(std::move(copied).error());
    }
    auto copy = SqliteConnection::open(to, SqliteAccess::ReadOnly, none);
    if (!copy)
        return std::unexpected(std::move(copy).error());
    const auto checked = (*copy)->query(u"PRAGMA quick_check"_s, {});
    if (!checked)
        return std::unexpected(checked.error());
    if (checked->size() != 1 || checked->front().size() != 1 || checked->front().front().toString() != u"ok")
        return failed(tr("The platform database is damaged, and so would be a copy of it."),
                      tr("Restore an earlier backup, or one of the copies beside it."));
    return {};
}

Result<void> addFolder(BackupWriter &writer, const QString &directory, const QString &folder)
{
    const QDir root(directory);
    QDirIterator files(root.filePath(folder), QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString name = root.relativeFilePath(path);
        if (!isNameInBackup(name))
            continue;
        if (auto added = writer.addFile(path, name); !added)
            return added;
    }
    return {};
}

/// One file of the archive, with its checksum.
Result<QString> extract(archive *read, const QString &path, const QString &file)
{
    if (!QDir().mkpath(QFileInfo(path).path()))
        return failed(tr("%1 cannot be made.").arg(QFileInfo(path).path()));
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return failed(tr("%1 cannot be written: %2").arg(path, out.errorString()));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QByteArray block(blockBytes, Qt::Uninitialized);
    la_ssize_t got = 0;
    while ((got = archive_read_data(read, block.data(), size_t(block.size()))) > 0) {
        const QByteArrayView bytes(block.constData(), got);
        hash.addData(bytes.toByteArray());
        if (out.write(bytes.data(), bytes.size()) != bytes.size())
            return failed(tr("%1 cannot be written: %2").arg(path, out.errorString()),
                          tr("Look for space on the disk."));
    }
    if (got < 0)
        return unsound(file);
    return QString::fromLatin1(hash.result().toHex());
}

struct Extracted
{
    QHash<QString, QString> checksums;
    BackupReport report;
};

Result<Extracted> extractAll(archive *read, const QString &into, const QString &file)
{
    Extracted all;
    archive_entry *entry = nullptr;
    int state = ARCHIVE_OK;
    while ((state = archive_read_next_header(read, &entry)) == ARCHIVE_OK) {
        const QString name = QString::fromUtf8(archive_entry_pathname(entry));
        const bool isManifest = name == manifestName;
        if (archive_entry_filetype(entry) != AE_IFREG || !isNameInBackup(name) || all.checksums.contains(name)
            || (isManifest && archive_entry_size(entry) > mostManifest))
            return unsound(file);
        auto checksum = extract(read, into + u'/' + name, file);
        if (!checksum)
            return std::unexpected(std::move(checksum).error());
        all.checksums.insert(name, *checksum);
        all.report.bytes += QFileInfo(QString(into + u'/' + name)).size();
    }
    if (state != ARCHIVE_EOF)
        return unsound(file);
    return all;
}

/// All that the manifest names is there as it was, and nothing else is.
bool isAsWritten(const QString &into, QHash<QString, QString> checksums)
{
    QFile manifest(QString(into + u'/' + manifestName));
    if (!manifest.open(QIODevice::ReadOnly))
        return false;
    const QJsonObject told = QJsonDocument::fromJson(manifest.readAll()).object();
    manifest.remove();
    checksums.remove(manifestName);
    const QJsonObject expected = told.value("sha256"_L1).toObject();
    if (told.value("version"_L1).toInt() != backupVersion || expected.size() != checksums.size())
        return false;
    for (auto each = checksums.cbegin(); each != checksums.cend(); ++each) {
        if (expected.value(each.key()).toString() != each.value())
            return false;
    }
    return true;
}

Result<void> checkDirectory(const QString &directory)
{
    const QDir there(directory);
    if (there.exists() && !there.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        return failure(ProblemCode::Conflict, tr("%1 holds something already.").arg(directory),
                       tr("Name a directory that is not there yet; the old one is left as it is."));
    return {};
}

} // namespace

Result<BackupReport> backUp(const QString &directory, const QString &file, const BackupOptions &options,
                            const Clock &clock)
{
    const QString database = directory + u'/' + databaseName;
    const QString key = directory + u'/' + keyName;
    BackupReport what;
    what.hasDatabase = options.withDatabase;
    what.hasKey = options.withKey && QFile::exists(key);
    if (!QFileInfo(directory).isDir() || (what.hasDatabase && !QFile::exists(database)))
        return failure(ProblemCode::NotFound, tr("%1 is no data directory of Tabletalk.").arg(directory),
                       tr("Name the one that the server uses: --data-dir DIR."));
    if (QFileInfo::exists(file))
        return failure(ProblemCode::Conflict, tr("%1 is there already.").arg(file),
                       tr("Name a file that is not there yet."));
    if (!QFileInfo(QFileInfo(file).absolutePath()).isDir())
        return failure(ProblemCode::NotFound, tr("The folder of %1 is not there.").arg(file),
                       tr("Make it first, readable by its owner alone."));
    if (auto here = what.hasDatabase ? refuseMoved(directory) : Result<void>(); !here)
        return std::unexpected(std::move(here).error());
    const QTemporaryDir working(QString(QFileInfo(file).absolutePath() + u"/.tabletalk-backup-XXXXXX"));
    QSaveFile out(file);
    if (!working.isValid() || !out.open(QIODevice::WriteOnly))
        return failed(tr("%1 cannot be written.").arg(file));
    out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);

    BackupWriter writer(out);
    auto done = writer.open();
    // The database first: whatever it refers to was there at that moment.
    if (done && what.hasDatabase) {
        const QString copy = working.filePath(databaseName);
        done = copyDatabase(database, copy);
        if (done)
            done = writer.addFile(copy, databaseName);
    }
    if (done && what.hasKey)
        done = writer.addFile(key, keyName);
    for (const QString &folder : {u"spool"_s, u"samples"_s}) {
        if (done)
            done = addFolder(writer, directory, folder);
    }
    if (!done)
        return std::unexpected(std::move(done).error());
    auto report = writer.finish(what, clock);
    if (report && !out.commit())
        return failed(tr("%1 cannot be written: %2").arg(file, out.errorString()));
    return report;
}

Result<void> copyPlatformDatabase(const QString &directory, const QString &file)
{
    return copyDatabase(QDir(directory).filePath(databaseName), file);
}

Result<BackupReport> restoreBackup(const QString &file, const QString &directory)
{
    if (auto ready = checkDirectory(directory); !ready)
        return std::unexpected(std::move(ready).error());
    const QString parent = QFileInfo(directory).absolutePath();
    QTemporaryDir working(QString(parent + u"/.tabletalk-restore-XXXXXX"));
    if (!working.isValid())
        return failed(tr("%1 cannot be written.").arg(parent));
    const std::unique_ptr<archive, ReadFree> read(archive_read_new());
    archive_read_support_filter_gzip(read.get());
    archive_read_support_format_tar(read.get());
    if (archive_read_open_filename(read.get(), QFile::encodeName(file).constData(), size_t(blockBytes)) != ARCHIVE_OK)
        return QFileInfo::exists(file) ? unsound(file)
                                       : failure(ProblemCode::NotFound, tr("There is no file %1.").arg(file));
    auto all = extractAll(read.get(), working.path(), file);
    if (!all)
        return std::unexpected(std::move(all).error());
    if (!isAsWritten(working.path(), all->checksums))
        return unsound(file);
    all->report.files = all->checksums.size() - 1;
    all->report.hasKey = all->checksums.contains(keyName);
    all->report.hasDatabase = all->checksums.contains(databaseName);
    QDir().rmdir(directory); // one that is empty
    if (!QDir().rename(working.path(), directory))
        return failed(tr("%1 cannot be made.").arg(directory));
    working.setAutoRemove(false);
    return all->report;
}

} // namespace tabletalk
