// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Documents.h"
#include "ui/session/Session.h"

#include <QThreadPool>
#include <QTimer>

#include <deque>
#include <map>

namespace tabletalk::ui {

/// Sends files to the server, a few at once, each in pieces that are read off the window's thread. Where the
/// connection was lost it goes on with the piece that the server wants next.
class UploadQueue : public QObject
{
    Q_OBJECT

public:
    explicit UploadQueue(Session &session, QObject *parent = nullptr);
    ~UploadQueue() override;

    /// Files, and all files below folders; at most mostFiles together.
    void add(WorkspaceId workspace, const QStringList &paths, const QString &visibility);
    /// What was not sent yet, or not wholly, is not sent any more; leftBehind() says how many files those are.
    void cancel();

    int waiting() const { return int(m_waiting.size() + m_running.size()); }
    int done() const { return m_done; }
    int duplicates() const { return m_duplicates; }
    qint64 bytesLeft() const;
    static constexpr int mostFiles = 20'000;

Q_SIGNALS:
    void changed();
    /// Nothing is left: how many were sent, and how many were there already.
    void finished(int sent, int duplicates);
    void failed(const QString &file, const tabletalk::Problem &why);
    /// So many files were given up.
    void leftBehind(int files);

private:
    struct File
    {
        WorkspaceId workspace;
        QString path;
        QString visibility;
        qint64 size = 0;
        std::optional<DocumentId> upload;
        qint64 sent = 0;
        int failures = 0;
    };
    using Key = int;

    void startNext();
    void read(Key key, qint64 offset);
    void sendWhole(Key key, const QByteArray &bytes);
    void begin(Key key);
    void sendPiece(Key key, const QByteArray &bytes);
    void askWhereToGoOn(Key key);
    void finishUpload(Key key);
    void taken(Key key, const Result<api::Upload> &answer);
    void end(Key key, const Result<api::Document> &answer);
    /// Whether it is tried again.
    bool triesAgain(Key key, const Problem &why);
    void drop(Key key);
    File *running(Key key);

    Session &m_session;
    std::deque<File> m_waiting;
    std::map<Key, File> m_running;
    Key m_lastKey = 0;
    int m_turn = 0; ///< of adding, so that what is found after a cancel is not sent
    int m_done = 0;
    int m_duplicates = 0;
    QThreadPool m_readers;
};

} // namespace tabletalk::ui
