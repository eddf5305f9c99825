// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/MemberService.h"

#include "core/access/MembershipRules.h"
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/crypto/RandomToken.h"
#include "server/Server.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/SessionStore.h"
#include "server/administration/ServerSettingsStore.h"
#include "server/api/Cursor.h"
#include "server/platform/PlatformDatabase.h"
#include "server/tenants/AccessWords.h"
#include "server/tenants/InvitationStore.h"
#include "server/tenants/MemberChecks.h"
#include "server/tenants/MemberMail.h"
#include "server/tenants/MemberStore.h"
#include "server/tenants/NewMember.h"
#include "server/tenants/TeamStore.h"
#include "server/tenants/TenantStore.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

using namespace std::chrono_literals;

constexpr qint64 mostTeams = 1000;
constexpr qint64 mostInvitations = 1000;
constexpr int usualDays = 7;
constexpr int mostDays = 30;
constexpr qint64 mailsAnHour = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("Tenants", text);
}

/// Each once, in the order of the policy; unknown names are a mistake here.
std::vector<QString> checkedPermissions(const std::vector<QString> &names, const QString &path)
{
    PermissionSet set;
    for (const QString &name : names) {
        const auto permission = permissionFromName(name);
        if (!permission)
            throw Problem::invalid(path, tr("\"%1\" is no permission").arg(name.left(100)));
        set.insert(*permission);
    }
    std::vector<QString> checked;
    for (const Permission permission : set.list())
        checked.push_back(permissionName(permission));
    return checked;
}

api::Member memberOrNotFound(MemberStore &members, UserId user)
{
    auto member = members.find(user);
    if (!member)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(member);
}

void requireAllowed(const MembershipChange &change)
{
    if (const auto refusal = refusalOf(change))
        throw Problem::of(ProblemCode::Forbidden, refusalWords(*refusal));
}

/// The member as they are to be.
api::Member changed(api::Member member, const api::UpdateMemberRequest &request)
{
    member.role = request.role ? roleName(checkedRole(*request.role)) : member.role;
    if (request.allowed)
        member.allowed = checkedPermissions(*request.allowed, u"params.allowed"_s);
    if (request.denied)
        member.denied = checkedPermissions(*request.denied, u"params.denied"_s);
    if (request.department)
        member.department = checkedText(*request.department, u"params.department"_s, true);
    if (request.jobTitle)
        member.jobTitle = checkedText(*request.jobTitle, u"params.jobTitle"_s, true);
    return member;
}

api::Member updateIn(MemberStore &members, const Identity &caller, const api::UpdateMemberRequest &request)
{
    const api::Member before = memberOrNotFound(members, request.id);
    const api::Member after = changed(before, request);
    const Grants next = grantsOf(after);
    MembershipChange change{.actor = grantsNow(members, caller),
                            .member = grantsOf(before),
                            .isSelf = request.id == caller.user,
                            .owners = members.countOwners(),
                            .role = next.role,
                            .allowed = {},
                            .denied = {}};
    if (request.allowed)
        change.allowed = next.allowed;
    if (request.denied)
        change.denied = next.denied;
    requireAllowed(change);
    members.update(after);
    return after;
}

void removeIn(MemberStore &members, const Identity &caller, UserId user, Instant now)
{
    requireAllowed({.actor = grantsNow(members, caller),
                    .member = grantsOf(memberOrNotFound(members, user)),
                    .isSelf = user == caller.user,
                    .owners = members.countOwners(),
                    .role = {},
                    .allowed = {},
                    .denied = {},
                    .removes = true});
    members.remove(user, now);
}

api::AccessAnswer answerOf(const QString &about, const AccessDecision &decision)
{
    return {about, decision.allowed, accessRuleName(decision.rule), accessRuleWords(decision.rule)};
}

/// Asked about a conversation that the caller does not see, it is not there.
void explainConversation(MemberStore &members, const Identity &caller, const Grants &grants,
                         const api::ExplainAccessRequest &request, api::AccessExplanation &explanation)
{
    const auto question = [](const Grants &whose, const ShownConversation &shown) {
        return AccessQuestion{
            .grants = whose, .permission = Permission::Ask, .visibility = shown.visibility, .relation = shown.relation};
    };
    const auto forCaller = members.conversationFor(*request.conversationId, caller.user);
    if (!forCaller || !decide(question(grantsNow(members, caller), *forCaller)).allowed)
        throw Problem::of(ProblemCode::NotFound);
    const auto forMember = members.conversationFor(*request.conversationId, request.id);
    explanation.visibility = visibilityName(forMember->visibility);
    explanation.conversation = answerOf(permissionName(Permission::Ask), decide(question(grants, *forMember)));
}

