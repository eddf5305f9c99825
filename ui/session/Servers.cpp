// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/Servers.h"

#include "ui/session/SecretStore.h"
#include "ui/session/Session.h"

#include <QSettings>

#include <utility>

namespace tabletalk::ui {

namespace {

constexpr qint64 leastMsBetweenSignIns = 10000;
constexpr auto lastServerKey = "servers/last";

QString secretKeyOf(const QUrl &url)
{
    return QStringLiteral("refresh ") + url.toString();
}

} // namespace

Servers::Servers(Session &session, SecretStore &secrets, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_secrets(secrets)
{
    connect(&session, &Session::signedIn, this, [this](const api::SignedIn &signedIn) {
        if (!m_isLocal)
            m_secrets.write(secretKeyOf(m_session.url()), signedIn.refreshToken);
    });
    connect(&session, &Session::signedOut, this, [this](const Problem &) {
        // Our own server: the owner of this computer needs no password. Once in a while
        // only, so that a server in trouble is not asked in a loop.
        const bool mayTryAgain = !m_localOpened.isValid() || m_localOpened.hasExpired(leastMsBetweenSignIns);
        if (m_isLocal && mayTryAgain)
            useLocal();
        else if (!m_isLocal)
            m_secrets.write(secretKeyOf(m_session.url()), {});
    });
}

void Servers::setLocal(LocalServer local)
{
    m_local = std::move(local);
    const QUrl last = QSettings().value(QLatin1StringView(lastServerKey)).toUrl();
    if (last.isValid() && !last.isEmpty())
        reopenRemote(last);
    else
        useLocal();
}

void Servers::useLocal()
{
    if (!m_local)
        return;
    const Result<api::SignedIn> owner = m_local->signIn();
    if (!owner) {
        Q_EMIT failed(owner.error());
        return;
    }
    m_isLocal = true;
    m_localOpened.start();
    remember();
    m_session.open(m_local->url, *owner);
    Q_EMIT changed();
}

void Servers::useRemote(const QUrl &url, const api::SignedIn &signedIn)
{
    m_isLocal = false;
    m_session.open(url, signedIn);
    remember();
    m_secrets.write(secretKeyOf(url), signedIn.refreshToken);
    Q_EMIT changed();
}

void Servers::signOut()
{
    if (m_isLocal)
        return;
    m_secrets.write(secretKeyOf(m_session.url()), {});
    m_session.signOut();
    useLocal();
}

void Servers::reopenRemote(const QUrl &url)
{
    m_isLocal = false;
    m_secrets.read(secretKeyOf(url), this, [this, url](const QString &token) {
        if (token.isEmpty())
            return useLocal();
        m_session.open(url, token);
        Q_EMIT changed();
    });
}

void Servers::remember() const
{
    QSettings settings;
    if (m_isLocal)
        settings.remove(QLatin1StringView(lastServerKey));
    else
        settings.setValue(QLatin1StringView(lastServerKey), m_session.url());
}

QString Servers::name() const
{
    if (m_isLocal)
        return tr("This computer");
    return m_session.url().host() + u':' + QString::number(m_session.url().port());
}

} // namespace tabletalk::ui
