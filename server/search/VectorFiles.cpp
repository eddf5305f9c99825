// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/VectorFiles.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QSaveFile>
#include <QUuid>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace tabletalk {

Q_LOGGING_CATEGORY(lcVectors, "tabletalk.search.vectors")

namespace {

constexpr QLatin1StringView headName{"graph.head"};
constexpr QLatin1StringView headFormat{"tabletalk-graph-1"};
constexpr qsizetype headFields = 7;

QByteArray checksumOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result().toHex() : QByteArray();
}

/// What was written is on the disk, or its name in a folder.
bool syncToDisk(const QString &path)
{
#ifdef Q_OS_UNIX
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    const bool done = ::fsync(file) == 0;
    ::close(file);
    return done;
#else
    Q_UNUSED(path)
    return true;
#endif
}

/// All graphs but one: those of earlier heads, and what a process that was killed left.
void removeOthers(const QDir &folder, const QString &but)
{
    for (const QString &name : folder.entryList({u"*.hnsw"_s}, QDir::Files)) {
        if (name != but)
            QFile::remove(folder.filePath(name));
    }
}

} // namespace

QString VectorFiles::folderOf(const Place &place) const
{
    return QString(m_folder + u'/' + place.tenant.toString() + u'/' + place.workspace.toString());
}

bool VectorFiles::write(const Place &place, const Head &head, const VectorIndex &vectors) const
{
    if (m_folder.isEmpty() || !vectors.isGraph())
        return false;
    const QDir folder(folderOf(place));
    if (!QDir().mkpath(folder.path()))
        return false;
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces) + u".hnsw";
    const QString path = folder.filePath(name);
    const auto written = vectors.writeGraph(path);
    if (!written || !syncToDisk(path)) {
        QFile::remove(path);
        return false;
    }
    QSaveFile file(folder.filePath(headName));
    const QString text = QStringList{headFormat,
                                     name,
                                     QString::fromLatin1(checksumOf(path)),
                                     QString::number(QFileInfo(path).size()),
                                     QString::number(head.generation),
                                     QString::number(head.dimensions),
                                     QString::number(head.until)}
                             .join(u'\n');
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 || !file.flush()) {
        QFile::remove(path);
        return false;
    }
    if (!file.commit()) { // syncs and renames
        QFile::remove(path);
        return false;
    }
    syncToDisk(folder.path());
    removeOthers(folder, name);
    return true;
}

std::optional<VectorFiles::Kept> VectorFiles::read(const Place &place, int generation) const
{
    if (m_folder.isEmpty())
        return std::nullopt;
    const QDir folder(folderOf(place));
    QFile file(folder.filePath(headName));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    constexpr qint64 longestHead = 4096;
    const QStringList fields = QString::fromUtf8(file.read(longestHead)).split(u'\n');
    if (fields.size() != headFields || fields[0] != headFormat || fields[1].contains(u'/'))
        return std::nullopt;
    const Head head{fields[4].toInt(), fields[5].toInt(), fields[6].toLongLong()};
    const QString path = folder.filePath(fields[1]);
    if (head.generation != generation || head.dimensions < 1 || QFileInfo(path).size() != fields[3].toLongLong()
        || QString::fromLatin1(checksumOf(path)) != fields[2])
        return std::nullopt;
    auto vectors = VectorIndex::readGraph(path, head.dimensions);
    if (!vectors) {
        qCWarning(lcVectors).noquote() << "a graph of vectors is made anew:" << vectors.error().detail;
        return std::nullopt;
    }
    removeOthers(folder, fields[1]);
    return Kept{head, *std::move(vectors)};
}

void VectorFiles::removeAll(TenantId tenant) const
{
    if (!m_folder.isEmpty())
        QDir(QString(m_folder + u'/' + tenant.toString())).removeRecursively();
}

} // namespace tabletalk
