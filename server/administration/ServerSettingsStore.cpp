// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/administration/ServerSettingsStore.h"

#include "core/api/Codec.h"
#include "core/base/Problem.h"
#include "server/Server.h"
#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

const PlatformScope platform = PlatformScope::ofOperator();

} // namespace

api::ServerSettings ServerSettingsStore::settings()
{
    const auto row = m_transaction.selectOne(platform, u"administration/find_settings"_s);
    if (!row)
        return {};
    const auto json = orThrow(api::parseJson(row->text(u"settings"_s).toStdString()));
    return orThrow(api::fromJson<api::ServerSettings>(json, u"settings"_s));
}

void ServerSettingsStore::save(const api::ServerSettings &settings, Instant now)
{
    m_transaction.execute(
        platform, u"administration/save_settings"_s,
        {{u"settings"_s, QString::fromStdString(api::toJsonText(settings))}, {u"now"_s, stored(now)}});
}

Registration ServerSettingsStore::registration(Registration atStart)
{
    if (atStart == Registration::Closed)
        return atStart;
    return registrationFromName(settings().registration.value_or(QString())).value_or(atStart);
}

QString registrationName(Registration registration)
{
    switch (registration) {
    case Registration::Open:
        return u"open"_s;
    case Registration::Invite:
        return u"invite"_s;
    case Registration::Closed:
        return u"closed"_s;
    }
    return u"closed"_s;
}

std::optional<Registration> registrationFromName(const QString &name)
{
    for (const Registration each : {Registration::Open, Registration::Invite, Registration::Closed}) {
        if (registrationName(each) == name)
            return each;
    }
    return std::nullopt;
}

} // namespace tabletalk
