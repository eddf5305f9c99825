// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/TenantService.h"
#include "server/accounts/SessionStore.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/text/HostName.h"
#include "server/api/Call.h"
#include "server/api/Cursor.h"
#include "server/limits/Limits.h"
#include "server/platform/PlatformDatabase.h"
#include "server/tenants/MemberStore.h"
#include "server/tenants/TenantStore.h"
#include "server/tenants/TimeZoneName.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestName = 200;
constexpr qint64 mostWorkspaces = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Tenants", text);
}

/// The name without spaces around it.
QString checkedName(const QString &given)
{
    QString name = given.trimmed();
    const bool hasControls = std::ranges::any_of(name, [](QChar c) { return c.category() == QChar::Other_Control; });
    if (name.isEmpty() || name.size() > longestName || hasControls)
        throw Problem::invalid(u"params.name"_s, tr("expected 1 to %1 characters in one line").arg(longestName));
    return name;
}

QString checkedTimeZone(const QString &given)
{
    if (!isTimeZoneName(given))
        throw Problem::invalid(u"params.timeZone"_s,
                               tr("expected the IANA name of a time zone, for instance Europe/Berlin"));
    return given;
}

/// "#rrggbb" in lower case, or empty for none.
QString checkedColor(const QString &given, const QString &path)
{
    static const QRegularExpression form(u"\\A(#[0-9a-f]{6})?\\z"_s);
    QString color = given.trimmed().toLower();
    if (!form.match(color).hasMatch())
        throw Problem::invalid(path, tr("expected a colour such as #1a2b3c"));
    return color;
}

/// A name of the internet that is not one of the server's own, or empty for none.
QString checkedDomain(const QString &given, const QString &baseDomain)
{
    QString domain = given.trimmed().toLower();
    if (domain.isEmpty())
        return domain;
    if (!isDomainName(domain))
        throw Problem::invalid(u"params.customDomain"_s, tr("expected a name such as data.example.com"));
    const bool isOurs = domain == baseDomain || domain.endsWith(QString(u'.' + baseDomain));
    if (domain.endsWith(u".localhost"_s) || (!baseDomain.isEmpty() && isOurs))
        throw Problem::invalid(u"params.customDomain"_s, tr("this name belongs to the server itself"));
    return domain;
}

[[noreturn]] void throwBadCursor()
{
    throw Problem::invalid(u"params.cursor"_s, tr("expected the nextCursor of an earlier answer"));
}

WorkspacePosition workspacePosition(const std::optional<QString> &cursor)
{
    if (!cursor)
        return {};
    const QStringList parts = decodeCursor(*cursor, 2);
    bool isNumber = false;
    const Instant at{parts[0].toLongLong(&isNumber)};
    const auto id = WorkspaceId::fromString(parts[1]);
    if (!isNumber || !id)
        throwBadCursor();
    return {at, *id};
}

QString organizationPosition(const std::optional<QString> &cursor)
{
    if (!cursor)
        return u""_s;
    const auto id = TenantId::fromString(decodeCursor(*cursor, 1).front());
    if (!id)
        throwBadCursor();
    return id->toString();
}

/// Of limit + 1 items that were asked for, the page; its last item when more follow.
template <class Item>
const Item *cutToPage(std::vector<Item> &items, int limit)
{
    if (items.size() <= static_cast<size_t>(limit))
        return nullptr;
    items.resize(static_cast<size_t>(limit));
    return &items.back();
}

api::TenantProfile profileOrNotFound(TenantStore &store)
{
    auto profile = store.profile();
    if (!profile)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(profile);
}

void updateIn(TenantStore &store, const api::TenantProfile &profile)
{
    try {
        store.updateProfile(profile);
    } catch (const Problem &problem) {
        if (problem.code != ProblemCode::Conflict)
            throw;
        throw Problem::of(ProblemCode::Conflict, tr("Another organisation has asked for this domain."),
                          tr("Ask the operator of the server if it is yours."));
    }
}

