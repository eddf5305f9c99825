// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/Servers.h"

#include "ui/session/Pins.h"
#include "ui/session/RestingServer.h"
#include "ui/session/SecretStore.h"
#include "ui/session/ServerAddress.h"

#include <QLocale>
#include <QSettings>

#include <algorithm>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr qint64 leastMsBetweenSignIns = 10000;
constexpr auto lastServerKey = "servers/last";
constexpr auto listKey = "servers/list";
constexpr int mostKnown = 100;
constexpr qsizetype longestName = 60;
constexpr std::chrono::seconds timeToSignOut{3};
constexpr std::chrono::seconds longestRenewal{3}; ///< that somebody who chose a server waits for

QString secretKeyOf(const QUrl &url)
{
    return QStringLiteral("refresh ") + url.toString();
}

QString hostAndPort(const QUrl &url)
{
    return url.host() + u':' + QString::number(url.port());
}

QString offlineText(const ServerStanding &standing)
{
    const auto seconds = int(std::chrono::ceil<std::chrono::seconds>(standing.retryIn).count());
    const QString since =
        standing.offlineSince ? QLocale().toString(standing.offlineSince->time(), QLocale::ShortFormat) : QString();
    return since.isEmpty() ? Servers::tr("offline, next try in %1 s").arg(seconds)
                           : Servers::tr("offline since %1, next try in %2 s").arg(since).arg(seconds);
}

} // namespace

QString standingText(const ServerStanding &standing)
{
    switch (standing.state) {
    case Session::State::Idle:
        return Servers::tr("not connected");
    case Session::State::Connecting:
        return Servers::tr("connecting…");
    case Session::State::SignedOut:
        return Servers::tr("signed out");
    case Session::State::Ready:
        return Servers::tr("connected");
    case Session::State::Waiting:
        return offlineText(standing);
    case Session::State::Unfit:
        return Servers::tr("another version");
    }
    return {};
}

Servers::Servers(Session &session, SecretStore &secrets, MakeTransport makeTransport,
                 std::shared_ptr<ManagedSettings> managed, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_secrets(secrets)
    , m_makeTransport(std::move(makeTransport))
    , m_managed(managed ? std::move(managed) : std::make_shared<ManagedSettings>())
{
    readList();
    connect(&session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Waiting && !m_offlineSince)
            m_offlineSince = QDateTime::currentDateTime();
        else if (state != Session::State::Waiting && state != Session::State::Connecting)
            m_offlineSince.reset();
    });
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

Servers::~Servers() = default;

// --- the list ------------------------------------------------------------------

void Servers::readList()
{
    QSettings settings;
    const int count = std::min(settings.beginReadArray(QLatin1StringView(listKey)), mostKnown);
    m_known.reserve(size_t(count));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const QUrl url = settings.value(QStringLiteral("url")).toUrl();
        if (url.isValid() && !isKnown(url))
            m_known.push_back({url, settings.value(QStringLiteral("name")).toString()});
    }
    settings.endArray();
}

void Servers::writeList() const
{
    QSettings settings;
    settings.remove(QLatin1StringView(listKey));
    settings.beginWriteArray(QLatin1StringView(listKey), int(m_known.size()));
    for (size_t i = 0; i < m_known.size(); ++i) {
        settings.setArrayIndex(int(i));
        settings.setValue(QStringLiteral("url"), m_known[i].url);
        settings.setValue(QStringLiteral("name"), m_known[i].name);
    }
    settings.endArray();
}

bool Servers::isKnown(const QUrl &url) const
{
    return std::ranges::any_of(m_known, [&](const Known &known) { return known.url == url; });
}

void Servers::learn(const QUrl &url)
{
    if (isKnown(url) || m_known.size() >= size_t(mostKnown))
        return;
    m_known.push_back({url, {}});
    writeList();
}

void Servers::rename(const QUrl &url, const QString &name)
{
    for (Known &known : m_known) {
        if (known.url == url)
            known.name = name.trimmed().left(longestName);
    }
    writeList();
    Q_EMIT changed();
}

