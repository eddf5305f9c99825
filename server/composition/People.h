// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace tabletalk {

class AccountService;
class MemberService;
class OrganizationService;
class PasswordResetService;
class ProviderClient;
class SecurityService;
class SignOnFlow;
class SignOnSettings;
class TenantService;

} // namespace tabletalk

namespace tabletalk::composition {

struct Backbone;
struct Foundation;
struct Pools;

/// Who may come in, and to which organisation: accounts, sign-on, organisations and their members.
struct People
{
    People(const Foundation &foundation, const Pools &pools, const Backbone &backbone);
    ~People();

    std::unique_ptr<SecurityService> security;
    std::unique_ptr<AccountService> accounts;
    std::unique_ptr<PasswordResetService> passwordResets;
    std::unique_ptr<ProviderClient> providerClient;
    std::unique_ptr<SignOnSettings> signOnSettings;
    std::unique_ptr<SignOnFlow> signOn;
    std::unique_ptr<TenantService> tenants;
    std::unique_ptr<OrganizationService> organizations;
    std::unique_ptr<MemberService> members;

private:
    void makeSignOn(const Foundation &foundation, const Pools &pools, const Backbone &backbone);
};

} // namespace tabletalk::composition