api::AccessExplanation explainIn(MemberStore &members, const Identity &caller, const api::ExplainAccessRequest &request)
{
    const Grants grants = grantsOf(memberOrNotFound(members, request.id));
    api::AccessExplanation explanation;
    explanation.id = request.id;
    explanation.role = roleName(grants.role);
    for (const Permission permission : allPermissions())
        explanation.permissions.push_back(
            answerOf(permissionName(permission),
                     decide({.grants = grants, .permission = permission, .visibility = {}, .relation = {}})));
    if (request.conversationId)
        explainConversation(members, caller, grants, request, explanation);
    return explanation;
}

template <class List, class Items>
List pageOf(Items items, int limit)
{
    List page;
    page.items = std::move(items);
    if (page.items.size() > size_t(limit)) {
        page.items.resize(size_t(limit));
        page.nextCursor = encodeCursor({page.items.back().id.toString()});
    }
    return page;
}

QString positionIn(const std::optional<QString> &cursor)
{
    return cursor ? decodeCursor(*cursor, 1).front() : u""_s;
}

Problem teamNameTaken(const QString &name)
{
    return Problem::of(ProblemCode::Conflict, tr("A team \"%1\" exists already.").arg(name),
                       tr("Choose another name."));
}

template <class Work>
auto withTeamName(const QString &name, Work work)
{
    try {
        return work();
    } catch (const Problem &problem) {
        if (problem.code != ProblemCode::Conflict)
            throw;
        throw teamNameTaken(name);
    }
}

api::TeamDetails detailsOf(TeamStore &teams, TeamId id)
{
    const auto team = teams.find(id);
    if (!team)
        throw Problem::of(ProblemCode::NotFound);
    return {team->id, team->name, teams.members(id)};
}

/// The invitation with its token, checked but for what only the database knows.
api::CreatedInvitation newInvitation(const Identity &caller, const api::CreateInvitationRequest &request, Instant now)
{
    const int days = request.days.value_or(usualDays);
    if (days < 1 || days > mostDays)
        throw Problem::invalid(u"params.days"_s, tr("expected a whole number from 1 to %1").arg(mostDays));
    api::CreatedInvitation created;
    created.token = u"ti_"_s + crypto::randomToken();
    api::Invitation &invitation = created.invitation;
    invitation.id = makeId<InvitationId>(now);
    invitation.role = roleName(checkedRole(request.role));
    invitation.teamId = request.teamId;
    invitation.invitedBy = caller.user;
    invitation.createdAt = now;
    invitation.expiresAt = now + 24h * days;
    if (request.email) {
        invitation.email = accounts::normalizeEmail(*request.email);
        accounts::Errors errors;
        accounts::checkEmail(*invitation.email, u"params.email"_s, errors);
        accounts::throwIfAny(std::move(errors));
    }
    return created;
}

struct InvitedInto
{
    QString organization;
    qint64 mailsLately = 0; ///< to the same address, so that nobody is flooded
};

InvitedInto insertInvitation(Transaction &transaction, const TenantScope &scope, const Identity &caller,
                             const api::CreatedInvitation &created)
{
    const api::Invitation &invitation = created.invitation;
    MemberStore members(transaction, scope);
    if (!mayGive(grantsNow(members, caller), checkedRole(invitation.role)))
        throw Problem::of(ProblemCode::Forbidden, refusalWords(MembershipRefusal::RoleAboveOwn));
    if (invitation.teamId && !TeamStore(transaction, scope).find(*invitation.teamId))
        throw Problem::of(ProblemCode::NotFound);
    const auto profile = TenantStore(transaction, scope).profile();
    if (profile && profile->personal.value_or(false))
        throw Problem::of(ProblemCode::Conflict, tr("A personal organisation is for one person."),
                          tr("Make another organisation for others to join."));
    InvitationStore store(transaction, scope);
    if (store.count(invitation.createdAt) >= mostInvitations)
        throw Problem::of(ProblemCode::LimitReached,
                          tr("An organisation has at most %1 open invitations.").arg(mostInvitations),
                          tr("Revoke those that nobody needs."));
    const qint64 lately =
        invitation.email ? store.countTo(*invitation.email, invitation.createdAt - std::chrono::hours(1)) : 0;
    store.insert(invitation, tokenHash(created.token));
    return {profile ? profile->name : QString(), lately};
}

} // namespace

