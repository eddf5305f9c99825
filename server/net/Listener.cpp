// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/Listener.h"

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/ssl/context.hpp>

#include <QCoreApplication>

namespace tabletalk {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

QString tr(const char *text)
{
    return QCoreApplication::translate("HttpServer", text);
}

QString reasonOf(const boost::system::error_code &failed)
{
    return QString::fromStdString(failed.message());
}

Result<tcp::endpoint> endpointOf(const ListenOptions &options)
{
    const QString address = options.address == u"localhost" ? QStringLiteral("127.0.0.1") : options.address;
    boost::system::error_code failed;
    const auto parsed = asio::ip::make_address(address.toStdString(), failed);
    if (failed)
        return failure(ProblemCode::InvalidRequest, tr("%1 is not an address to listen on.").arg(options.address),
                       tr("Use a numeric address such as 127.0.0.1 or 0.0.0.0."));
    return tcp::endpoint(parsed, options.port);
}

Result<std::unique_ptr<asio::ssl::context>> tlsContextOf(const ListenOptions &options)
{
    if (options.tlsCert.isEmpty() && options.tlsKey.isEmpty())
        return nullptr;
    const QString hint = tr("Give a certificate chain and its key, both as PEM files.");
    if (options.tlsCert.isEmpty() || options.tlsKey.isEmpty())
        return failure(ProblemCode::InvalidRequest, tr("TLS needs a certificate and a key."), hint);
    using asio::ssl::context;
    auto tls = std::make_unique<context>(context::tls_server);
    tls->set_options(context::default_workarounds | context::no_sslv2 | context::no_sslv3 | context::no_tlsv1
                     | context::no_tlsv1_1 | context::single_dh_use);
    boost::system::error_code failed;
    tls->use_certificate_chain_file(options.tlsCert.toStdString(), failed);
    if (failed)
        return failure(ProblemCode::InvalidRequest,
                       tr("The certificate %1 cannot be used: %2.").arg(options.tlsCert, reasonOf(failed)), hint);
    tls->use_private_key_file(options.tlsKey.toStdString(), context::pem, failed);
    if (failed)
        return failure(ProblemCode::InvalidRequest,
                       tr("The key %1 cannot be used: %2.").arg(options.tlsKey, reasonOf(failed)), hint);
    return tls;
}

/// What to do about a socket that cannot be had.
QString hintFor(const boost::system::error_code &failed)
{
    if (failed == asio::error::address_in_use)
        return tr("Another program listens there. End it, or choose another port.");
    if (failed == asio::error::access_denied)
        return tr("Ports below 1024 need special rights. Choose a higher one.");
    if (failed == boost::system::errc::address_not_available)
        return tr("The computer does not have that address now. Choose one that it has.");
    return tr("Choose another port, or 0 for any free one.");
}

} // namespace

Listener::Listener(ListenOptions options, HostNames names, const IoThread::Executor &executor)
    : m_options(std::move(options))
    , m_guard(std::move(names))
    , m_acceptor(std::in_place, executor)
    , m_guests(m_options.guestsChanged)
{}

Listener::~Listener() = default;

Result<std::shared_ptr<Listener>> Listener::open(ListenOptions options, HostNames names,
                                                 const IoThread::Executor &executor)
{
    auto tls = tlsContextOf(options);
    if (!tls)
        return std::unexpected(tls.error());
    std::shared_ptr<Listener> made(new Listener(std::move(options), std::move(names), executor));
    made->m_tls = std::move(*tls);
    if (auto listening = made->listen(); !listening)
        return std::unexpected(listening.error());
    return made;
}

Result<void> Listener::listen()
{
    auto endpoint = endpointOf(m_options);
    if (!endpoint)
        return std::unexpected(endpoint.error());
    boost::system::error_code failed;
    m_acceptor->open(endpoint->protocol(), failed);
    if (!failed && m_options.bothFamilies && endpoint->address().is_v6())
        m_acceptor->set_option(asio::ip::v6_only(false), failed);
#ifdef Q_OS_WIN
    // There the usual option would let another program take the port over.
    using OnlyOurs = asio::detail::socket_option::boolean<SOL_SOCKET, SO_EXCLUSIVEADDRUSE>;
    if (!failed)
        m_acceptor->set_option(OnlyOurs(true), failed);
#else
    if (!failed)
        m_acceptor->set_option(asio::socket_base::reuse_address(true), failed);
#endif
    if (!failed)
        m_acceptor->bind(*endpoint, failed);
    if (!failed)
        m_acceptor->listen(asio::socket_base::max_listen_connections, failed);
    if (failed) {
        Problem problem = Problem::of(
            ProblemCode::CannotConnect,
            tr("Cannot listen on %1 port %2: %3.").arg(m_options.address).arg(m_options.port).arg(reasonOf(failed)),
            hintFor(failed));
        problem.title = tr("The server cannot listen there"); // the usual title speaks of databases
        return std::unexpected(problem);
    }
    m_port = m_acceptor->local_endpoint().port();
    return {};
}

QString Listener::url() const
{
    const QString &given = m_options.address;
    const QString host = given.contains(u':') ? QString(u'[' + given + u']') : given;
    const QString scheme = m_tls ? QStringLiteral("https") : QStringLiteral("http");
    return QStringLiteral("%1://%2:%3").arg(scheme, host).arg(m_port);
}

bool Listener::enter()
{
    const int before = m_inside.fetch_add(1);
    if (m_options.maxConnections > 0 && before >= m_options.maxConnections) {
        m_inside.fetch_sub(1);
        return false;
    }
    return true;
}

void Listener::leave()
{
    m_inside.fetch_sub(1);
}

void Listener::close(std::chrono::milliseconds patience)
{
    m_end = std::chrono::steady_clock::now() + patience;
    m_closed = true;
    boost::system::error_code ignored;
    if (m_acceptor)
        m_acceptor->close(ignored);
}

std::optional<Visit> Visit::begin(std::shared_ptr<Listener> listener)
{
    if (!listener->enter())
        return std::nullopt;
    return Visit(std::move(listener));
}

Visit::Visit(std::shared_ptr<Listener> listener)
    : m_listener(std::move(listener))
{}

Visit::~Visit()
{
    if (m_listener)
        m_listener->leave();
}

} // namespace tabletalk
