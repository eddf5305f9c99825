// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Documents.h"
#include "ui/knowledge/UploadReport.h"
#include "ui/session/Session.h"

#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace tabletalk::ui {

struct UploadOptions
{
    /// Before another attempt, where the server does not say how long.
    std::chrono::milliseconds pause{1000};
};

/// Sends files to the server, a few at once, each in pieces that are read off the window's thread. Where the
/// connection was lost it goes on with the piece that the server wants next.
class UploadQueue : public QObject
{
    Q_OBJECT

public:
    explicit UploadQueue(Session &session, QObject *parent = nullptr, UploadOptions options = {});
    ~UploadQueue() override;

    /// Files, and all files below folders; at most mostFiles together, which is from the first until all have ended.
    void add(WorkspaceId workspace, const QStringList &paths, const QString &visibility);
    /// What was not sent yet, or not wholly, is not sent any more; the report says how many files those are.
    void cancel(UploadReport::End why);

    int waiting() const { return int(m_waiting.size() + m_running.size()); }
    /// Whether folders are still looked through.
    bool isLooking() const { return !m_scans.empty(); }
    bool isBusy() const { return waiting() > 0 || isLooking(); }
    qint64 bytesLeft() const;
    static constexpr int mostFiles = 20'000;

Q_SIGNALS:
    void changed();
    /// Nothing is left: once for all that was added together, also where it was cancelled.
    void ended(const tabletalk::ui::UploadReport &report);

private:
    struct File
    {
        WorkspaceId workspace;
        QString path;
        QString visibility;
        qint64 size = 0;
        std::optional<DocumentId> upload;
        qint64 sent = 0;
        int failures = 0;        ///< since the server took something last
        bool isFinished = false; ///< as far as was asked; whether it is, only an answer says
    };
    using Key = int;
    /// A look through what was added, beside the window.
    struct Scan
    {
        std::atomic_bool isStopped = false;
    };
    struct Found
    {
        std::vector<File> files;
        int beyond = 0; ///< more than mostFiles
        bool isLast = false;
    };

    void look(const std::shared_ptr<Scan> &scan, WorkspaceId workspace, const QStringList &paths,
              const QString &visibility);
    void deliver(const std::shared_ptr<Scan> &scan, Found found);
    void take(const std::shared_ptr<Scan> &scan, const Found &found);
    void stopScans();
    void giveUp(UploadReport::End why, const std::optional<Problem> &refusal);
    void endIfDone();
    void tell();

    void startNext();
    void read(Key key, qint64 offset);
    void sendWhole(Key key, const QByteArray &bytes);
    void begin(Key key);
    void sendPiece(Key key, const QByteArray &bytes);
    void askWhereToGoOn(Key key);
    void finishUpload(Key key);
    void readFinished(Key key);
    void taken(Key key, const Result<api::Upload> &answer);
    void end(Key key, const Result<api::Document> &answer);
    /// Whether it is tried again.
    bool triesAgain(Key key, const Problem &why);
    void drop(Key key);
    File *running(Key key);

    Session &m_session;
    UploadOptions m_options;
    std::deque<File> m_waiting;
    std::map<Key, File> m_running;
    Key m_lastKey = 0;
    int m_added = 0; ///< together
    UploadReport m_report;
    std::vector<std::shared_ptr<Scan>> m_scans;
    QThreadPool m_scanners; ///< apart, so that files are sent while a large folder is looked through
    QThreadPool m_readers;
};

} // namespace tabletalk::ui
