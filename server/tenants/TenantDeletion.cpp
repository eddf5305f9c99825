// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/TenantDeletion.h"

#include "core/base/Clock.h"
#include "server/api/Authenticator.h"
#include "server/base/WorkerPool.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"
#include "server/tenants/OrganizationStore.h"
#include "server/tenants/TenantStore.h"
#include "server/tenants/TenantTables.h"

#include <QCoreApplication>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcTenants, "tabletalk.tenants")

namespace tabletalk {

namespace {

void requireConfirmed(Transaction &transaction, const TenantScope &scope, const QString &confirm)
{
    const auto profile = TenantStore(transaction, scope).profile();
    if (!profile)
        throw Problem::of(ProblemCode::NotFound);
    if (confirm != profile->slug)
        throw Problem::invalid(u"params.confirm"_s,
                               QCoreApplication::translate("Tenants", "expected the organisation's short name, \"%1\"")
                                   .arg(profile->slug));
}

std::vector<ResultId> resultsOf(Transaction &transaction, const TenantScope &scope)
{
    std::vector<ResultId> results;
    for (const Record &row : transaction.select(scope, u"deletion/list_results"_s))
        results.push_back(row.id<ResultId>(u"id"_s));
    return results;
}

void deleteRows(Transaction &transaction, const TenantScope &scope)
{
    transaction.execute(PlatformScope::ofAccount(), u"deletion/last_organization"_s,
                        {{u"id"_s, stored(scope.tenant())}});
    for (const TenantTable &table : tenantTables())
        transaction.execute(scope, u"deletion/"_s + QString::fromLatin1(table.name));
    transaction.execute(scope, u"deletion/tenants"_s);
}

} // namespace

Awaitable<api::Empty> TenantDeletion::run(TenantScope scope, api::DeleteTenantRequest request)
{
    auto work = [this, scope, confirm = request.confirm] { runNow(scope, confirm); };
    co_await m_parts.pool.run(scope.tenant(), std::move(work));
    co_return api::Empty{};
}

void TenantDeletion::runNow(const TenantScope &scope, const QString &confirm)
{
    // Closed first, so that nothing new begins while the rows go.
    m_parts.database.writeNow([&](Transaction &transaction) {
        requireConfirmed(transaction, scope, confirm);
        OrganizationStore(transaction)
            .setStatus(scope, u"closed"_s, QCoreApplication::translate("Tenants", "It is being deleted."),
                       m_parts.clock.now());
    });
    m_parts.authenticator.forgetTenant(scope.tenant());
    m_parts.endWork(scope.tenant());
    const auto results = m_parts.database.writeNow([&](Transaction &transaction) {
        auto kept = resultsOf(transaction, scope);
        deleteRows(transaction, scope);
        return kept;
    });
    m_parts.vault.forget(scope);
    m_parts.authenticator.forgetTenant(scope.tenant());
    m_parts.removeFiles(results);
    qCInfo(lcTenants).noquote() << "organisation" << scope.tenant().toString() << "was deleted by its owner";
}

} // namespace tabletalk
