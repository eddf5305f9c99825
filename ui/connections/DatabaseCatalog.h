// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "ui/session/Session.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace tabletalk::ui {

/// The connected databases as the window knows them, with the onboarding of each as it
/// goes on: the one follower of those streams, so that panels need only listen here.
class DatabaseCatalog : public QObject
{
    Q_OBJECT

public:
    explicit DatabaseCatalog(Session &session, QObject *parent = nullptr);

    const std::vector<api::Database> &databases() const { return m_databases; }
    const api::Database *find(ConnectionId id) const;
    /// False until the first list has arrived from this server.
    bool isLoaded() const { return m_loaded; }

    /// Those of this workspace alone; nothing: of the default one.
    void setWorkspace(const std::optional<WorkspaceId> &workspace);
    void reload();
    /// Asks for one database again: its stages and its health are in no list.
    void refetch(ConnectionId id);
    void create(const api::CreateDatabaseRequest &request, QObject *context, Session::Done<api::Database> done);
    void rename(ConnectionId id, const QString &name);
    void remove(ConnectionId id);
    /// Reads what changed since the last time; with full everything.
    void onboardAgain(ConnectionId id, bool full = false);
    void pauseOnboarding(ConnectionId id);
    void resumeOnboarding(ConnectionId id);
    void cancelOnboarding(ConnectionId id);
    /// Changes which tables are read, and reads them.
    void select(ConnectionId id, const api::SchemaSelection &selection, QObject *context, Session::Done<void> done);
    /// Tries the connection and remembers how it went.
    void check(ConnectionId id, QObject *context, Session::Done<api::DatabaseTestResult> done);

    static bool isReady(const api::Database &database);
    /// Questions can be asked, maybe of a part only.
    static bool isAskable(const api::Database &database);
    static bool isWorking(const api::Database &database);
    static bool isPaused(const api::Database &database);

Q_SIGNALS:
    /// The list is another one.
    void reset();
    /// One database changed: its progress, or anything else.
    void changed(tabletalk::ConnectionId id);
    void failed(const tabletalk::Problem &why);

private:
    void take(const api::Database &database);
    void command(const char *method, ConnectionId id);
    void watch(const api::Database &database);
    void onProgress(ConnectionId id, const api::Event &event);
    void applyStages(ConnectionId id, const api::Event &event);
    bool applyProgress(ConnectionId id, const api::Event &event);

    Session &m_session;
    std::vector<api::Database> m_databases;
    std::vector<StreamId> m_watched;
    QHash<StreamId, qint64> m_lastSeq; ///< what was seen of a stream is not told again
    QSet<ConnectionId> m_stale;        ///< to be asked for again when the timer rings
    QTimer m_staleTimer;
    bool m_loaded = false;
    std::optional<WorkspaceId> m_workspace;
};

} // namespace tabletalk::ui
