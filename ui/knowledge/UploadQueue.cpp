// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/UploadQueue.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QMetaObject>

#include <algorithm>
#include <functional>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr size_t mostAtOnce = 4;
constexpr qint64 pieceBytes = 512 * 1024;
constexpr int mostFailures = 20;
constexpr int longestPause = 30;
constexpr size_t foundAtOnce = 200;
constexpr std::chrono::seconds pieceTime{60};

/// Files, and those below folders. Folders are entries too, so that one without files can be stopped in as well.
void findFiles(const QStringList &paths, const std::atomic_bool &isStopped,
               const std::function<void(const QFileInfo &)> &found)
{
    constexpr QDir::Filters all = QDir::Files | QDir::AllDirs | QDir::NoDotAndDotDot;
    for (const QString &path : paths) {
        if (isStopped)
            return;
        const QFileInfo named(path);
        if (!named.isDir()) {
            found(named);
            continue;
        }
        QDirIterator each(path, all, QDirIterator::Subdirectories);
        while (!isStopped && each.hasNext()) {
            const QFileInfo entry = each.nextFileInfo();
            if (entry.isFile() && entry.isReadable())
                found(entry);
        }
    }
}

/// What another attempt may do better: the connection was lost, or there was no room for a moment.
bool mayPass(ProblemCode code)
{
    return code == ProblemCode::Unavailable || code == ProblemCode::CannotConnect || code == ProblemCode::Busy
           || code == ProblemCode::RateLimited || code == ProblemCode::RequestTimeout;
}

/// What every other file would be refused for as well.
bool concernsAll(ProblemCode code)
{
    return code == ProblemCode::NotSignedIn || code == ProblemCode::Forbidden || code == ProblemCode::LimitReached
           || code == ProblemCode::OrganizationClosed;
}

} // namespace

UploadQueue::UploadQueue(Session &session, QObject *parent, UploadOptions options)
    : QObject(parent)
    , m_session(session)
    , m_options(options)
{
    m_scanners.setMaxThreadCount(2);
    m_readers.setMaxThreadCount(2);
}

UploadQueue::~UploadQueue()
{
    stopScans();
    m_readers.clear();
    m_scanners.waitForDone();
    m_readers.waitForDone();
}

void UploadQueue::add(WorkspaceId workspace, const QStringList &paths, const QString &visibility)
{
    auto scan = std::make_shared<Scan>();
    m_scans.push_back(scan);
    // Folders may be large, so they are looked through beside the window.
    m_scanners.start([this, scan, workspace, paths, visibility] { look(scan, workspace, paths, visibility); });
    Q_EMIT changed();
}

/// In a thread of its own.
void UploadQueue::look(const std::shared_ptr<Scan> &scan, WorkspaceId workspace, const QStringList &paths,
                       const QString &visibility)
{
    Found found;
    int kept = 0;
    findFiles(paths, scan->isStopped, [&](const QFileInfo &info) {
        if (kept == mostFiles) {
            ++found.beyond;
            return;
        }
        ++kept;
        File file;
        file.workspace = workspace;
        file.path = info.filePath();
        file.visibility = visibility;
        file.size = info.size();
        found.files.push_back(std::move(file));
        if (found.files.size() == foundAtOnce)
            deliver(scan, std::exchange(found, {}));
    });
    found.isLast = true;
    deliver(scan, std::move(found));
}

void UploadQueue::deliver(const std::shared_ptr<Scan> &scan, Found found)
{
    QMetaObject::invokeMethod(this, [this, scan, part = std::move(found)] { take(scan, part); }, Qt::QueuedConnection);
}

