// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SignOn.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

#include <functional>

namespace tabletalk {

class Authenticator;
class Clock;
class PlatformDatabase;
class ProviderClient;
class Vault;
class WorkerPool;

struct SignOnSettingsParts
{
    PlatformDatabase &database;
    Vault &vault;
    WorkerPool &controlPool; ///< the vault may wait
    ProviderClient &client;
    Authenticator &authenticator;
    const Clock &clock;
    std::function<QString()> publicUrl; ///< where browsers find this server
};

/// The words that a provider's secret is sealed with.
QByteArray placeOfSignOnSecret(SignOnProviderId id);
/// Each provider has an address of its own to send people back to: what one provider answers can
/// then not be taken for another's, whatever page somebody was lured to.
QString signOnRedirectUri(const QString &publicUrl, SignOnProviderId id);

/// Who signs an organisation's people in. Thread-safe.
class SignOnSettings
{
public:
    explicit SignOnSettings(SignOnSettingsParts parts)
        : m_parts(std::move(parts))
    {}

    Awaitable<api::SignOnProviderList> list(Call call);
    Awaitable<api::SignOnProvider> create(Call call, api::CreateSignOnProviderRequest request);
    /// Nobody gives a role by a mapping that they may not give by hand.
    Awaitable<api::SignOnProvider> update(Call call, api::UpdateSignOnProviderRequest request);
    Awaitable<api::Empty> remove(Call call, api::SignOnProviderRequest request);
    /// Asks the provider now; what is wrong is an answer.
    Awaitable<api::SignOnCheck> check(Call call, api::CheckSignOnRequest request);

private:
    api::SignOnProvider shown(api::SignOnProvider provider) const;

    SignOnSettingsParts m_parts;
};

} // namespace tabletalk
