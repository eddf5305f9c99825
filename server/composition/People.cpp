// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/People.h"

#include "server/Server.h"
#include "server/accounts/AccountService.h"
#include "server/accounts/PasswordResetService.h"
#include "server/audit/AuditService.h"
#include "server/composition/Backbone.h"
#include "server/composition/Foundation.h"
#include "server/composition/Pools.h"
#include "server/outbound/Mailer.h"
#include "server/platform/Vault.h"
#include "server/security/SecurityService.h"
#include "server/signon/ProviderClient.h"
#include "server/signon/SignOnFlow.h"
#include "server/signon/SignOnSettings.h"
#include "server/tenants/MemberService.h"
#include "server/tenants/OrganizationService.h"
#include "server/tenants/TenantService.h"

namespace tabletalk::composition {

People::People(const Foundation &foundation, const Pools &pools, const Backbone &backbone)
{
    PlatformDatabase &database = *foundation.database;
    const Clock &clock = foundation.clock;
    const LinkStart &links = foundation.links;
    security = std::make_unique<SecurityService>(database, clock, foundation.embedded);
    accounts =
        std::make_unique<AccountService>(database, clock, *pools.hashing, foundation.registration, backbone.audit.get(),
                                         security.get(), foundation.vault->keyFor("attempts to sign in"));
    passwordResets =
        std::make_unique<PasswordResetService>(PasswordResetParts{.database = database,
                                                                  .clock = clock,
                                                                  .accounts = *accounts,
                                                                  .mailer = foundation.mailer.get(),
                                                                  .publicUrl = [&links] { return links.url(); }});
    makeSignOn(foundation, pools, backbone);
    tenants = std::make_unique<TenantService>(database, clock, foundation.baseDomain);
    organizations = std::make_unique<OrganizationService>(database, *accounts, clock);
    members = std::make_unique<MemberService>(
        MemberParts{.database = database,
                    .authenticator = *accounts,
                    .clock = clock,
                    .serverUrl = [&links] { return links.url(); },
                    .hashPassword = [this](QString password) { return accounts->hashPassword(std::move(password)); },
                    .mailer = foundation.mailer.get(),
                    .makesAccounts = foundation.registration != Registration::Closed,
                    .fingerprint = [&links] { return links.fingerprint(); }});
}

People::~People() = default;

/// By identity providers of organisations. Where anybody may make an organisation, anybody could claim the domain of
/// somebody's address; then people name their organisation.
void People::makeSignOn(const Foundation &foundation, const Pools &pools, const Backbone &backbone)
{
    const auto url = [&links = foundation.links] { return links.url(); };
    providerClient = std::make_unique<ProviderClient>(*foundation.outbound, foundation.clock);
    signOnSettings = std::make_unique<SignOnSettings>(SignOnSettingsParts{.database = *foundation.database,
                                                                          .vault = *foundation.vault,
                                                                          .controlPool = *pools.control,
                                                                          .client = *providerClient,
                                                                          .authenticator = *accounts,
                                                                          .clock = foundation.clock,
                                                                          .publicUrl = url});
    signOn =
        std::make_unique<SignOnFlow>(SignOnFlowParts{.database = *foundation.database,
                                                     .vault = *foundation.vault,
                                                     .controlPool = *pools.control,
                                                     .client = *providerClient,
                                                     .accounts = *accounts,
                                                     .audit = *backbone.audit,
                                                     .clock = foundation.clock,
                                                     .publicUrl = url,
                                                     .makesAccounts = foundation.registration != Registration::Closed,
                                                     .findsByAddress = foundation.registration != Registration::Open});
}

} // namespace tabletalk::composition
