// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/MySqlTls.h"

#include <QCoreApplication>
#include <QFile>
#include <QHostAddress>

#include <mysql.h>

#include <mysql/plugin_auth.h>

// As the library was built: it says where the handle of OpenSSL is.
#define HAVE_TLS 1
#include <ma_pvio.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstdarg>
#include <mutex>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr char checkName[] = "tabletalk_certificate_check";
char userDataKey[] = "tabletalk";

/// Stands first in the sign-in. Its empty packet makes the library finish the TLS handshake;
/// the server does not know this method and asks for the account's own, which alone sends
/// something of the password.
int checkCertificate(MYSQL_PLUGIN_VIO *vio, MYSQL *mysql)
{
    if (vio->write_packet(vio, nullptr, 0) != 0)
        return CR_ERROR;
    void *data = nullptr;
    mysql_get_optionv(mysql, MARIADB_OPT_USERDATA, userDataKey, &data);
    auto *check = static_cast<MySqlTlsCheck *>(data);
    return check && check->accepts(mysql) ? CR_OK : CR_ERROR;
}

/// As <mysql/client_plugin.h> lays a way to sign in out; that header needs another one that
/// is not always installed.
struct SignInPlugin
{
    MYSQL_CLIENT_PLUGIN_HEADER
    int (*authenticate_user)(MYSQL_PLUGIN_VIO *, MYSQL *);
};

constexpr int signInType = 2;
constexpr unsigned int signInVersion = 0x0100;

SignInPlugin &certificateCheck()
{
    static SignInPlugin plugin = [] {
        SignInPlugin made{};
        made.type = signInType;
        made.interface_version = signInVersion;
        made.name = checkName;
        made.author = "Tabletalk";
        made.desc = "Checks the server's certificate before the sign-in";
        made.license = "GPL";
        made.authenticate_user = checkCertificate;
        return made;
    }();
    return plugin;
}

bool verifies(MySqlTlsMode mode)
{
    return mode == MySqlTlsMode::VerifyCa || mode == MySqlTlsMode::VerifyFull;
}

bool isFor(X509 *certificate, const QString &host)
{
    const QByteArray name = host.toUtf8();
    QHostAddress address;
    if (address.setAddress(host))
        return X509_check_ip_asc(certificate, name.constData(), 0) == 1;
    return X509_check_host(certificate, name.constData(), static_cast<size_t>(name.size()), 0, nullptr) == 1;
}

} // namespace

void initializeMySqlLibrary()
{
    static std::once_flag once;
    std::call_once(once, [] {
        mysql_library_init(0, nullptr, nullptr);
        MYSQL *handle = mysql_init(nullptr);
        mysql_client_register_plugin(handle, reinterpret_cast<st_mysql_client_plugin *>(&certificateCheck()));
        mysql_close(handle);
    });
}

MySqlTlsMode mySqlTlsMode(const ConnectionUrl &url)
{
    const QString mode = url.option(u"sslmode");
    if (mode == u"disable")
        return MySqlTlsMode::Disable;
    if (mode == u"verify-full")
        return MySqlTlsMode::VerifyFull;
    // As libpq has it: who gives a root certificate with "require" wants it used.
    if (mode == u"verify-ca" || (mode == u"require" && !url.option(u"sslrootcert").isEmpty()))
        return MySqlTlsMode::VerifyCa;
    return mode == u"require" ? MySqlTlsMode::Require : MySqlTlsMode::Prefer;
}

void MySqlTlsCheck::prepare(MYSQL *mysql, const ConnectionUrl &url)
{
    my_bool enforce = m_mode == MySqlTlsMode::Disable ? 0 : 1;
    my_bool byLibrary = 0;
    mysql_optionsv(mysql, MYSQL_OPT_SSL_ENFORCE, &enforce);
    mysql_optionsv(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &byLibrary);
    if (!enforce)
        return;
    mysql_optionsv(mysql, MARIADB_OPT_TLS_VERSION, "TLSv1.2,TLSv1.3");
    const auto setFile = [&](mysql_option option, const QString &path) {
        if (!path.isEmpty())
            mysql_optionsv(mysql, option, QFile::encodeName(path).constData());
    };
    setFile(MYSQL_OPT_SSL_CERT, url.option(u"sslcert"));
    setFile(MYSQL_OPT_SSL_KEY, url.option(u"sslkey"));
    if (m_mode == MySqlTlsMode::Prefer)
        return;
    if (verifies(m_mode))
        setFile(MYSQL_OPT_SSL_CA, url.option(u"sslrootcert"));
    mysql_optionsv(mysql, MARIADB_OPT_USERDATA, userDataKey, static_cast<void *>(this));
    mysql_optionsv(mysql, MYSQL_DEFAULT_AUTH, checkName);
}

bool MySqlTlsCheck::accepts(MYSQL *mysql)
{
    const MARIADB_TLS *tls = mysql->net.pvio ? mysql->net.pvio->ctls : nullptr;
    auto *ssl = tls ? static_cast<SSL *>(tls->ssl) : nullptr;
    X509 *certificate = ssl ? SSL_get1_peer_certificate(ssl) : nullptr;
    // The library goes on in plain text with a server that knows no TLS, whatever it was told.
    if (!certificate) {
        m_refusal = QCoreApplication::translate("Connections", "the server offers no encryption");
        return false;
    }
    if (!verifies(m_mode)) {
        X509_free(certificate);
        return true;
    }
    if (const long result = SSL_get_verify_result(ssl); result != X509_V_OK)
        m_refusal = QCoreApplication::translate("Connections", "its certificate is refused (%1)")
                        .arg(QString::fromUtf8(X509_verify_cert_error_string(result)));
    else if (m_mode == MySqlTlsMode::VerifyFull && !isFor(certificate, m_host))
        m_refusal = QCoreApplication::translate("Connections", "its certificate was issued for another name than %1")
                        .arg(m_host);
    X509_free(certificate);
    return m_refusal.isEmpty();
}

QString mySqlEncryption(MYSQL *mysql, MySqlTlsMode mode)
{
    const char *cipher = mysql_get_ssl_cipher(mysql);
    if (!cipher)
        return {};
    const char *protocol = nullptr;
    mariadb_get_infov(mysql, MARIADB_CONNECTION_TLS_VERSION, static_cast<void *>(&protocol));
    QString verified = QCoreApplication::translate("Connections", "certificate not verified");
    if (mode == MySqlTlsMode::VerifyCa)
        verified = QCoreApplication::translate("Connections", "certificate verified");
    else if (mode == MySqlTlsMode::VerifyFull)
        verified = QCoreApplication::translate("Connections", "certificate and name verified");
    return QStringList{QString::fromLatin1(protocol), QString::fromLatin1(cipher), verified}.join(u", "_s);
}

} // namespace tabletalk
