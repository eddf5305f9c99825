// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/Call.h"
#include "server/base/Async.h"

namespace tabletalk {

/// Turns a bearer token (access token or API key) into an identity.
class Authenticator
{
public:
    virtual ~Authenticator() = default;
    /// address: where the token comes from. Throws NotSignedIn when the token is unknown,
    /// expired or revoked.
    virtual Awaitable<Identity> authenticate(QString token, QString address) = 0;
    /// What a member may do has changed, or they are none any more: nothing remembered holds.
    virtual void forgetMember(const UserId &) {}
    /// The same for everybody in an organisation.
    virtual void forgetTenant(const TenantId &) {}
};

/// What happened, for the audit log.
struct AuditRecord
{
    Identity caller;
    Origin origin;
    QString action; ///< the operation's name
    QString target;
    QString outcome;             ///< "ok" or the problem's code
    std::optional<QString> rule; ///< what allowed or refused it
    std::optional<QString> sql;
};

/// Takes audit records; server/audit stores them.
class AuditSink
{
public:
    virtual ~AuditSink() = default;
    virtual void record(AuditRecord record) = 0;
    /// Requests that were turned away before anything was done: by address or by rate. There
    /// may be any number of them, so that they are counted rather than kept one by one.
    virtual void recordRefusal(AuditRecord record) = 0;
};

} // namespace tabletalk
