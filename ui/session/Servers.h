// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"
#include "core/base/Problem.h"
#include "ui/session/ManagedSettings.h"
#include "ui/session/Session.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tabletalk::ui {

class RestingServer;
class SecretStore;
class Sharing;

/// The server inside this program, as the composition describes it.
struct LocalServer
{
    QUrl url;
    QString dataDir;
    std::function<Result<api::SignedIn>()> signIn; ///< as the owner of this computer
    Sharing *sharing = nullptr;                    ///< whether others reach it; null: nobody can
};

/// How a server of the list stands.
struct ServerStanding
{
    QUrl url;
    QString name;
    bool isLocal = false;
    bool isCurrent = false;
    /// Idle: not connected until it is chosen.
    Session::State state = Session::State::Idle;
    std::chrono::milliseconds retryIn{0};
    std::optional<QDateTime> offlineSince = {};
    int unread = 0; ///< answers that finished while the window was elsewhere
};

/// In words: "connected", "offline since 13:05, next try in 8 s", …
QString standingText(const ServerStanding &standing);

/// The servers that the window may work with: its own and the joined ones, with one of them at a time. Remembers the
/// list and the choice, and the sign-ins of joined servers in the secret store. The others stay signed in in the
/// background, a few at most.
class Servers : public QObject
{
    Q_OBJECT

public:
    using MakeTransport = std::function<std::unique_ptr<Transport>()>;

    /// How many stay connected besides the current one.
    static constexpr size_t mostResting = 8;

    /// makeTransport: for servers in the background; it must not ask anybody anything. Empty: none stay connected.
    /// managed: what the policy of this computer lets the window do; null: there is none.
    Servers(Session &session, SecretStore &secrets, MakeTransport makeTransport = {},
            std::shared_ptr<ManagedSettings> managed = {}, QObject *parent = nullptr);
    ~Servers() override;

    const ManagedSettings &managed() const { return *m_managed; }

    /// There will be no embedded server: goes to the joined one that the window was last on, or asks for a sign-in at
    /// the organisation's.
    void startWithoutLocal();
    /// The embedded server is up. Opens it, unless the window was last on a joined one.
    void setLocal(LocalServer local);
    bool hasLocal() const { return m_local.has_value(); }
    /// Whether other computers reach the server of this program; null without one.
    Sharing *sharing() const { return m_local ? m_local->sharing : nullptr; }
    QString dataDir() const { return m_local ? m_local->dataDir : QString(); }

    void useLocal();
    /// Joins a server, or signs in anew at one that is known, and works with it from now on.
    void useRemote(const QUrl &url, const api::SignedIn &signedIn);
    /// Works with a server of the list from now on. signInWanted() where its sign-in is not known any more. The last
    /// choice counts, whichever sign-in is found first.
    void use(const QUrl &url);

    /// All there are: this computer's own first, the others in the order in which they were joined.
    std::vector<ServerStanding> all() const;
    /// Answers that finished elsewhere.
    int unread() const;
    /// An empty name: host and port.
    void rename(const QUrl &url, const QString &name);
    /// Signs out there and forgets it, with its certificate.
    void remove(const QUrl &url);

    /// Signs out at the joined server that the window is on, and returns to this computer's own.
    void signOut();

    bool isLocal() const { return m_isLocal; }
    /// For people: "This computer", the name that was given, or host and port.
    QString name() const;

Q_SIGNALS:
    void changed();
    void failed(const tabletalk::Problem &why);
    /// Somebody has to sign in there before the window can work with it.
    void signInWanted(const QUrl &url);
    /// An answer finished at a server that the window is not on.
    void finishedElsewhere(const QString &server);

private:
    struct Known
    {
        QUrl url;
        QString name;
    };

    /// Tells why, where the policy does not let the window work with that server.
    bool isRefused(const QUrl &url);
    void reopenRemote(const QUrl &url);
    void useRested(const QUrl &url);
    void openRemote(const QUrl &url, const api::SignedIn &signedIn);
    /// The current server goes on in the background.
    void rest();
    void restAt(const QUrl &url, const api::SignedIn &signedIn, const std::vector<FollowedStream> &streams);
    void restOthers();
    std::unique_ptr<RestingServer> wake(const QUrl &url);
    RestingServer *resting(const QUrl &url) const;
    ServerStanding standingOf(const QUrl &url, const QString &name, bool isLocal) const;
    QString nameOf(const QUrl &url) const;
    bool isKnown(const QUrl &url) const;
    void learn(const QUrl &url);
    void readList();
    void writeList() const;
    void remember() const;

    Session &m_session;
    SecretStore &m_secrets;
    MakeTransport m_makeTransport;
    std::shared_ptr<ManagedSettings> m_managed;
    std::optional<LocalServer> m_local;
    bool m_isLocal = true;
    QElapsedTimer m_localOpened;
    std::vector<Known> m_known;
    std::vector<std::unique_ptr<RestingServer>> m_resting;
    std::optional<QDateTime> m_offlineSince; ///< the current one
    int m_choice = 0;                        ///< of a server, so that a sign-in that is found late leads nowhere else
};

} // namespace tabletalk::ui
