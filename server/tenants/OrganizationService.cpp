// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/OrganizationService.h"

#include "core/base/Clock.h"
#include "core/text/Slug.h"
#include "server/api/Cursor.h"
#include "server/limits/Limits.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/SearchPattern.h"
#include "server/tenants/LogoImage.h"
#include "server/tenants/OrganizationStore.h"
#include "server/tenants/TenantStore.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype largestLogo = 256 * 1024;
constexpr int widestLogo = 2048;
constexpr qsizetype longestReason = 500;
constexpr int suggestionsTried = 50;

QString tr(const char *text)
{
    return QCoreApplication::translate("Tenants", text);
}

QString checkedReason(const QString &given)
{
    QString reason = given.simplified();
    if (reason.isEmpty() || reason.size() > longestReason)
        throw Problem::invalid(u"params.reason"_s, tr("expected 1 to %1 characters").arg(longestReason));
    return reason;
}

/// The picture as it is kept; throws when it is none, or too large.
api::Logo checkedLogo(const QString &base64)
{
    const auto invalid = [](const QString &why) { return Problem::invalid(u"params.content"_s, why); };
    const auto decoded = QByteArray::fromBase64Encoding(base64.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        throw invalid(tr("expected a picture in base64"));
    if (decoded.decoded.size() > largestLogo)
        throw Problem::of(ProblemCode::TooLarge, tr("A logo has %1 KB at most.").arg(largestLogo / 1024));
    const auto image = LogoImage::of(decoded.decoded);
    if (!image)
        throw invalid(tr("expected a PNG or JPEG picture"));
    if (image->width > widestLogo || image->height > widestLogo)
        throw invalid(tr("expected a picture of at most %1 by %1 points").arg(widestLogo));
    return {image->mediaType, QString::fromLatin1(decoded.decoded.toBase64())};
}

std::optional<QString> freeSlugLike(OrganizationStore &store, const QString &slug)
{
    for (int number = 2; number <= suggestionsTried; ++number) {
        QString candidate = slug + u'-' + QString::number(number);
        if (isSlug(candidate) && !store.slugInTheWayOf(candidate))
            return candidate;
    }
    return std::nullopt;
}

api::SlugCheck checkIn(Transaction &transaction, const QString &slug)
{
    OrganizationStore store(transaction);
    api::SlugCheck check{slug, false, std::nullopt, std::nullopt};
    if (isReservedSlug(slug)) {
        check.reason = u"reserved"_s;
    } else if (const auto other = store.slugInTheWayOf(slug)) {
        check.reason = *other == slug ? u"taken"_s : u"looks_like_another"_s;
    } else {
        check.available = true;
        return check;
    }
    check.suggestion = freeSlugLike(store, slug);
    return check;
}

} // namespace

OrganizationService::OrganizationService(PlatformDatabase &database, Authenticator &authenticator, const Clock &clock)
    : m_database(database)
    , m_authenticator(authenticator)
    , m_clock(clock)
{
    m_database.readNow([this](Transaction &transaction) { m_domains.reload(transaction); });
}

Awaitable<api::SlugCheck> OrganizationService::checkSlug(api::SlugCheckRequest request)
{
    if (!isSlug(request.slug))
        co_return api::SlugCheck{request.slug.left(100), false, u"malformed"_s, std::nullopt};
    auto check = [slug = request.slug](Transaction &transaction) { return checkIn(transaction, slug); };
    co_return co_await m_database.read(std::move(check));
}

Awaitable<api::FoundOrganization> OrganizationService::here(Origin origin)
{
    if (!origin.organization)
        throw Problem::of(ProblemCode::NotFound);
    auto find = [slug = *origin.organization](Transaction &transaction) {
        return OrganizationStore(transaction).findBySlug(slug);
    };
    auto found = co_await m_database.read(std::move(find));
    if (!found)
        throw Problem::of(ProblemCode::NotFound);
    co_return *std::move(found);
}

Awaitable<api::Logo> OrganizationService::logo(TenantScope scope)
{
    auto find = [scope](Transaction &transaction) { return OrganizationStore(transaction).logo(scope); };
    auto found = co_await m_database.read(std::move(find));
    if (!found)
        throw Problem::of(ProblemCode::NotFound);
    co_return *std::move(found);
}

