// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/NewMember.h"

#include "core/access/MembershipRules.h"
#include "core/base/Uuid7.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/AccountStore.h"
#include "server/accounts/PasswordResetStore.h"
#include "server/limits/Limits.h"
#include "server/platform/Transaction.h"
#include "server/tenants/AccessWords.h"
#include "server/tenants/MemberChecks.h"
#include "server/tenants/MemberStore.h"
#include "server/tenants/TenantStore.h"
#include "server/webhooks/WebhookEvents.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

using namespace std::chrono_literals;

constexpr auto passwordLinkLives = 24h;

QString tr(const char *text)
{
    return QCoreApplication::translate("Tenants", text);
}

void requireNoAccount(AccountStore &accounts, MemberStore &members, const QString &email)
{
    const auto account = accounts.findByEmail(email);
    if (!account)
        return;
    if (members.find(account->user.id))
        throw Problem::of(ProblemCode::Conflict, tr("This person belongs to the organisation already."));
    throw Problem::of(ProblemCode::Conflict, tr("There is an account with this e-mail address."),
                      tr("Invite this person: whoever has an account decides which organisations to join."));
}

} // namespace

api::CreatedMember newMember(const api::CreateMemberRequest &request, Instant now)
{
    api::CreatedMember member;
    member.id = makeId<UserId>(now);
    member.email = accounts::normalizeEmail(request.email);
    member.fullName = request.fullName.trimmed();
    member.role = roleName(checkedRole(request.role));
    member.joinedAt = now;
    if (request.department)
        member.department = checkedText(*request.department, u"params.department"_s, true);
    if (request.jobTitle)
        member.jobTitle = checkedText(*request.jobTitle, u"params.jobTitle"_s, true);
    accounts::Errors errors;
    accounts::checkEmail(member.email, u"params.email"_s, errors);
    accounts::checkName(member.fullName, u"params.fullName"_s, errors);
    if (request.password)
        accounts::checkNewPassword(*request.password, {member.id, member.email, member.fullName}, {},
                                   u"params.password"_s, errors);
    accounts::throwIfAny(std::move(errors));
    return member;
}

QString insertMember(Transaction &transaction, const Identity &caller, const api::CreatedMember &member,
                     const QString &passwordHash, const QString &linkHash, Instant now)
{
    const auto scope = TenantScope::ofSignedIn(caller.tenant);
    MemberStore members(transaction, scope);
    const Role role = checkedRole(member.role);
    if (!mayGive(grantsNow(members, caller), role))
        throw Problem::of(ProblemCode::Forbidden, refusalWords(MembershipRefusal::RoleAboveOwn));
    const auto profile = TenantStore(transaction, scope).profile();
    if (profile && profile->personal.value_or(false))
        throw Problem::of(ProblemCode::Conflict, tr("A personal organisation is for one person."),
                          tr("Make another organisation for others to join."));
    Limits(transaction, scope, now).requireRoom(Owned::Users);
    AccountStore accounts(transaction);
    requireNoAccount(accounts, members, member.email);
    accounts.insertUser({member.id, member.email, member.fullName}, passwordHash, now);
    accounts.insertMembership(scope, member.id, role, now);
    emitWebhookEvent(transaction, scope, webhook_events::memberJoined,
                     {{"userId", member.id.toString().toStdString()}, {"role", member.role.toStdString()}}, now);
    if (auto made = members.find(member.id)) {
        made->department = member.department;
        made->jobTitle = member.jobTitle;
        members.update(*made);
    }
    if (!linkHash.isEmpty())
        PasswordResetStore(transaction).insert(linkHash, member.id, now, now + passwordLinkLives);
    return profile ? profile->name : QString();
}

} // namespace tabletalk
