// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"
#include "core/base/Problem.h"

#include <QElapsedTimer>
#include <QObject>
#include <QUrl>

#include <functional>
#include <optional>

namespace tabletalk::ui {

class SecretStore;
class Session;

/// The server inside this program, as the composition describes it.
struct LocalServer
{
    QUrl url;
    QString dataDir;
    std::function<Result<api::SignedIn>()> signIn; ///< as the owner of this computer
};

/// Which server the window works with: its own or a joined one. Remembers the choice, and
/// the sign-in of joined servers in the secret store.
class Servers : public QObject
{
    Q_OBJECT

public:
    Servers(Session &session, SecretStore &secrets, QObject *parent = nullptr);

    /// The embedded server is up. Opens it, unless the window was last on a joined one.
    void setLocal(LocalServer local);
    bool hasLocal() const { return m_local.has_value(); }
    QString dataDir() const { return m_local ? m_local->dataDir : QString(); }

    void useLocal();
    /// Works with a joined server from now on.
    void useRemote(const QUrl &url, const api::SignedIn &signedIn);

    /// Leaves the joined server for good and returns to this computer's own.
    void signOut();

    bool isLocal() const { return m_isLocal; }
    /// For people: "This computer", or host and port.
    QString name() const;

Q_SIGNALS:
    void changed();
    void failed(const tabletalk::Problem &why);

private:
    void reopenRemote(const QUrl &url);
    void remember() const;

    Session &m_session;
    SecretStore &m_secrets;
    std::optional<LocalServer> m_local;
    bool m_isLocal = true;
    QElapsedTimer m_localOpened;
};

} // namespace tabletalk::ui