void Servers::remove(const QUrl &url)
{
    const bool isCurrent = !m_isLocal && m_session.url() == url;
    std::erase_if(m_known, [&](const Known &known) { return known.url == url; });
    writeList();
    if (isCurrent) {
        signOut();
        if (!m_isLocal) // there is no other to go to, and the next start does not come back
            QSettings().remove(QLatin1StringView(lastServerKey));
    } else if (std::shared_ptr<RestingServer> left = wake(url)) {
        left->session().signOut();
        QTimer::singleShot(timeToSignOut, this, [left] {}); // for the word to get there
    }
    m_secrets.write(secretKeyOf(url), {});
    Pins().forget(hostAndPort(url));
    Q_EMIT changed();
}

ServerStanding Servers::standingOf(const QUrl &url, const QString &name, bool isLocal) const
{
    ServerStanding standing{.url = url, .name = name, .isLocal = isLocal};
    standing.isCurrent = isLocal ? m_isLocal : !m_isLocal && m_session.url() == url;
    if (standing.isCurrent) {
        standing.state = m_session.state();
        standing.retryIn = m_session.retryIn();
        standing.offlineSince = m_offlineSince;
    } else if (const RestingServer *server = resting(url)) {
        standing.state = server->session().state();
        standing.retryIn = server->session().retryIn();
        standing.offlineSince = server->offlineSince();
        standing.unread = server->unread();
    }
    return standing;
}

std::vector<ServerStanding> Servers::all() const
{
    std::vector<ServerStanding> list;
    list.reserve(m_known.size() + 1);
    if (m_local)
        list.push_back(standingOf(m_local->url, tr("This computer"), true));
    for (const Known &known : m_known)
        list.push_back(standingOf(known.url, nameOf(known.url), false));
    return list;
}

int Servers::unread() const
{
    int sum = 0;
    for (const auto &server : m_resting)
        sum += server->unread();
    return sum;
}

QString Servers::nameOf(const QUrl &url) const
{
    for (const Known &known : m_known) {
        if (known.url == url && !known.name.isEmpty())
            return known.name;
    }
    return hostAndPort(url);
}

QString Servers::name() const
{
    return m_isLocal ? tr("This computer") : nameOf(m_session.url());
}

// --- the current one -------------------------------------------------------------

bool Servers::isRefused(const QUrl &url)
{
    const auto why = m_managed->refusalOf(url);
    if (why)
        Q_EMIT failed(*why);
    return why.has_value();
}

void Servers::startWithoutLocal()
{
    const QUrl last = QSettings().value(QLatin1StringView(lastServerKey)).toUrl();
    if (last.isValid() && !last.isEmpty() && !m_managed->refusalOf(last)) {
        learn(last);
        reopenRemote(last);
    } else if (const Result<QUrl> url = serverAddress(m_managed->serverAddress()); url) {
        Q_EMIT signInWanted(*url);
    }
    restOthers();
}

void Servers::setLocal(LocalServer local)
{
    if (!m_managed->allowsOwnServer()) {
        Q_EMIT failed(m_managed->ownServerRefusal());
        return startWithoutLocal();
    }
    m_managed->setOwnServer(local.url);
    m_local = std::move(local);
    Q_EMIT changed();
    const QUrl last = QSettings().value(QLatin1StringView(lastServerKey)).toUrl();
    if (last.isValid() && !last.isEmpty() && !isRefused(last)) {
        learn(last);
        reopenRemote(last);
    } else {
        useLocal();
    }
    restOthers();
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
    ++m_choice;
    rest();
    wake(m_local->url);
    m_isLocal = true;
    m_offlineSince.reset();
    m_localOpened.start();
    remember();
    m_session.open(m_local->url, *owner);
    Q_EMIT changed();
}

void Servers::useRemote(const QUrl &url, const api::SignedIn &signedIn)
{
    if (isRefused(url))
        return;
    ++m_choice;
    if (m_isLocal || m_session.url() != url)
        rest();
    learn(url);
    wake(url);
    openRemote(url, signedIn);
    m_secrets.write(secretKeyOf(url), signedIn.refreshToken);
}