MemberService::MemberService(MemberParts parts)
    : m_parts(std::move(parts))
{}

Awaitable<api::CreatedMember> MemberService::create(Identity caller, api::CreateMemberRequest request)
{
    auto look = [atStart = m_parts.makesAccounts ? Registration::Open : Registration::Closed](
                    Transaction &transaction) { return ServerSettingsStore(transaction).registration(atStart); };
    if (co_await m_parts.database.read(std::move(look)) == Registration::Closed)
        throw Problem::of(ProblemCode::RegistrationClosed, tr("This server takes no new accounts."),
                          tr("Invite somebody who has one, or ask the operator of the server."));
    const Instant now = m_parts.clock.now();
    api::CreatedMember member = newMember(request, now);
    const QString token = crypto::randomToken();
    // A password that nobody knows until they chose one by the link.
    const QString hash = co_await m_parts.hashPassword(request.password.value_or(crypto::randomToken()));
    auto insert = [caller, member, hash, now,
                   linkHash = request.password ? QString() : tokenHash(token)](Transaction &transaction) {
        return insertMember(transaction, caller, member, hash, linkHash, now);
    };
    const QString organization = co_await m_parts.database.write(std::move(insert));
    if (!request.password) {
        // Behind the #: browsers and proxies do not send it, so that it is in nobody's log.
        member.passwordLink = m_parts.serverUrl() + u"/reset-password#"_s + token;
        member.mailed = mail(welcomeMail(member, organization));
    }
    co_return member;
}

bool MemberService::mail(Mail message) const
{
    if (!m_parts.mailer)
        return false;
    return m_parts.mailer->send([message = std::move(message)] { return message; });
}

Awaitable<api::Member> MemberService::update(Identity caller, api::UpdateMemberRequest request)
{
    auto work = [caller, request](Transaction &transaction) {
        MemberStore members(transaction, TenantScope::ofSignedIn(caller.tenant));
        return updateIn(members, caller, request);
    };
    api::Member member = co_await m_parts.database.write(std::move(work));
    m_parts.authenticator.forgetMember(request.id);
    co_return member;
}

Awaitable<api::Empty> MemberService::remove(Identity caller, UserId user)
{
    auto work = [caller, user, now = m_parts.clock.now()](Transaction &transaction) {
        MemberStore members(transaction, TenantScope::ofSignedIn(caller.tenant));
        removeIn(members, caller, user, now);
    };
    co_await m_parts.database.write(std::move(work));
    m_parts.authenticator.forgetMember(user);
    co_return api::Empty{};
}

Awaitable<api::Empty> MemberService::leave(Identity caller)
{
    if (caller.apiKeyId)
        throw Problem::of(ProblemCode::Forbidden, tr("An API key cannot leave; revoke it instead."));
    const UserId user = caller.user;
    return remove(std::move(caller), user);
}

Awaitable<api::AccessExplanation> MemberService::explain(Identity caller, api::ExplainAccessRequest request)
{
    auto work = [caller, request](Transaction &transaction) {
        MemberStore members(transaction, TenantScope::ofSignedIn(caller.tenant));
        return explainIn(members, caller, request);
    };
    co_return co_await m_parts.database.read(std::move(work));
}

Awaitable<api::TeamList> MemberService::teams(TenantScope scope, api::ListRequest request)
{
    const int limit = pageLimit(request.limit);
    auto find = [scope, limit, after = positionIn(request.cursor)](Transaction &transaction) {
        return TeamStore(transaction, scope).list(after, limit + 1);
    };
    co_return pageOf<api::TeamList>(co_await m_parts.database.read(scope, std::move(find)), limit);
}

Awaitable<api::TeamDetails> MemberService::team(TenantScope scope, TeamId id)
{
    auto find = [scope, id](Transaction &transaction) {
        TeamStore teams(transaction, scope);
        return detailsOf(teams, id);
    };
    co_return co_await m_parts.database.read(scope, std::move(find));
}

Awaitable<api::Team> MemberService::createTeam(TenantScope scope, api::CreateTeamRequest request)
{
    const Instant now = m_parts.clock.now();
    const api::Team team{makeId<TeamId>(now), checkedText(request.name, u"params.name"_s, false), 0, now};
    auto insert = [scope, team](Transaction &transaction) {
        TeamStore teams(transaction, scope);
        if (teams.count() >= mostTeams)
            throw Problem::of(ProblemCode::LimitReached, tr("An organisation has at most %1 teams.").arg(mostTeams));
        withTeamName(team.name, [&] { teams.insert(team.id, team.name, team.createdAt); });
    };
    co_await m_parts.database.write(scope, std::move(insert));
    co_return team;
}