void requireOwn(const TenantScope &scope, TenantId asked)
{
    if (asked != scope.tenant())
        throw Problem::of(ProblemCode::NotFound);
}

template <class Work>
void withWorkspaceName(const QString &name, Work work)
{
    try {
        work();
    } catch (const Problem &problem) {
        if (problem.code != ProblemCode::Conflict)
            throw;
        throw Problem::of(ProblemCode::Conflict, tr("A workspace \"%1\" exists already.").arg(name),
                          tr("Choose another name."));
    }
}

void insertWorkspace(TenantStore &store, const api::Workspace &workspace)
{
    if (store.countWorkspaces() >= mostWorkspaces)
        throw Problem::of(ProblemCode::LimitReached,
                          tr("An organisation has at most %1 workspaces.").arg(mostWorkspaces));
    withWorkspaceName(workspace.name, [&] { store.insertWorkspace(workspace); });
}

} // namespace

TenantService::TenantService(PlatformDatabase &database, const Clock &clock, QString baseDomain)
    : m_database(database)
    , m_clock(clock)
    , m_baseDomain(std::move(baseDomain))
{}

Awaitable<api::TenantProfile> TenantService::profile(TenantScope scope)
{
    auto find = [scope](Transaction &transaction) {
        TenantStore store(transaction, scope);
        return profileOrNotFound(store);
    };
    co_return co_await m_database.read(scope, std::move(find));
}

Awaitable<api::TenantProfile> TenantService::updateProfile(TenantScope scope, api::UpdateTenantRequest request)
{
    if (request.name)
        request.name = checkedName(*request.name);
    if (request.timeZone)
        request.timeZone = checkedTimeZone(*request.timeZone);
    if (request.primaryColor)
        request.primaryColor = checkedColor(*request.primaryColor, u"params.primaryColor"_s);
    if (request.accentColor)
        request.accentColor = checkedColor(*request.accentColor, u"params.accentColor"_s);
    if (request.customDomain)
        request.customDomain = checkedDomain(*request.customDomain, m_baseDomain);
    auto update = [scope, request = std::move(request), now = m_clock.now()](Transaction &transaction) {
        const Limits limits(transaction, scope, now);
        if (request.primaryColor || request.accentColor)
            limits.requireFeature(billing::Feature::Branding);
        if (request.customDomain && !request.customDomain->isEmpty())
            limits.requireFeature(billing::Feature::WhiteLabel);
        TenantStore store(transaction, scope);
        api::TenantProfile profile = profileOrNotFound(store);
        profile.name = request.name.value_or(profile.name);
        profile.timeZone = request.timeZone.value_or(profile.timeZone);
        profile.primaryColor = request.primaryColor ? request.primaryColor : profile.primaryColor;
        profile.accentColor = request.accentColor ? request.accentColor : profile.accentColor;
        if (request.customDomain)
            profile.customDomain = request.customDomain->isEmpty() ? std::nullopt : request.customDomain;
        updateIn(store, profile);
        return profileOrNotFound(store);
    };
    co_return co_await m_database.write(scope, std::move(update));
}

Awaitable<api::TenantStats> TenantService::stats(TenantScope scope)
{
    auto count = [scope](Transaction &transaction) { return TenantStore(transaction, scope).stats(); };
    co_return co_await m_database.read(scope, std::move(count));
}

Awaitable<api::MemberList> TenantService::members(TenantScope scope, api::ListRequest request)
{
    const int limit = pageLimit(request.limit);
    QString after = request.cursor ? decodeCursor(*request.cursor, 1).front() : u""_s;
    auto find = [scope, limit, after = std::move(after)](Transaction &transaction) {
        return MemberStore(transaction, scope).list(after, limit + 1);
    };
    api::MemberList page;
    page.items = co_await m_database.read(scope, std::move(find));
    if (const auto *last = cutToPage(page.items, limit))
        page.nextCursor = encodeCursor({last->email});
    co_return page;
}