void Servers::use(const QUrl &url)
{
    const int choice = ++m_choice;
    if (m_local && url == m_local->url) {
        if (!m_isLocal)
            useLocal();
        return;
    }
    if (isRefused(url))
        return;
    if (!m_isLocal && m_session.url() == url && m_session.state() != Session::State::SignedOut)
        return;
    RestingServer *server = resting(url);
    if (!server || server->session().state() != Session::State::Connecting)
        return useRested(url);
    // Its sign-in may be renewed just now, and whoever came with the one before would be taken for a thief.
    const auto goOn = [this, url, choice] {
        if (choice == m_choice)
            useRested(url);
    };
    connect(server, &RestingServer::changed, this, goOn,
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    QTimer::singleShot(longestRenewal, this, goOn);
}

/// Goes on with the sign-in of one that rests, or with the one that was kept.
void Servers::useRested(const QUrl &url)
{
    const RestingServer *server = resting(url);
    if (server && !server->session().credentials().refreshToken.isEmpty()) {
        ++m_choice;
        const api::SignedIn signedIn = server->session().credentials();
        rest();
        wake(url);
        return openRemote(url, signedIn);
    }
    m_secrets.read(secretKeyOf(url), this, [this, url, choice = ++m_choice](const QString &token) {
        if (choice != m_choice)
            return;
        if (token.isEmpty()) {
            Q_EMIT signInWanted(url);
            return;
        }
        api::SignedIn unknown;
        unknown.refreshToken = token;
        rest();
        wake(url);
        openRemote(url, unknown);
    });
}

void Servers::openRemote(const QUrl &url, const api::SignedIn &signedIn)
{
    m_isLocal = false;
    m_offlineSince.reset();
    m_session.open(url, signedIn);
    remember();
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
    m_secrets.read(secretKeyOf(url), this, [this, url, choice = ++m_choice](const QString &token) {
        if (choice != m_choice)
            return;
        if (token.isEmpty() && m_local)
            return useLocal();
        if (token.isEmpty()) {
            Q_EMIT signInWanted(url);
            return;
        }
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

// --- the others --------------------------------------------------------------------

RestingServer *Servers::resting(const QUrl &url) const
{
    const auto found = std::ranges::find_if(m_resting, [&](const auto &server) { return server->url() == url; });
    return found == m_resting.end() ? nullptr : found->get();
}

/// It rests no longer; null when it did not.
std::unique_ptr<RestingServer> Servers::wake(const QUrl &url)
{
    const auto found = std::ranges::find_if(m_resting, [&](const auto &server) { return server->url() == url; });
    if (found == m_resting.end())
        return nullptr;
    std::unique_ptr<RestingServer> server = std::move(*found);
    m_resting.erase(found);
    server->disconnect(this);
    server->session().disconnect(this);
    return server;
}

void Servers::rest()
{
    const api::SignedIn signedIn = m_session.credentials();
    if (m_session.state() == Session::State::Idle || signedIn.refreshToken.isEmpty())
        return;
    const std::vector<FollowedStream> streams = m_session.followed();
    const QUrl url = m_session.url();
    m_session.close(); // its sign-in goes on elsewhere, and is renewed by one alone
    restAt(url, signedIn, streams);
}

void Servers::restAt(const QUrl &url, const api::SignedIn &signedIn, const std::vector<FollowedStream> &streams)
{
    if (!m_makeTransport || m_resting.size() >= mostResting || resting(url))
        return;
    auto made = std::make_unique<RestingServer>(m_makeTransport(), url);
    RestingServer *server = made.get();
    m_resting.push_back(std::move(made));
    connect(server, &RestingServer::changed, this, &Servers::changed);
    connect(server, &RestingServer::finished, this, [this, url] {
        const bool isLocalOne = m_local && m_local->url == url;
        Q_EMIT finishedElsewhere(isLocalOne ? tr("This computer") : nameOf(url));
    });
    if (!m_local || m_local->url != url) {
        connect(&server->session(), &Session::signedIn, this,
                [this, url](const api::SignedIn &fresh) { m_secrets.write(secretKeyOf(url), fresh.refreshToken); });
        connect(&server->session(), &Session::signedOut, this,
                [this, url](const Problem &) { m_secrets.write(secretKeyOf(url), {}); });
    }
    server->open(signedIn, streams);
}

/// At the start: those that somebody is signed in at.
void Servers::restOthers()
{
    for (const Known &known : m_known) {
        m_secrets.read(secretKeyOf(known.url), this, [this, url = known.url](const QString &token) {
            const bool isCurrent = !m_isLocal && (m_session.url() == url || m_session.url().isEmpty());
            if (token.isEmpty() || isCurrent || !isKnown(url))
                return;
            api::SignedIn unknown;
            unknown.refreshToken = token;
            restAt(url, unknown, {});
        });
    }
}

} // namespace tabletalk::ui
