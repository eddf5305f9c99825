// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connect/ConnectionUrl.h"

#include <QString>

struct st_mysql;

namespace tabletalk {

/// How far a connection to a MySQL server is encrypted, in the words of the option sslmode.
enum class MySqlTlsMode { Disable, Prefer, Require, VerifyCa, VerifyFull };

/// "prefer" when the URL says nothing; a root certificate that is given is also used.
MySqlTlsMode mySqlTlsMode(const ConnectionUrl &url);

/// Checks that a MySQL server is encrypted, and its certificate, after the TLS handshake and
/// before anything of the password leaves: the library itself would go on without encryption,
/// and compare the certificate's name with the address that it connects to. Lives as long as the connecting; belongs to
/// one thread.
class MySqlTlsCheck
{
public:
    MySqlTlsCheck(QString host, MySqlTlsMode mode)
        : m_host(std::move(host))
        , m_mode(mode)
    {}

    /// Before connecting: files, protocol versions and this check.
    void prepare(st_mysql *mysql, const ConnectionUrl &url);
    /// Why the connection was refused, in half a sentence; empty when it was not.
    QString refusal() const { return m_refusal; }

    /// Called by the library once the handshake is done; true lets the sign-in go on.
    bool accepts(st_mysql *mysql);

private:
    QString m_host;
    MySqlTlsMode m_mode;
    QString m_refusal;
};

/// "TLSv1.3, TLS_AES_256_GCM_SHA384, certificate verified"; empty without encryption.
QString mySqlEncryption(st_mysql *mysql, MySqlTlsMode mode);

/// Makes the library ready, once in a process; before any other call of it.
void initializeMySqlLibrary();

} // namespace tabletalk
