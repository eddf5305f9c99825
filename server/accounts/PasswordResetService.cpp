// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/PasswordResetService.h"

#include "core/base/Clock.h"
#include "core/crypto/RandomToken.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/AccountService.h"
#include "server/accounts/AccountStore.h"
#include "server/accounts/PasswordResetStore.h"
#include "server/accounts/SessionStore.h"
#include "server/outbound/Mailer.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

using namespace std::chrono_literals;

constexpr auto mailedLinkLives = 1h;
constexpr auto givenLinkLives = 24h;
constexpr qint64 mailsAnHour = 3;
constexpr qsizetype longestToken = 100;

Problem linkIsOver()
{
    Problem problem = Problem::invalid(u"params.token"_s,
                                       QCoreApplication::translate("Accounts", "the link is unknown, used or expired"));
    problem.hint = QCoreApplication::translate("Accounts", "Ask for a new link.");
    return problem;
}

Problem notYoursToReset()
{
    return Problem::of(
        ProblemCode::Forbidden,
        QCoreApplication::translate("Accounts", "This person has more rights than you, or belongs to another "
                                                "organization as well."),
        QCoreApplication::translate("Accounts",
                                    "They can ask for a link themselves, or the server's operator makes one."));
}

Mail mailWith(const Account &account, const QString &link)
{
    return {account.user.email, QCoreApplication::translate("Accounts", "Choose a new password"),
            QCoreApplication::translate("Accounts",
                                        "Somebody asked for a new password for your Tabletalk account.\n\n"
                                        "Choose it here within an hour:\n%1\n\n"
                                        "If that was not you, there is nothing to do: your password stays as it is.\n")
                .arg(link)};
}

} // namespace

QString PasswordResetService::linkFor(const QString &token) const
{
    // After the "#", so that it is in no server's log.
    return m_parts.publicUrl() + u"/reset-password#"_s + token;
}

Awaitable<api::Empty> PasswordResetService::forgot(api::ForgotPasswordRequest request)
{
    if (!m_parts.mailer)
        co_return api::Empty{};
    const QString token = crypto::randomToken();
    // All of it happens later, on the mailer's thread: who asks learns nothing by the time that
    // it takes, and the link is stored before it can be followed.
    const auto work = [&database = m_parts.database, link = linkFor(token), hash = tokenHash(token),
                       email = accounts::normalizeEmail(request.email), now = m_parts.clock.now()] {
        return database.writeNow([&](Transaction &transaction) -> std::optional<Mail> {
            const auto account = AccountStore(transaction).findByEmail(email);
            PasswordResetStore resets(transaction);
            if (!account || account->passwordHash.isEmpty()
                || resets.countSince(account->user.id, now - 1h) >= mailsAnHour)
                return std::nullopt;
            resets.insert(hash, account->user.id, now, now + mailedLinkLives);
            return mailWith(*account, link);
        });
    };
    m_parts.mailer->send(work);
    co_return api::Empty{};
}

Awaitable<api::Empty> PasswordResetService::reset(Origin origin, api::ResetPasswordRequest request)
{
    if (request.token.size() > longestToken)
        throw linkIsOver();
    const QString hash = tokenHash(request.token);
    auto find = [hash, now = m_parts.clock.now()](Transaction &transaction) {
        const auto user = PasswordResetStore(transaction).find(hash, now);
        return user ? AccountStore(transaction).find(*user) : std::nullopt;
    };
    const std::optional<Account> account = co_await m_parts.database.read(std::move(find));
    if (!account)
        throw linkIsOver();
    accounts::Errors errors;
    accounts::checkNewPassword(request.newPassword, account->user, {}, u"params.newPassword"_s, errors);
    accounts::throwIfAny(std::move(errors));
    const QString passwordHash = co_await m_parts.accounts.hashPassword(request.newPassword);
    auto work = [hash, passwordHash, user = account->user.id, now = m_parts.clock.now()](Transaction &transaction) {
        PasswordResetStore resets(transaction);
        if (!resets.use(hash, now))
            throw linkIsOver();
        resets.endAll(user, now);
        AccountStore(transaction).setPassword(user, passwordHash);
        SessionStore(transaction).revokeOthers(user, SessionId(), now);
    };
    co_await m_parts.database.write(std::move(work));
    m_parts.accounts.passwordWasReset(origin, *account);
    co_return api::Empty{};
}

Awaitable<api::ResetLink> PasswordResetService::makeLink(Call call, api::MakeResetLinkRequest request)
{
    const QString token = crypto::randomToken();
    const Instant now = m_parts.clock.now();
    auto work = [hash = tokenHash(token), caller = call.caller, user = request.id, now](Transaction &transaction) {
        const auto organizations = AccountStore(transaction).organizationsOf(user);
        const auto here = std::ranges::find(organizations, caller.tenant, &api::Organization::id);
        if (here == organizations.end())
            throw Problem::of(ProblemCode::NotFound);
        const Role role = roleFromName(here->role).value_or(Role::Owner);
        // Whoever may sign in as an operator is one, whatever they are in the organisation.
        const bool operates = AccountStore(transaction).isOperator(user) && !caller.isOperator;
        if (operates || organizations.size() > 1 || static_cast<int>(role) < static_cast<int>(caller.role))
            throw notYoursToReset();
        PasswordResetStore(transaction).insert(hash, user, now, now + givenLinkLives);
    };
    co_await m_parts.database.write(std::move(work));
    co_return api::ResetLink{linkFor(token), now + givenLinkLives};
}

api::ResetLink PasswordResetService::makeLinkNow(const QString &email)
{
    const QString token = crypto::randomToken();
    const Instant now = m_parts.clock.now();
    m_parts.database.writeNow([&](Transaction &transaction) {
        const auto account = AccountStore(transaction).findByEmail(accounts::normalizeEmail(email));
        if (!account)
            throw Problem::of(ProblemCode::NotFound);
        PasswordResetStore(transaction).insert(tokenHash(token), account->user.id, now, now + givenLinkLives);
    });
    return {linkFor(token), now + givenLinkLives};
}

void PasswordResetService::prune(std::chrono::milliseconds age)
{
    const Instant before = m_parts.clock.now() - age;
    m_parts.database.writeNow([&](Transaction &transaction) { PasswordResetStore(transaction).prune(before); });
}

} // namespace tabletalk
