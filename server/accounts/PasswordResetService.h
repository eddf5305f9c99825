// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Sessions.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

#include <chrono>
#include <functional>

namespace tabletalk {

class AccountService;
class Clock;
class Mailer;
class PlatformDatabase;

struct PasswordResetParts
{
    PlatformDatabase &database;
    const Clock &clock;
    AccountService &accounts;
    Mailer *mailer = nullptr;           ///< none: only administrators can make links
    std::function<QString()> publicUrl; ///< what links begin with
};

/// A new password for those who forgot theirs. A link holds a random token, works once and
/// for a short time, and is kept as a hash. Thread-safe.
class PasswordResetService
{
public:
    explicit PasswordResetService(PasswordResetParts parts)
        : m_parts(std::move(parts))
    {}

    /// Sends a link if there is such an account. Answers the same, and as fast, if not.
    Awaitable<api::Empty> forgot(api::ForgotPasswordRequest request);
    /// Ends all sign-ins of the account.
    Awaitable<api::Empty> reset(Origin origin, api::ResetPasswordRequest request);
    /// For an administrator to hand over. Only for people who belong to this organisation alone
    /// and have no more rights in it: whoever resets a password can become that person.
    Awaitable<api::ResetLink> makeLink(Call call, api::MakeResetLinkRequest request);

    /// For an operator at the machine; for worker threads. NotFound when nobody has that address.
    api::ResetLink makeLinkNow(const QString &email);
    /// Deletes links that ended longer ago. For worker threads.
    void prune(std::chrono::milliseconds age);

private:
    QString linkFor(const QString &token) const;

    PasswordResetParts m_parts;
};

} // namespace tabletalk
