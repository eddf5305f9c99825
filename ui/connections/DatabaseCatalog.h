// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "ui/session/Session.h"

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

    void reload();
    void create(const api::CreateDatabaseRequest &request, QObject *context, Session::Done<api::Database> done);
    void rename(ConnectionId id, const QString &name);
    void remove(ConnectionId id);
    void onboardAgain(ConnectionId id);
    void cancelOnboarding(ConnectionId id);

    static bool isReady(const api::Database &database);
    static bool isWorking(const api::Database &database);

Q_SIGNALS:
    /// The list is another one.
    void reset();
    /// One database changed: its progress, or anything else.
    void changed(tabletalk::ConnectionId id);
    void failed(const tabletalk::Problem &why);

private:
    void take(const api::Database &database);
    void refetch(ConnectionId id);
    void watch(const api::Database &database);
    void onProgress(ConnectionId id, const api::Event &event);

    Session &m_session;
    std::vector<api::Database> m_databases;
    std::vector<StreamId> m_watched;
    bool m_loaded = false;
};

} // namespace tabletalk::ui
