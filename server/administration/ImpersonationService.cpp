// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/administration/ImpersonationService.h"

#include "core/base/Clock.h"
#include "server/accounts/AccountService.h"
#include "server/accounts/AccountStore.h"
#include "server/accounts/SessionStore.h"
#include "server/platform/PlatformDatabase.h"
#include "server/security/SecurityService.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostMinutes = 30;
constexpr qsizetype longestReason = 180; ///< the audit log keeps it whole

QString tr(const char *text)
{
    return QCoreApplication::translate("Impersonation", text);
}

QString checkedReason(const QString &given)
{
    QString reason = given.simplified();
    if (reason.isEmpty() || reason.size() > longestReason)
        throw Problem::invalid(u"params.reason"_s, tr("expected 1 to %1 characters").arg(longestReason));
    return reason;
}

std::chrono::minutes checkedTime(std::optional<int> minutes)
{
    const int asked = minutes.value_or(mostMinutes);
    if (asked < 1 || asked > mostMinutes)
        throw Problem::invalid(u"params.minutes"_s, tr("expected 1 to %1").arg(mostMinutes));
    return std::chrono::minutes(asked);
}

/// Who is to be acted as; throws unless that may be.
api::Impersonating foundMember(Transaction &transaction, const TenantScope &scope, UserId user)
{
    const auto row = transaction.selectOne(scope, u"accounts/find_impersonated"_s, {{u"user"_s, stored(user)}});
    if (!row)
        throw Problem::of(ProblemCode::NotFound);
    if (row->flag(u"is_operator"_s))
        throw Problem::of(ProblemCode::Forbidden, tr("Nobody works as an operator of the server but they themselves."),
                          tr("Choose another member."));
    if (row->text(u"status"_s) != u"active"_s)
        throw Problem::of(ProblemCode::OrganizationClosed, row->text(u"status_reason"_s));
    api::Impersonating somebody;
    somebody.user = {row->id<UserId>(u"id"_s), row->text(u"email"_s), row->text(u"full_name"_s)};
    somebody.organization = {scope.tenant(), row->text(u"name"_s), row->text(u"slug"_s), row->text(u"role"_s)};
    return somebody;
}

} // namespace

Awaitable<api::Impersonating> ImpersonationService::begin(Call call, api::ImpersonateRequest request)
{
    const QString reason = checkedReason(request.reason);
    const Instant now = m_clock.now();
    SessionTokens tokens = SessionTokens::make(now);
    tokens.refresh.clear(); // nothing renews it
    tokens.accessExpiresAt = now + checkedTime(request.minutes);
    tokens.refreshExpiresAt = tokens.accessExpiresAt;
    auto open = [request, reason, tokens, now, caller = call.caller.user,
                 origin = call.origin](Transaction &transaction) {
        const TenantScope scope = TenantScope::ofOperator(request.id);
        api::Impersonating somebody = foundMember(transaction, scope, request.userId);
        SecurityService::admitWithin(transaction, scope, origin.address); // the organisation's rule holds for all
        const auto self = AccountStore(transaction).find(caller);
        if (!self)
            throw Problem::of(ProblemCode::NotSignedIn);
        const Impersonator by{caller, self->user.email, reason};
        SessionStore(transaction).insertImpersonation(scope, request.userId, by, tokens, origin, now);
        somebody.impersonation = {by.email, reason, tokens.accessExpiresAt};
        return somebody;
    };
    api::Impersonating somebody = co_await m_database.write(std::move(open));
    somebody.accessToken = tokens.access;
    somebody.expiresIn =
        static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(tokens.accessExpiresAt - now).count());
    AuditRecord entry; // in the organisation's own log; the dispatcher tells the operator's
    entry.caller.user = request.userId;
    entry.caller.tenant = request.id;
    entry.caller.impersonator = Impersonator{call.caller.user, somebody.impersonation.operatorEmail, reason};
    entry.origin = call.origin;
    entry.action = u"auth.impersonate"_s;
    entry.target = request.userId.toString();
    entry.outcome = u"ok"_s;
    entry.rule = u"reason: "_s + reason;
    m_audit.record(std::move(entry));
    co_return somebody;
}

Awaitable<api::Empty> ImpersonationService::end(Call call)
{
    if (!call.caller.impersonator)
        throw Problem::of(ProblemCode::Conflict, tr("You are really signed in as yourself."));
    co_await m_accounts.signOut(call.caller);
    co_return api::Empty{};
}

} // namespace tabletalk
