// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/security/SecurityService.h"

#include "core/base/Clock.h"
#include "core/base/Problem.h"
#include "server/platform/PlatformDatabase.h"
#include "server/security/SecurityStore.h"

#include <QCoreApplication>
#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr std::chrono::seconds keptFor{15};
constexpr qsizetype mostKept = 20'000;
constexpr size_t mostRanges = 200;

void admitTo(const AddressRanges &ranges, TenantId tenant, const QString &address)
{
    if (!ranges.isEmpty() && !ranges.contains(address))
        throw AddressRefused(tenant, address);
}

AddressRanges rangesFrom(const std::vector<QString> &texts)
{
    AddressRanges ranges;
    std::vector<FieldError> errors;
    if (texts.size() > mostRanges)
        errors.push_back({u"params.allowedRanges"_s,
                          QCoreApplication::translate("Security", "expected at most %1 ranges").arg(mostRanges)});
    for (size_t i = 0; i < texts.size() && errors.empty(); ++i) {
        if (!ranges.add(texts[i].trimmed()))
            errors.push_back({u"params.allowedRanges[%1]"_s.arg(i),
                              QCoreApplication::translate("Security", "expected an address or a range such as "
                                                                      "192.0.2.0/24 or 2001:db8::/32")});
    }
    if (!errors.empty()) {
        Problem problem = Problem::invalid(errors.front().path, errors.front().message);
        problem.errors = std::move(errors);
        throw problem;
    }
    return ranges;
}

api::SecuritySettings settingsOf(const AddressRanges &ranges, const QString &address)
{
    const QStringList texts = ranges.texts();
    return {{texts.begin(), texts.end()}, address};
}

} // namespace

AddressRefused::AddressRefused(TenantId organisation, const QString &address)
    : Problem(Problem::of(
          ProblemCode::Forbidden,
          QCoreApplication::translate("Security", "This organization lets nobody in from your address, %1.")
              .arg(address),
          QCoreApplication::translate("Security", "Come from an address that it allows, or ask its administrator.")))
    , tenant(organisation)
{}

Awaitable<api::SecuritySettings> SecurityService::read(Call call)
{
    auto find = [scope = call.scope](Transaction &transaction) {
        return SecurityStore(transaction, scope).allowedRanges();
    };
    const AddressRanges ranges = co_await m_database.read(call.scope, std::move(find));
    co_return settingsOf(ranges, call.origin.address);
}

Awaitable<api::SecuritySettings> SecurityService::update(Call call, api::UpdateSecurityRequest request)
{
    const AddressRanges ranges = rangesFrom(request.allowedRanges);
    if (!ranges.isEmpty() && !ranges.contains(call.origin.address) && !isAlwaysLetIn(call.origin.address)
        && !request.lockMyselfOut.value_or(false)) {
        Problem problem =
            Problem::of(ProblemCode::Conflict,
                        QCoreApplication::translate("Security", "Your own address, %1, would be locked out.")
                            .arg(call.origin.address),
                        QCoreApplication::translate("Security", "Add it, or confirm with \"lockMyselfOut\": true."));
        problem.where = u"params.allowedRanges"_s;
        throw problem;
    }
    auto save = [scope = call.scope, ranges, now = m_clock.now()](Transaction &transaction) {
        SecurityStore(transaction, scope).save(ranges, now);
    };
    co_await m_database.write(call.scope, std::move(save));
    {
        const std::lock_guard lock(m_mutex);
        ++m_generation;
        m_kept.remove(call.caller.tenant);
    }
    co_return settingsOf(ranges, call.origin.address);
}

bool SecurityService::isAlwaysLetIn(const QString &address) const
{
    return m_ownComputer && QHostAddress(address).isLoopback();
}

Awaitable<void> SecurityService::admit(TenantId tenant, QString address)
{
    if (isAlwaysLetIn(address))
        co_return;
    const Instant now = m_clock.now();
    quint64 generation = 0;
    {
        const std::lock_guard lock(m_mutex);
        const auto kept = m_kept.constFind(tenant);
        if (kept != m_kept.constEnd() && kept->until > now) {
            admitTo(kept->ranges, tenant, address);
            co_return;
        }
        generation = m_generation;
    }
    auto find = [scope = TenantScope::ofSignedIn(tenant)](Transaction &transaction) {
        return SecurityStore(transaction, scope).allowedRanges();
    };
    const AddressRanges ranges = co_await m_database.read(std::move(find));
    {
        const std::lock_guard lock(m_mutex);
        if (m_kept.size() >= mostKept)
            m_kept.clear();
        if (generation == m_generation) // nothing was changed meanwhile
            m_kept.insert(tenant, Kept{ranges, now + keptFor});
    }
    admitTo(ranges, tenant, address);
}

void SecurityService::admitWithin(Transaction &transaction, const TenantScope &scope, const QString &address)
{
    admitTo(SecurityStore(transaction, scope).allowedRanges(), scope.tenant(), address);
}

} // namespace tabletalk
