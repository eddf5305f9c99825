// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/embedded/NetworkSharing.h"

#include "core/api/Codec.h"
#include "server/Server.h"
#include "server/embedded/OwnAddresses.h"
#include "server/embedded/SharingCertificate.h"
#include "server/net/HttpServer.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QSaveFile>

#include <limits>
#include <tuple>

namespace tabletalk {

namespace {

constexpr qint64 mostBytes = 64 * 1024;
constexpr int mostConnections = 500; ///< of others, so that the window itself always gets in
constexpr auto everywhere = "::";
constexpr auto everywhereByIPv4 = "0.0.0.0";

QString tr(const char *text)
{
    return QCoreApplication::translate("NetworkSharing", text);
}

QString settingsPath(const Server &server)
{
    return QDir(server.dataDirectory()).filePath(QStringLiteral("sharing.json"));
}

QString urlOf(const QString &address, quint16 port)
{
    const QString host = address.contains(u':') ? QString(u'[' + address + u']') : address;
    return QStringLiteral("https://%1:%2").arg(host).arg(port);
}

Result<void> checked(const api::SharingSettings &settings)
{
    if (!settings.address.isEmpty() && QHostAddress(settings.address).isNull())
        return failure(ProblemCode::InvalidRequest, tr("%1 is not an address of this computer.").arg(settings.address),
                       tr("Choose one of the list."));
    if (settings.port < 1 || settings.port > std::numeric_limits<quint16>::max())
        return failure(ProblemCode::InvalidRequest, tr("%1 is no port.").arg(settings.port),
                       tr("Choose one from 1024 to 65535."));
    return {};
}

} // namespace

/// Whom to tell. Connections hold it, so that one that ends late tells nobody.
struct NetworkSharing::Telling
{
    std::mutex mutex;
    std::function<void()> changed;

    void tell()
    {
        const std::scoped_lock lock(mutex);
        if (changed)
            changed();
    }
};

NetworkSharing::NetworkSharing(Server &server)
    : m_server(server)
    , m_telling(std::make_shared<Telling>())
{
    read();
}

NetworkSharing::~NetworkSharing()
{
    onChanged({});
}

void NetworkSharing::onChanged(std::function<void()> changed)
{
    const std::scoped_lock lock(m_telling->mutex);
    m_telling->changed = std::move(changed);
}

void NetworkSharing::read()
{
    QFile file(settingsPath(m_server));
    if (!file.open(QIODevice::ReadOnly))
        return; // never chosen
    const QByteArray text = file.read(mostBytes);
    const auto json = api::parseJson({text.constData(), size_t(text.size())});
    const auto settings = json ? api::fromJson<api::SharingSettings>(*json) : std::unexpected(json.error());
    if (settings)
        m_settings = *settings;
    else
        m_problem = Problem::of(ProblemCode::Unavailable, tr("%1 cannot be read.").arg(file.fileName()),
                                tr("Switch sharing on again; the file is written anew."));
}

Result<void> NetworkSharing::write(const api::SharingSettings &settings) const
{
    const std::string text = api::toJsonText(settings);
    QSaveFile file(settingsPath(m_server));
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
                         && file.write(text.data(), qint64(text.size())) == qint64(text.size()) && file.commit();
    if (!written)
        return failure(ProblemCode::Unavailable,
                       tr("%1 could not be written: %2.").arg(file.fileName(), file.errorString()),
                       tr("Check that the data folder belongs to you and that the disk is not full."));
    return {};
}

void NetworkSharing::resume()
{
    retry();
}

void NetworkSharing::retry()
{
    const std::scoped_lock one(m_changeMutex);
    api::SharingSettings settings;
    {
        const std::scoped_lock lock(m_mutex);
        settings = m_settings;
    }
    if (!settings.on)
        return;
    if (m_server.transports().openedPort() == 0)
        std::ignore = apply(settings); // what fails is in the state
    else
        setLinks(settings); // the computer may have another address
}

/// By which addresses others come, the best first. With the lock.
QStringList NetworkSharing::reachable(const api::SharingSettings &settings) const
{
    if (!settings.address.isEmpty())
        return {settings.address};
    QStringList addresses = ownAddresses();
    if (!m_bothFamilies)
        addresses.removeIf([](const QString &each) { return each.contains(u':'); });
    return addresses;
}

void NetworkSharing::setLinks(const api::SharingSettings &settings)
{
    const std::scoped_lock lock(m_mutex);
    const QStringList addresses = reachable(settings);
    if (!addresses.isEmpty())
        m_server.setLinks(urlOf(addresses.first(), m_server.transports().openedPort()),
                          QString::fromLatin1(m_fingerprint.toHex()));
}

Result<void> NetworkSharing::change(const api::SharingSettings &settings)
{
    const std::scoped_lock one(m_changeMutex);
    auto possible = settings.on ? checked(settings) : Result<void>();
    if (possible)
        possible = write(settings);
    // What cannot be written is not switched on, but off: nobody is to stay in because a disk is full.
    if (!possible && settings.on) {
        note(possible);
        return possible;
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_settings = settings;
    }
    const Result<void> applied = apply(settings);
    if (possible)
        return applied;
    note(possible);
    return possible;
}

Result<void> NetworkSharing::apply(const api::SharingSettings &settings)
{
    m_server.transports().closeOpened();
    m_server.setLinks({}, {});
    const Result<void> opened = settings.on ? open(settings) : Result<void>();
    note(opened);
    return opened;
}

void NetworkSharing::note(const Result<void> &outcome)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_problem = outcome ? std::nullopt : std::optional(outcome.error());
    }
    m_telling->tell();
}

