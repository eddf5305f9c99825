// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/api/RateLimiter.h"
#include "server/chat/AnswerLimits.h"
#include "server/onboarding/OnboardingOptions.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace tabletalk {

class AccountService;
class ConnectionService;
class OnboardingService;
class HttpServer;
class PasswordResetService;

/// Who may make an account on this server.
enum class Registration { Open, Invite, Closed };

struct ServerOptions
{
    QString dataDir;
    QString platformUrl;      ///< postgresql://… of the platform database; a file in dataDir when empty
    QString platformOwnerUrl; ///< the same for the account that owns its tables, where that is another
    QString listenAddress = QStringLiteral("127.0.0.1");
    quint16 port = 8765;                      ///< 0 picks a free one
    QStringList allowFiles;                   ///< folders whose database files tenants may connect to
    QStringList allowHosts;                   ///< CIDR ranges of private hosts tenants may connect to
    QStringList allowOdbcSources;             ///< names of ODBC data sources of this machine that tenants may use
    std::optional<Registration> registration; ///< absent: open on loopback where no proxy or name leads, else invite
    QString tlsCert;                          ///< PEM file; with tlsKey switches TLS on
    QString tlsKey;
    QByteArray masterKey;         ///< 32 bytes; when empty the environment's, else a file in dataDir
    OnboardingOptions onboarding; ///< how databases are read
    QString baseDomain;           ///< organisations are found at slug.baseDomain; empty: not by name
    int ioThreads = 2;
    AnswerLimits answers;
    RateLimits rates;            ///< how often callers may call
    QStringList allowedNames;    ///< names that the Host header may have; any beyond loopback when empty
    QStringList trustedProxies;  ///< CIDR ranges of proxies whose X-Forwarded-For is believed
    QString smtpUrl;             ///< of the server that delivers mail; none: no mail is sent
    QString mailFrom;            ///< the sender of mail
    QString publicUrl;           ///< what links to this server begin with; its own address when empty
    bool airGap = false;         ///< nothing is sent to other machines but databases' and mail servers'
    QString outboundProxy;       ///< through which models are reached; what the environment says when empty
    QString outboundCa;          ///< PEM file of certificates trusted besides the system's
    QStringList allowModelHosts; ///< CIDR ranges of private machines whose models tenants may ask
    QString modelProtocol;       ///< of the model that all organisations may use: openai, azure, anthropic, …
    QString modelUrl;
    QString modelName;                           ///< none is offered when empty
    QByteArray modelKey;                         ///< goes to modelUrl alone
    int auditDays = 0;                           ///< how long audit records are kept; 0: for ever
    std::chrono::milliseconds nodeLease{30'000}; ///< how long a server that says nothing passes for alive
    bool embedded = false; ///< inside the desktop program: local files and hosts allowed, no registration
};

/// The composition root of the tenant server: makes every service, joins them, and takes
/// them down in the opposite order. May be started several times in a process, each with
/// its own data directory, which it locks.
class Server
{
public:
    /// Ready to take requests when it returns.
    static Result<std::unique_ptr<Server>> start(const ServerOptions &options);
    /// Ends requests under way within five seconds, then everything else.
    ~Server();
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    /// "http://127.0.0.1:8765" or https; with the port that was really taken.
    QUrl url() const;
    Registration registration() const;

    AccountService &accounts();
    PasswordResetService &passwordResets();
    ConnectionService &connections();
    OnboardingService &onboarding();

    /// To listen at another place while it runs.
    HttpServer &transports();
    /// What links to this server begin with from now on, and, where nobody vouches for its certificate, the SHA-256 of
    /// that in hexadecimal, which invitations then carry. Empty: what it was started with. Thread-safe.
    void setLinks(const QString &url, const QString &fingerprint);
    QString dataDirectory() const;

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace tabletalk
