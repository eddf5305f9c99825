// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/UploadQueue.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QMetaObject>

#include <algorithm>
#include <chrono>

namespace tabletalk::ui {

namespace {

constexpr size_t mostAtOnce = 4;
constexpr qint64 pieceBytes = 512 * 1024;
constexpr int mostFailures = 20;
constexpr std::chrono::seconds pieceTime{60};

QStringList filesBelow(const QStringList &paths)
{
    QStringList files;
    for (const QString &path : paths) {
        if (!QFileInfo(path).isDir()) {
            files << path;
            continue;
        }
        QDirIterator each(path, QDir::Files | QDir::Readable, QDirIterator::Subdirectories);
        while (each.hasNext() && files.size() < UploadQueue::mostFiles)
            files << each.next();
    }
    return files.mid(0, UploadQueue::mostFiles);
}

/// What another attempt may do better: the connection was lost, or there was no room for a moment.
bool mayPass(ProblemCode code)
{
    return code == ProblemCode::Unavailable || code == ProblemCode::CannotConnect || code == ProblemCode::Busy
           || code == ProblemCode::RateLimited || code == ProblemCode::RequestTimeout;
}

} // namespace

UploadQueue::UploadQueue(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_readers.setMaxThreadCount(2);
}

UploadQueue::~UploadQueue()
{
    m_readers.clear();
    m_readers.waitForDone();
}

void UploadQueue::add(WorkspaceId workspace, const QStringList &paths, const QString &visibility)
{
    // Folders may be large, so they are looked through beside the window.
    m_readers.start([this, workspace, paths, visibility, turn = m_turn] {
        std::vector<File> found;
        for (const QString &path : filesBelow(paths)) {
            File file;
            file.workspace = workspace;
            file.path = path;
            file.visibility = visibility;
            file.size = QFileInfo(path).size();
            found.push_back(std::move(file));
        }
        QMetaObject::invokeMethod(
            this,
            [this, found, turn] {
                if (turn != m_turn) {
                    if (!found.empty())
                        Q_EMIT leftBehind(int(found.size()));
                    return;
                }
                if (waiting() == 0)
                    m_done = m_duplicates = 0;
                m_waiting.insert(m_waiting.end(), found.begin(), found.end());
                startNext();
                Q_EMIT changed();
            },
            Qt::QueuedConnection);
    });
}

void UploadQueue::cancel()
{
    ++m_turn;
    const int left = waiting();
    m_waiting.clear();
    m_running.clear(); // what is still answered is of no file
    if (left == 0)
        return;
    Q_EMIT changed();
    Q_EMIT leftBehind(left);
}

qint64 UploadQueue::bytesLeft() const
{
    qint64 left = 0;
    for (const File &file : m_waiting)
        left += file.size;
    for (const auto &[key, file] : m_running)
        left += file.size - file.sent;
    return left;
}

UploadQueue::File *UploadQueue::running(Key key)
{
    const auto found = m_running.find(key);
    return found == m_running.end() ? nullptr : &found->second;
}

void UploadQueue::startNext()
{
    while (m_running.size() < mostAtOnce && !m_waiting.empty()) {
        const Key key = ++m_lastKey;
        m_running.emplace(key, std::move(m_waiting.front()));
        m_waiting.pop_front();
        if (m_running[key].size > pieceBytes)
            begin(key);
        else
            read(key, 0);
    }
}

void UploadQueue::read(Key key, qint64 offset)
{
    const File *file = running(key);
    if (!file)
        return;
    m_readers.start([this, key, offset, path = file->path, isWhole = !file->upload] {
        QFile opened(path);
        const bool isOpen = opened.open(QIODevice::ReadOnly) && opened.seek(offset);
        const QByteArray bytes = isOpen ? opened.read(pieceBytes) : QByteArray();
        QMetaObject::invokeMethod(
            this,
            [this, key, bytes, isWhole] {
                if (bytes.isEmpty())
                    end(key, failure(ProblemCode::NotFound, tr("The file is empty, or cannot be read."),
                                     tr("Look whether it is there and whether you may read it.")));
                else if (isWhole)
                    sendWhole(key, bytes);
                else
                    sendPiece(key, bytes);
            },
            Qt::QueuedConnection);
    });
}

void UploadQueue::sendWhole(Key key, const QByteArray &bytes)
{
    const File *file = running(key);
    if (!file)
        return;
    api::CreateDocumentRequest request;
    request.workspaceId = file->workspace;
    request.name = QFileInfo(file->path).fileName();
    request.data = QString::fromLatin1(bytes.toBase64());
    request.visibility = file->visibility;
    m_session.call<api::Document>("documents.create", request, this,
                                  [this, key](const Result<api::Document> &answer) { end(key, answer); },
                                  {.timeout = pieceTime, .onEvent = {}});
}

void UploadQueue::begin(Key key)
{
    const File *file = running(key);
    if (!file)
        return;
    api::BeginUploadRequest request;
    request.workspaceId = file->workspace;
    request.name = QFileInfo(file->path).fileName();
    request.size = file->size;
    request.visibility = file->visibility;
    m_session.call<api::Upload>("documents.beginUpload", request, this,
                                [this, key](const Result<api::Upload> &answer) { taken(key, answer); });
}

void UploadQueue::sendPiece(Key key, const QByteArray &bytes)
{
    const File *file = running(key);
    if (!file)
        return;
    const api::UploadPieceRequest request{file->workspace, *file->upload, file->sent,
                                          QString::fromLatin1(bytes.toBase64())};
    m_session.call<api::Upload>("documents.uploadPiece", request, this,
                                [this, key](const Result<api::Upload> &answer) { taken(key, answer); },
                                {.timeout = pieceTime, .onEvent = {}});
}

void UploadQueue::askWhereToGoOn(Key key)
{
    const File *file = running(key);
    if (!file)
        return;
    if (!file->upload)
        return file->size > pieceBytes ? begin(key) : read(key, 0);
    m_session.call<api::Upload>("documents.readUpload", api::DocumentRequest{file->workspace, *file->upload}, this,
                                [this, key](const Result<api::Upload> &answer) { taken(key, answer); });
}

void UploadQueue::taken(Key key, const Result<api::Upload> &answer)
{
    File *file = running(key);
    if (!file)
        return;
    if (!answer)
        return end(key, std::unexpected(answer.error()));
    file->upload = answer->id;
    file->sent = answer->received;
    file->failures = 0;
    Q_EMIT changed();
    if (file->sent < file->size)
        read(key, file->sent);
    else
        finishUpload(key);
}

void UploadQueue::finishUpload(Key key)
{
    const File *file = running(key);
    if (!file)
        return;
    m_session.call<api::Document>("documents.finishUpload", api::DocumentRequest{file->workspace, *file->upload}, this,
                                  [this, key](const Result<api::Document> &answer) { end(key, answer); },
                                  {.timeout = pieceTime, .onEvent = {}});
}

bool UploadQueue::triesAgain(Key key, const Problem &why)
{
    File *file = running(key);
    if (!file || !mayPass(why.code) || ++file->failures > mostFailures)
        return false;
    const auto wait = std::chrono::seconds(std::clamp(why.retryAfterSeconds.value_or(1), 1, 30));
    QTimer::singleShot(wait, this, [this, key] { askWhereToGoOn(key); });
    return true;
}

void UploadQueue::end(Key key, const Result<api::Document> &answer)
{
    const File *file = running(key);
    if (!file || (!answer && triesAgain(key, answer.error())))
        return;
    const QString name = QFileInfo(file->path).fileName();
    if (answer)
        ++m_done;
    else if (answer.error().code == ProblemCode::Conflict)
        ++m_duplicates;
    else
        Q_EMIT failed(name, answer.error());
    drop(key);
}

void UploadQueue::drop(Key key)
{
    m_running.erase(key);
    startNext();
    Q_EMIT changed();
    if (waiting() == 0)
        Q_EMIT finished(m_done, m_duplicates);
}

} // namespace tabletalk::ui
