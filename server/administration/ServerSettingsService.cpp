// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/administration/ServerSettingsService.h"

#include "core/base/Clock.h"
#include "server/Server.h"
#include "server/accounts/AccountRules.h"
#include "server/administration/ServerSettingsStore.h"
#include "server/billing/PlanStore.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestName = 80;
constexpr qsizetype longestAddress = 200;
constexpr qint64 historyDays = 180;
constexpr qint64 mostHistoryDays = 3'650;
constexpr qint64 leastAuditDays = 30; ///< less would hide what somebody did last week
constexpr qint64 mostAuditDays = 36'500;

QString tr(const char *text)
{
    return QCoreApplication::translate("Administration", text);
}

/// Without blanks around it; nothing where nothing is left.
std::optional<QString> tidy(const std::optional<QString> &text)
{
    const QString tidied = text.value_or(QString()).simplified();
    return tidied.isEmpty() ? std::nullopt : std::optional(tidied);
}

void checkSupport(const QString &address)
{
    const QUrl page(address, QUrl::StrictMode);
    const bool isPage = page.isValid() && page.scheme() == u"https" && !page.host().isEmpty();
    accounts::Errors errors;
    if (!isPage)
        accounts::checkEmail(address, u"params.supportAddress"_s, errors);
    if (address.size() > longestAddress || !errors.empty())
        throw Problem::invalid(u"params.supportAddress"_s,
                               tr("expected an e-mail address, or a page that begins with https://"));
}

void checkDays(const std::optional<qint64> &days, const QString &field, qint64 least, qint64 most)
{
    if (days && (*days < least || *days > most))
        throw Problem::invalid(u"params."_s + field, tr("expected %1 to %2").arg(least).arg(most));
}

api::ServerSettings checked(api::ServerSettings settings, PlanStore plans)
{
    settings.serverName = tidy(settings.serverName);
    settings.supportAddress = tidy(settings.supportAddress);
    settings.registration = tidy(settings.registration);
    settings.defaultPlanId = tidy(settings.defaultPlanId);
    if (settings.serverName && settings.serverName->size() > longestName)
        throw Problem::invalid(u"params.serverName"_s, tr("expected at most %1 characters").arg(longestName));
    if (settings.supportAddress)
        checkSupport(*settings.supportAddress);
    if (settings.registration && !registrationFromName(*settings.registration))
        throw Problem::invalid(u"params.registration"_s, tr("expected open, invite or closed"));
    if (settings.defaultPlanId && !plans.plan(*settings.defaultPlanId))
        throw Problem::invalid(u"params.defaultPlanId"_s, tr("expected a plan"));
    checkDays(settings.signInHistoryDays, u"signInHistoryDays"_s, 1, mostHistoryDays);
    if (settings.auditDays != 0)
        checkDays(settings.auditDays, u"auditDays"_s, leastAuditDays, mostAuditDays);
    return settings;
}

api::ServerSettingsState stateOf(Transaction &transaction, const StartedWith &started)
{
    ServerSettingsStore store(transaction);
    api::ServerSettingsState state;
    state.set = store.settings();
    state.inForce = state.set;
    state.inForce.registration = registrationName(store.registration(started.registration));
    state.inForce.signInHistoryDays = state.set.signInHistoryDays.value_or(historyDays);
    state.inForce.auditDays = state.set.auditDays.value_or(started.auditDays);
    state.registrationFixed = started.registration == Registration::Closed;
    return state;
}

} // namespace

Awaitable<api::ServerSettingsState> ServerSettingsService::read()
{
    auto find = [started = m_started](Transaction &transaction) { return stateOf(transaction, started); };
    co_return co_await m_database.read(std::move(find));
}

Awaitable<api::ServerSettingsState> ServerSettingsService::save(api::ServerSettings settings)
{
    auto save = [settings, started = m_started, now = m_clock.now()](Transaction &transaction) {
        const api::ServerSettings good = checked(settings, PlanStore(transaction));
        const bool opens = good.registration && *good.registration != u"closed";
        if (opens && started.registration == Registration::Closed)
            throw Problem::of(ProblemCode::Conflict,
                              tr("The server was started without registration, which no setting opens."),
                              tr("Start it with --registration open or invite."));
        ServerSettingsStore(transaction).save(good, now);
        return stateOf(transaction, started);
    };
    co_return co_await m_database.write(std::move(save));
}

Awaitable<api::ServerAbout> ServerSettingsService::about()
{
    const api::ServerSettingsState state = co_await read();
    co_return api::ServerAbout{state.inForce.serverName.value_or(QString()),
                               state.inForce.supportAddress.value_or(QString()),
                               state.inForce.registration.value_or(QString())};
}

qint64 ServerSettingsService::auditDaysNow()
{
    return m_database.readNow([started = m_started](Transaction &transaction) {
        return stateOf(transaction, started).inForce.auditDays.value_or(0);
    });
}

} // namespace tabletalk
