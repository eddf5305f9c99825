// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/platform/PlatformDatabase.h"
#include "tests/support/PlatformPlace.h"

namespace tabletalk::test {

/// A platform database of a test's own, with a clock that the test moves. On which engine it
/// is, PlatformPlace says.
struct TestPlatform
{
    TestPlatform() { reopen(); }

    /// As a restart of the server does.
    void reopen()
    {
        database.reset();
        database = place.open(clock);
    }

    /// An organisation with nothing in it.
    TenantScope makeTenant()
    {
        const auto id = makeId<TenantId>(clock.now());
        database->writeNow([&](Transaction &transaction) {
            transaction.execute(PlatformScope::ofSignIn(), QStringLiteral("tenants/insert_tenant"),
                                {{QStringLiteral("id"), stored(id)},
                                 {QStringLiteral("name"), id.toString()},
                                 {QStringLiteral("slug"), id.toString()},
                                 {QStringLiteral("time_zone"), QStringLiteral("UTC")},
                                 {QStringLiteral("now"), stored(clock.now())}});
        });
        return TenantScope::ofJob(id);
    }

    PlatformPlace place;
    ManualClock clock{Instant{1'700'000'000'000}};
    std::unique_ptr<PlatformDatabase> database;
};

} // namespace tabletalk::test