Result<void> NetworkSharing::open(const api::SharingSettings &settings)
{
    if (auto valid = checked(settings); !valid)
        return valid;
    const auto certificate = SharingCertificate::in(m_server.dataDirectory());
    if (!certificate)
        return std::unexpected(certificate.error());
    if (auto opened = listen(settings, *certificate); !opened)
        return opened;
    {
        const std::scoped_lock lock(m_mutex);
        m_fingerprint = certificate->fingerprint;
    }
    setLinks(settings);
    return {};
}

/// Everywhere is by IPv6 and IPv4 through one door; by IPv4 alone where the system has no IPv6.
Result<void> NetworkSharing::listen(const api::SharingSettings &settings, const SharingCertificate &certificate)
{
    ListenOptions place;
    place.address = settings.address;
    place.port = quint16(settings.port);
    place.tlsCert = certificate.certificate;
    place.tlsKey = certificate.key;
    place.maxConnections = mostConnections;
    place.forGuests = true;
    place.guestsChanged = [telling = m_telling] { telling->tell(); };
    if (settings.address.isEmpty()) {
        place.address = QString::fromLatin1(everywhere);
        place.bothFamilies = true;
        const bool opened = m_server.transports().open(place, ownHostNames()).has_value();
        {
            const std::scoped_lock lock(m_mutex);
            m_bothFamilies = opened;
        }
        if (opened)
            return {};
        place.address = QString::fromLatin1(everywhereByIPv4);
        place.bothFamilies = false;
    }
    return m_server.transports().open(std::move(place), ownHostNames());
}

api::SharingState NetworkSharing::state() const
{
    api::SharingState state;
    const quint16 port = m_server.transports().openedPort();
    state.listening = port != 0;
    state.guests = m_server.transports().guests();
    const QStringList own = ownAddresses();
    state.choices.assign(own.begin(), own.end());
    const std::scoped_lock lock(m_mutex);
    state.settings = m_settings;
    state.fingerprint = m_fingerprint;
    state.problem = m_problem;
    const QStringList addresses = state.listening ? reachable(m_settings) : QStringList();
    for (const QString &address : addresses)
        state.addresses.push_back(urlOf(address, port));
    return state;
}

} // namespace tabletalk