Awaitable<api::Team> MemberService::renameTeam(TenantScope scope, api::RenameTeamRequest request)
{
    auto rename = [scope, id = request.id,
                   name = checkedText(request.name, u"params.name"_s, false)](Transaction &transaction) {
        TeamStore teams(transaction, scope);
        if (!withTeamName(name, [&] { return teams.rename(id, name); }))
            throw Problem::of(ProblemCode::NotFound);
        return *teams.find(id);
    };
    co_return co_await m_parts.database.write(scope, std::move(rename));
}

Awaitable<api::Empty> MemberService::removeTeam(TenantScope scope, TeamId id)
{
    auto remove = [scope, id](Transaction &transaction) {
        if (!TeamStore(transaction, scope).remove(id))
            throw Problem::of(ProblemCode::NotFound);
    };
    co_await m_parts.database.write(scope, std::move(remove));
    co_return api::Empty{};
}

Awaitable<api::TeamDetails> MemberService::addToTeam(TenantScope scope, api::TeamMemberRequest request)
{
    auto add = [scope, request](Transaction &transaction) {
        TeamStore teams(transaction, scope);
        if (!teams.find(request.id) || !MemberStore(transaction, scope).find(request.userId))
            throw Problem::of(ProblemCode::NotFound);
        teams.addMember(request.id, request.userId);
        return detailsOf(teams, request.id);
    };
    co_return co_await m_parts.database.write(scope, std::move(add));
}

Awaitable<api::TeamDetails> MemberService::removeFromTeam(TenantScope scope, api::TeamMemberRequest request)
{
    auto remove = [scope, request](Transaction &transaction) {
        TeamStore teams(transaction, scope);
        if (!teams.removeMember(request.id, request.userId))
            throw Problem::of(ProblemCode::NotFound);
        return detailsOf(teams, request.id);
    };
    co_return co_await m_parts.database.write(scope, std::move(remove));
}

Awaitable<api::InvitationList> MemberService::invitations(TenantScope scope, api::ListRequest request)
{
    const int limit = pageLimit(request.limit);
    auto find = [scope, limit, now = m_parts.clock.now(),
                 after = positionIn(request.cursor)](Transaction &transaction) {
        return InvitationStore(transaction, scope).list(after, now, limit + 1);
    };
    co_return pageOf<api::InvitationList>(co_await m_parts.database.read(scope, std::move(find)), limit);
}

Awaitable<api::CreatedInvitation> MemberService::invite(Identity caller, api::CreateInvitationRequest request)
{
    api::CreatedInvitation created = newInvitation(caller, request, m_parts.clock.now());
    // Behind the #: browsers and proxies do not send it, so that it is in nobody's log.
    created.link = m_parts.serverUrl() + u"/join#"_s + created.token;
    if (const QString fingerprint = m_parts.fingerprint ? m_parts.fingerprint() : QString(); !fingerprint.isEmpty())
        created.link += u"&sha256="_s + fingerprint;
    auto insert = [caller, created](Transaction &transaction) {
        return insertInvitation(transaction, TenantScope::ofSignedIn(caller.tenant), caller, created);
    };
    const InvitedInto into = co_await m_parts.database.write(std::move(insert));
    if (created.invitation.email && into.mailsLately < mailsAnHour)
        created.mailed = mail(invitationMail(created, into.organization));
    co_return created;
}

Awaitable<api::Empty> MemberService::revokeInvitation(Identity caller, InvitationId id)
{
    auto revoke = [caller, id, now = m_parts.clock.now()](Transaction &transaction) {
        const auto scope = TenantScope::ofSignedIn(caller.tenant);
        InvitationStore store(transaction, scope);
        const auto invitation = store.find(id, now);
        if (!invitation)
            throw Problem::of(ProblemCode::NotFound);
        MemberStore members(transaction, scope);
        if (!mayActOn(grantsNow(members, caller).role, checkedRole(invitation->role)))
            throw Problem::of(ProblemCode::Forbidden, refusalWords(MembershipRefusal::HigherRole));
        store.revoke(id, now);
    };
    co_await m_parts.database.write(std::move(revoke));
    co_return api::Empty{};
}

} // namespace tabletalk