void UploadQueue::take(const std::shared_ptr<Scan> &scan, const Found &found)
{
    if (scan->isStopped)
        return; // that it was not looked through to its end was said
    const int taken = std::min(mostFiles - m_added, int(found.files.size()));
    m_waiting.insert(m_waiting.end(), found.files.begin(), found.files.begin() + taken);
    m_added += taken;
    m_report.beyond += found.beyond + int(found.files.size()) - taken;
    if (found.isLast)
        std::erase(m_scans, scan);
    startNext();
    Q_EMIT changed();
    if (found.isLast)
        endIfDone();
}

void UploadQueue::stopScans()
{
    for (const std::shared_ptr<Scan> &scan : m_scans)
        scan->isStopped = true;
    m_scans.clear();
    m_scanners.clear(); // those that have not begun
}

void UploadQueue::cancel(UploadReport::End why)
{
    if (isBusy())
        giveUp(why, {});
}

void UploadQueue::giveUp(UploadReport::End why, const std::optional<Problem> &refusal)
{
    m_report.end = why;
    m_report.refusal = refusal;
    m_report.left = waiting();
    m_report.isUnread = isLooking();
    stopScans();
    m_waiting.clear();
    m_running.clear(); // what is still answered is of no file
    Q_EMIT changed();
    tell();
}

void UploadQueue::endIfDone()
{
    if (!isBusy())
        tell();
}

void UploadQueue::tell()
{
    m_added = 0;
    Q_EMIT ended(std::exchange(m_report, {}));
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
    if (!answer && answer.error().code == ProblemCode::NotFound && file->isFinished)
        return readFinished(key);
    if (!answer)
        return end(key, std::unexpected(answer.error()));
    if (answer->received > file->sent)
        file->failures = 0; // only what goes on may go on for ever
    file->upload = answer->id;
    file->sent = answer->received;
    Q_EMIT changed();
    if (file->sent < file->size)
        read(key, file->sent);
    else
        finishUpload(key);
}

void UploadQueue::finishUpload(Key key)
{
    File *file = running(key);
    if (!file)
        return;
    const bool isAgain = std::exchange(file->isFinished, true);
    m_session.call<api::Document>("documents.finishUpload", api::DocumentRequest{file->workspace, *file->upload}, this,
                                  [this, key, isAgain](const Result<api::Document> &answer) {
                                      if (isAgain && !answer && answer.error().code == ProblemCode::NotFound)
                                          readFinished(key);
                                      else
                                          end(key, answer);
                                  },
                                  {.timeout = pieceTime, .onEvent = {}});
}

/// Where the answer to finishing was lost, the upload may be a document by now, and no upload any more.
void UploadQueue::readFinished(Key key)
{
    const File *file = running(key);
    if (!file)
        return;
    m_session.call<api::Document>("documents.read", api::DocumentRequest{file->workspace, *file->upload}, this,
                                  [this, key](const Result<api::Document> &answer) { end(key, answer); });
}

bool UploadQueue::triesAgain(Key key, const Problem &why)
{
    File *file = running(key);
    if (!file || !mayPass(why.code) || ++file->failures > mostFailures)
        return false;
    std::chrono::milliseconds pause = m_options.pause;
    if (why.retryAfterSeconds)
        pause = std::chrono::seconds(std::clamp(*why.retryAfterSeconds, 1, longestPause));
    QTimer::singleShot(pause, this, [this, key] { askWhereToGoOn(key); });
    return true;
}

void UploadQueue::end(Key key, const Result<api::Document> &answer)
{
    const File *file = running(key);
    if (!file || (!answer && triesAgain(key, answer.error())))
        return;
    if (!answer && concernsAll(answer.error().code))
        return giveUp(UploadReport::End::Refused, answer.error());
    if (answer)
        ++m_report.sent;
    else if (answer.error().code == ProblemCode::Conflict)
        ++m_report.duplicates;
    else
        m_report.fail(QFileInfo(file->path).fileName(), answer.error());
    drop(key);
}

void UploadQueue::drop(Key key)
{
    m_running.erase(key);
    startNext();
    Q_EMIT changed();
    endIfDone();
}

} // namespace tabletalk::ui
