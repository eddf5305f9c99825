// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/MySqlConnection.h"

#include "server/connections/ConnectLayer.h"

#include <QCoreApplication>

#include <errmsg.h>
#include <mysql.h>
#include <mysqld_error.h>

#include <algorithm>

#include <poll.h>
#include <sys/socket.h>

namespace tabletalk {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto defaultConnectTime = 8s;
constexpr auto longestConnectTime = 60s;
constexpr auto pollTime = 20ms;
constexpr unsigned long largestPacket = 128UL * 1024 * 1024; ///< one row cannot take more memory
/// Ways to sign in that do not hand the password over in plain text, and our check before them.
constexpr char signIns[] =
    "tabletalk_certificate_check,mysql_native_password,caching_sha2_password,sha256_password,client_ed25519";
constexpr unsigned int hostBlocked = 1129;
constexpr unsigned int secureTransportRequired = 3159;

Problem tlsProblem(const QString &place, const QString &why, const QString &hint)
{
    return layerProblem(
        ConnectLayer::Tls, ProblemCode::CannotConnect,
        QCoreApplication::translate("Connections", "The encrypted connection to %1 could not be made: %2.")
            .arg(place, why),
        hint);
}

/// Which of the layers below the sign-in failed; nothing when it was the sign-in.
std::optional<Problem> problemOfNetwork(unsigned int error, const QString &message, const QString &place)
{
    switch (error) {
    case CR_CONN_HOST_ERROR:
    case CR_CONNECTION_ERROR:
        if (message.contains(u"(111"_s))
            return layerProblem(ConnectLayer::Port, ProblemCode::CannotConnect,
                                QCoreApplication::translate("Connections", "Nothing listens at %1.").arg(place),
                                QCoreApplication::translate(
                                    "Connections",
                                    "Check the port, and that the database server runs and takes connections over the "
                                    "network."));
        [[fallthrough]];
    case CR_SERVER_LOST:
    case CR_SERVER_GONE_ERROR:
    case CR_SERVER_HANDSHAKE_ERR:
    case CR_MALFORMED_PACKET:
    case CR_VERSION_ERROR:
        return layerProblem(
            ConnectLayer::Port, ProblemCode::CannotConnect,
            QCoreApplication::translate("Connections", "%1 does not answer as a MySQL or MariaDB server does.")
                .arg(place),
            QCoreApplication::translate("Connections", "Check host and port; a firewall may be in between."));
    case ER_CON_COUNT_ERROR:
    case ER_TOO_MANY_USER_CONNECTIONS:
    case ER_USER_LIMIT_REACHED:
        return layerProblem(
            ConnectLayer::Login, ProblemCode::CannotConnect,
            QCoreApplication::translate("Connections", "The database server at %1 takes no more connections now.")
                .arg(place),
            QCoreApplication::translate("Connections", "Try again in a moment, or ask its operator for more."));
    default:
        return std::nullopt;
    }
}

Problem problemOfSignIn(unsigned int error, const ConnectionUrl &url, const QString &place)
{
    switch (error) {
    case ER_BAD_DB_ERROR:
        return layerProblem(
            ConnectLayer::Database, ProblemCode::CannotConnect,
            QCoreApplication::translate("Connections", "The server at %1 has no database \"%2\".")
                .arg(place, url.database),
            QCoreApplication::translate(
                "Connections", "Check the name behind the last slash of the URL; upper and lower case may matter."));
    case ER_DBACCESS_DENIED_ERROR:
        return layerProblem(ConnectLayer::Grants, ProblemCode::CannotConnect,
                            QCoreApplication::translate(
                                "Connections", "The user \"%1\" may not use the database \"%2\", if there is one.")
                                .arg(url.user, url.database),
                            QCoreApplication::translate(
                                "Connections", "Check the name of the database; its operator can GRANT SELECT on it."));
    case ER_HOST_NOT_PRIVILEGED:
    case hostBlocked:
        return layerProblem(
            ConnectLayer::Login, ProblemCode::LoginRefused,
            QCoreApplication::translate("Connections", "The database server at %1 lets nobody in from this machine.")
                .arg(place),
            QCoreApplication::translate(
                "Connections", "Its operator has to allow the account to connect from here, as 'user'@'host'."));
    case ER_NOT_SUPPORTED_AUTH_MODE:
    case CR_AUTH_PLUGIN_CANNOT_LOAD:
    case CR_AUTH_PLUGIN_ERR:
        return layerProblem(
            ConnectLayer::Login, ProblemCode::LoginRefused,
            QCoreApplication::translate("Connections",
                                        "The account \"%1\" signs in by a method that is not supported here.")
                .arg(url.user),
            QCoreApplication::translate("Connections",
                                        "Its operator can give it a password by mysql_native_password, ed25519 or "
                                        "caching_sha2_password."));
    default:
        return layerProblem(
            ConnectLayer::Login, ProblemCode::LoginRefused,
            QCoreApplication::translate("Connections",
                                        "The database server at %1 refused the user \"%2\" or the password.")
                .arg(place, url.user),
            QCoreApplication::translate(
                "Connections", "Check user and password; some accounts may only sign in from certain hosts, or with "
                               "sslmode=require."));
    }
}

} // namespace

