// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/ManagedPolicy.h"

#include <QSslCertificate>
#include <QUrl>

#include <optional>
#include <string_view>

namespace tabletalk::ui {

/// Which certificates of servers are trusted.
struct ServerTrust
{
    QList<QSslCertificate> authorities; ///< besides the system's, or instead of them
    bool onlyThese = false;
    bool mayAcceptNew = true; ///< people may accept one that no authority vouches for
};

/// What the policy of this computer means for the window: where it may go, how people may sign in, what is trusted.
/// Asked by what opens connections, not by controls alone.
class ManagedSettings
{
public:
    explicit ManagedSettings(ManagedPolicy policy = {});

    const ManagedPolicy &policy() const { return m_policy; }
    bool isEmpty() const { return m_policy.isEmpty(); }

    /// The server inside this program, which counts as no joined one.
    void setOwnServer(const QUrl &url) { m_own = url; }
    bool allowsOwnServer() const { return m_policy.allowOwnServer.value.value_or(true); }
    /// Why the window may not work with the server inside this program.
    Problem ownServerRefusal() const;

    /// What joining begins with; empty: nothing.
    QString serverAddress() const { return m_policy.serverUrl.value.value_or(QString()); }
    bool isServerLocked() const { return m_policy.serverUrl.isSet() && m_policy.serverUrl.locked; }
    SignInMethod signInMethod() const { return m_policy.signInMethod.value.value_or(SignInMethod::Any); }
    bool isSignInLocked() const { return m_policy.signInMethod.isSet() && m_policy.signInMethod.locked; }

    /// Why the window may not connect to an address (ws:// or wss://); nothing when it may.
    std::optional<Problem> refusalOf(const QUrl &server) const;
    /// Why an operation may not be called there.
    std::optional<Problem> refusalOf(const QUrl &server, std::string_view operation) const;
    const ServerTrust &trust() const { return m_trust; }

    /// "Set by your organisation in /etc/tabletalk/policy.json."
    QString sourceText() const;

private:
    Problem refusal(const QString &detail, const QString &hint = {}) const;
    void readAuthorities();

    ManagedPolicy m_policy;
    std::optional<QUrl> m_server; ///< where people may only go; invalid: nowhere
    QUrl m_own;
    ServerTrust m_trust;
    QString m_caProblem;
};

} // namespace tabletalk::ui