Awaitable<api::Empty> OrganizationService::setLogo(TenantScope scope, api::SetLogoRequest request)
{
    auto set = [scope, logo = checkedLogo(request.content), now = m_clock.now()](Transaction &transaction) {
        Limits(transaction, scope, now).requireFeature(billing::Feature::Branding);
        OrganizationStore(transaction).setLogo(scope, logo);
    };
    co_await m_database.write(std::move(set));
    co_return api::Empty{};
}

Awaitable<api::Empty> OrganizationService::removeLogo(TenantScope scope)
{
    auto remove = [scope](Transaction &transaction) { OrganizationStore(transaction).setLogo(scope, std::nullopt); };
    co_await m_database.write(std::move(remove));
    co_return api::Empty{};
}

Awaitable<api::TenantState> OrganizationService::setStatus(TenantScope scope, QString status, QString reason)
{
    auto set = [scope, status, reason, now = m_clock.now()](Transaction &transaction) {
        if (!OrganizationStore(transaction).setStatus(scope, status, reason, now))
            throw Problem::of(ProblemCode::NotFound);
    };
    co_await m_database.write(std::move(set));
    m_authenticator.forgetTenant(scope.tenant());
    co_return api::TenantState{scope.tenant(), status, reason};
}

Awaitable<api::TenantState> OrganizationService::close(TenantScope scope, const api::CloseTenantRequest &request)
{
    return setStatus(scope, u"closed"_s, checkedReason(request.reason));
}

Awaitable<api::TenantState> OrganizationService::reopen(TenantScope scope)
{
    auto open = [scope, now = m_clock.now()](Transaction &transaction) {
        const auto profile = TenantStore(transaction, scope).profile();
        if (profile && profile->status == u"suspended"_s)
            throw Problem::of(ProblemCode::OrganizationClosed, profile->statusReason.value_or(QString()),
                              tr("The operator of this server suspended it; ask them to open it again."));
        OrganizationStore(transaction).setStatus(scope, u"active"_s, {}, now);
    };
    co_await m_database.write(std::move(open));
    m_authenticator.forgetTenant(scope.tenant());
    co_return api::TenantState{scope.tenant(), u"active"_s, {}};
}

Awaitable<api::AdminTenantList> OrganizationService::listAll(api::AdminTenantsRequest request)
{
    const int limit = pageLimit(request.limit);
    const QString status = request.status.value_or(u""_s);
    const QStringList states = {u""_s, u"active"_s, u"suspended"_s, u"closed"_s};
    if (!states.contains(status))
        throw Problem::invalid(u"params.status"_s, tr("expected active, suspended or closed"));
    TenantFilter filter;
    filter.after = request.cursor ? decodeCursor(*request.cursor, 1).front() : u""_s;
    filter.status = status.isEmpty() ? u""_s : status;
    filter.search = searchPattern(request.search);
    auto find = [limit, filter](Transaction &transaction) {
        return OrganizationStore(transaction).listAll(filter, limit + 1);
    };
    api::AdminTenantList page;
    page.items = co_await m_database.read(std::move(find));
    if (page.items.size() > size_t(limit)) {
        page.items.resize(size_t(limit));
        page.nextCursor = encodeCursor({page.items.back().id.toString()});
    }
    co_return page;
}

Awaitable<api::TenantState> OrganizationService::suspend(const api::SuspendTenantRequest &request)
{
    return setStatus(TenantScope::ofOperator(request.id), u"suspended"_s, checkedReason(request.reason));
}

Awaitable<api::TenantState> OrganizationService::reactivate(api::AdminTenantRequest request)
{
    return setStatus(TenantScope::ofOperator(request.id), u"active"_s, {});
}

Awaitable<api::TenantState> OrganizationService::confirmDomain(api::ConfirmDomainRequest request)
{
    auto confirm = [this, request](Transaction &transaction) {
        const TenantScope scope = TenantScope::ofOperator(request.id);
        OrganizationStore store(transaction);
        if (!store.confirmDomain(scope, request.domain))
            throw Problem::of(ProblemCode::NotFound);
        m_domains.reload(transaction);
        return *TenantStore(transaction, scope).profile();
    };
    const api::TenantProfile profile = co_await m_database.write(std::move(confirm));
    co_return api::TenantState{profile.id, profile.status.value_or(QString()),
                               profile.statusReason.value_or(QString())};
}

} // namespace tabletalk