Awaitable<api::Member> TenantService::member(TenantScope scope, UserId user)
{
    auto find = [scope, user](Transaction &transaction) { return MemberStore(transaction, scope).find(user); };
    auto found = co_await m_database.read(scope, std::move(find));
    if (!found)
        throw Problem::of(ProblemCode::NotFound);
    co_return *std::move(found);
}

Awaitable<api::OrganizationList> TenantService::organizations(Identity caller, api::ListRequest request)
{
    const int limit = pageLimit(request.limit);
    QString after = organizationPosition(request.cursor);
    auto find = [caller, limit, after = std::move(after)](Transaction &transaction) {
        if (caller.apiKeyId || isByProvider(caller.session)) // who stands for one organisation sees no other
            return TenantStore(transaction, TenantScope::ofSignedIn(caller.tenant)).organization(caller.user, after);
        return TenantStore::organizations(transaction, PlatformScope::ofAccount(), caller.user, after, limit + 1);
    };
    api::OrganizationList page;
    page.items = co_await m_database.read(std::move(find));
    if (const auto *last = cutToPage(page.items, limit))
        page.nextCursor = encodeCursor({last->id.toString()});
    co_return page;
}

Awaitable<api::WorkspaceList> TenantService::workspaces(TenantScope scope, api::WorkspaceListRequest request,
                                                        std::optional<WorkspaceId> within)
{
    requireOwn(scope, request.id);
    if (within) {
        api::WorkspaceList one;
        one.items.push_back(co_await workspace(scope, *within));
        co_return one;
    }
    const int limit = pageLimit(request.limit);
    auto find = [scope, limit, after = workspacePosition(request.cursor)](Transaction &transaction) {
        return TenantStore(transaction, scope).workspaces(after, limit + 1);
    };
    api::WorkspaceList page;
    page.items = co_await m_database.read(scope, std::move(find));
    if (const auto *last = cutToPage(page.items, limit))
        page.nextCursor = encodeCursor({QString::number(last->createdAt.msSinceEpoch), last->id.toString()});
    co_return page;
}

Awaitable<api::Workspace> TenantService::createWorkspace(TenantScope scope, api::CreateWorkspaceRequest request)
{
    requireOwn(scope, request.id);
    const Instant now = m_clock.now();
    api::Workspace workspace{.id = makeId<WorkspaceId>(now),
                             .name = checkedName(request.name),
                             .isDefault = false,
                             .createdAt = now,
                             .archivedAt = {}};
    auto insert = [scope, workspace](Transaction &transaction) {
        Limits(transaction, scope, workspace.createdAt).requireRoom(Owned::Workspaces);
        TenantStore store(transaction, scope);
        insertWorkspace(store, workspace);
    };
    co_await m_database.write(scope, std::move(insert));
    co_return workspace;
}

Awaitable<api::Workspace> TenantService::workspace(TenantScope scope, WorkspaceId id)
{
    auto find = [scope, id](Transaction &transaction) { return TenantStore(transaction, scope).workspace(id); };
    auto found = co_await m_database.read(scope, std::move(find));
    if (!found)
        throw Problem::of(ProblemCode::NotFound);
    co_return *std::move(found);
}

Awaitable<api::Workspace> TenantService::updateWorkspace(TenantScope scope, api::UpdateWorkspaceRequest request)
{
    if (request.name)
        request.name = checkedName(*request.name);
    auto update = [scope, request, now = m_clock.now()](Transaction &transaction) {
        TenantStore store(transaction, scope);
        auto workspace = store.workspace(request.id);
        if (!workspace)
            throw Problem::of(ProblemCode::NotFound);
        if (workspace->isDefault && request.archived.value_or(false))
            throw Problem::of(ProblemCode::Conflict, tr("The default workspace cannot be archived."));
        workspace->name = request.name.value_or(workspace->name);
        if (request.archived && *request.archived != workspace->archivedAt.has_value())
            workspace->archivedAt = *request.archived ? std::optional(now) : std::nullopt;
        withWorkspaceName(workspace->name, [&] { store.updateWorkspace(*workspace); });
        return *workspace;
    };
    co_return co_await m_database.write(scope, std::move(update));
}

} // namespace tabletalk