std::chrono::seconds MySqlConnection::connectTime(const ConnectionUrl &url)
{
    bool ok = false;
    const int asked = url.option(u"connect_timeout").toInt(&ok);
    return ok && asked > 0 ? std::min<std::chrono::seconds>(std::chrono::seconds(asked), longestConnectTime)
                           : std::chrono::seconds(defaultConnectTime);
}

MySqlConnection::MySqlConnection(const ConnectionUrl &url, const QHostAddress &address, MySqlTlsMode mode)
    : m_url(url)
    , m_address(address)
    , m_mode(mode)
    , m_mysql(mysql_init(nullptr))
{}

MySqlConnection::~MySqlConnection()
{
    // Saying goodbye would write to a server that may not read any more.
    if (m_mysql && mysql_get_socket(m_mysql) != MARIADB_INVALID_SOCKET) {
        const timeval soon{1, 0};
        ::setsockopt(mysql_get_socket(m_mysql), SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
    }
    mysql_close(m_mysql);
}

Result<std::unique_ptr<MySqlConnection>> MySqlConnection::open(const ConnectionUrl &url, const QHostAddress &address,
                                                               Moment deadline)
{
    initializeMySqlLibrary();
    const MySqlTlsMode mode = mySqlTlsMode(url);
    std::unique_ptr<MySqlConnection> connection(new MySqlConnection(url, address, mode));
    auto connected = connection->connect(deadline);
    if (!connected && mode == MySqlTlsMode::Prefer && layerOf(connected.error()) == ConnectLayer::Tls) {
        connection.reset(new MySqlConnection(url, address, MySqlTlsMode::Disable));
        connected = connection->connect(deadline);
    }
    if (!connected)
        return std::unexpected(connected.error());
    return connection;
}

Result<std::unique_ptr<MySqlConnection>> MySqlConnection::openAnother(Moment deadline) const
{
    std::unique_ptr<MySqlConnection> another(new MySqlConnection(m_url, m_address, m_mode));
    if (auto connected = another->connect(deadline); !connected)
        return std::unexpected(connected.error());
    return another;
}

Result<void> MySqlConnection::connect(Moment deadline)
{
    MySqlTlsCheck check(m_url.host, m_mode);
    const unsigned int off = 0;
    const auto left = std::chrono::ceil<std::chrono::seconds>(deadline - std::chrono::steady_clock::now());
    const unsigned int seconds = static_cast<unsigned int>(std::max<std::chrono::seconds::rep>(left.count(), 1));
    const unsigned int protocol = MYSQL_PROTOCOL_TCP;
    const my_bool no = 0;
    mysql_optionsv(m_mysql, MYSQL_OPT_NONBLOCK, nullptr);
    mysql_optionsv(m_mysql, MYSQL_OPT_PROTOCOL, &protocol);
    mysql_optionsv(m_mysql, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
    mysql_optionsv(m_mysql, MYSQL_OPT_LOCAL_INFILE, &off);
    mysql_optionsv(m_mysql, MYSQL_OPT_RECONNECT, &no);
    mysql_optionsv(m_mysql, MYSQL_OPT_MAX_ALLOWED_PACKET, &largestPacket);
    mysql_optionsv(m_mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    mysql_optionsv(m_mysql, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "Tabletalk");
    mysql_optionsv(m_mysql, MARIADB_OPT_RESTRICTED_AUTH, signIns);
    check.prepare(m_mysql, m_url);

    const QByteArray host = m_address.toString().toLatin1();
    const QByteArray user = m_url.user.toUtf8();
    const QByteArray password = m_url.password.toUtf8();
    const QByteArray database = m_url.database.toUtf8();
    MYSQL *connected = nullptr;
    int status = mysql_real_connect_start(&connected, m_mysql, host.constData(), user.constData(), password.constData(),
                                          database.constData(), m_url.port, nullptr, 0);
    bool late = false;
    while (status != 0) {
        late = late || std::chrono::steady_clock::now() >= deadline;
        const int happened = late ? MYSQL_WAIT_TIMEOUT : wait(status, pollTime);
        if (happened != 0)
            status = mysql_real_connect_cont(&connected, m_mysql, happened);
    }
    if (!connected)
        return std::unexpected(problem(check, late));
    return {};
}

Problem MySqlConnection::problem(const MySqlTlsCheck &check, bool late) const
{
    const QString place = u"%1:%2"_s.arg(m_url.host).arg(m_url.port);
    const unsigned int error = mysql_errno(m_mysql);
    const QString message = QString::fromUtf8(mysql_error(m_mysql));
    if (!check.refusal().isEmpty())
        return tlsProblem(place, check.refusal(),
                          QCoreApplication::translate("Connections",
                                                      "Check the host and the option sslrootcert; sslmode=require "
                                                      "encrypts without knowing who answers, sslmode=disable does "
                                                      "not encrypt."));
    if (late)
        return layerProblem(
            ConnectLayer::Port, ProblemCode::CannotConnect,
            QCoreApplication::translate("Connections", "%1 does not answer.").arg(place),
            QCoreApplication::translate("Connections", "Check host and port; a firewall may be in between."));
    if (error == CR_SSL_CONNECTION_ERROR)
        return tlsProblem(
            place, message.section(u": "_s, 1),
            QCoreApplication::translate("Connections", "Check the option sslmode and the server's certificate."));
    if (error == secureTransportRequired)
        return tlsProblem(place, QCoreApplication::translate("Connections", "the server wants encryption"),
                          QCoreApplication::translate("Connections", "Use sslmode=require."));
    if (const auto network = problemOfNetwork(error, message, place))
        return *network;
    return problemOfSignIn(error, m_url, place);
}

quint64 MySqlConnection::serverThread() const
{
    return mysql_thread_id(m_mysql);
}

bool MySqlConnection::isMariaDb() const
{
    return mariadb_connection(m_mysql) != 0;
}

QString MySqlConnection::encryption() const
{
    return mySqlEncryption(m_mysql, m_mode);
}

int MySqlConnection::wait(int status, std::chrono::milliseconds atMost) const
{
    pollfd waiting{mysql_get_socket(m_mysql), 0, 0};
    if (status & MYSQL_WAIT_READ)
        waiting.events |= POLLIN;
    if (status & MYSQL_WAIT_WRITE)
        waiting.events |= POLLOUT;
    if (status & MYSQL_WAIT_EXCEPT)
        waiting.events |= POLLPRI;
    if (::poll(&waiting, 1, static_cast<int>(atMost.count())) <= 0)
        return 0;
    int happened = 0;
    // A broken connection is told by the read or write that is waiting.
    const bool broken = (waiting.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
    if ((waiting.revents & POLLIN) || (broken && (status & MYSQL_WAIT_READ)))
        happened |= MYSQL_WAIT_READ;
    if ((waiting.revents & POLLOUT) || (broken && (status & MYSQL_WAIT_WRITE)))
        happened |= MYSQL_WAIT_WRITE;
    if (waiting.revents & POLLPRI)
        happened |= MYSQL_WAIT_EXCEPT;
    return happened;
}

void MySqlConnection::breakOff() const
{
    ::shutdown(mysql_get_socket(m_mysql), SHUT_RDWR);
}

} // namespace tabletalk
