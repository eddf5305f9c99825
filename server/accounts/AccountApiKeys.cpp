// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/crypto/RandomToken.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/AccountState.h"
#include "server/accounts/ApiKeyStore.h"
#include "server/accounts/KeyScopes.h"
#include "server/api/Cursor.h"
#include "server/limits/Limits.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qint64 mostApiKeys = 20'000;

NewApiKey newKeyFrom(const api::CreateApiKeyRequest &request, const Identity &caller, Instant now)
{
    constexpr int highestRate = 100'000;
    accounts::Errors errors;
    accounts::checkName(request.name, u"params.name"_s, errors);
    const accounts::Scopes scopes = accounts::readScopes(request.scopes, caller.grants(), u"params.scopes"_s, errors);
    if (request.expiresAt && *request.expiresAt <= now)
        errors.push_back({u"params.expiresAt"_s, QCoreApplication::translate("Accounts", "expected a time to come")});
    if (request.requestsPerMinute && (*request.requestsPerMinute < 1 || *request.requestsPerMinute > highestRate))
        errors.push_back({u"params.requestsPerMinute"_s,
                          QCoreApplication::translate("Accounts", "expected 1 to %1").arg(highestRate)});
    accounts::throwIfAny(std::move(errors));
    return {.id = makeId<ApiKeyId>(now),
            .workspace = request.workspaceId,
            .user = caller.user,
            .name = request.name.trimmed(),
            .key = QString(apiKeyPrefix) + crypto::randomToken(),
            .scopes = accounts::textOfScopes(scopes),
            .expiresAt = request.expiresAt,
            .perMinute = request.requestsPerMinute};
}

} // namespace

Awaitable<api::CreatedApiKey> AccountService::createApiKey(Identity caller, api::CreateApiKeyRequest request)
{
    State &state = *m_state;
    requirePerson(caller); // otherwise a key could give itself a longer life or more rights
    const Instant now = state.clock.now();
    const NewApiKey key = newKeyFrom(request, caller, now);
    auto work = [scope = TenantScope::ofSignedIn(caller.tenant), key, now](Transaction &transaction) {
        ApiKeyStore store(transaction);
        if (!store.hasWorkspace(scope, key.workspace))
            throw Problem::of(ProblemCode::NotFound);
        if (store.count(scope) >= mostApiKeys)
            throw Problem::of(
                ProblemCode::LimitReached,
                QCoreApplication::translate("Accounts", "An organization can have %L1 API keys.").arg(mostApiKeys),
                QCoreApplication::translate("Accounts", "Revoke those that nobody uses."));
        Limits(transaction, scope, now).requireFeature(billing::Feature::ApiAccess);
        store.insert(scope, key, now);
    };
    co_await state.database.write(std::move(work));
    co_return api::CreatedApiKey{key.id, key.name, ApiKeyStore::prefixOf(key.key), key.key};
}

Awaitable<api::ApiKeyList> AccountService::listApiKeys(TenantScope scope, api::ApiKeyListRequest request)
{
    const int limit = pageLimit(request.limit);
    const QString before = request.cursor ? decodeCursor(*request.cursor, 1).front() : QString();
    auto work = [scope, workspace = request.workspaceId, before, limit](Transaction &transaction) {
        ApiKeyStore store(transaction);
        if (!store.hasWorkspace(scope, workspace))
            throw Problem::of(ProblemCode::NotFound);
        return store.list(scope, workspace, before, limit + 1);
    };
    api::ApiKeyList page;
    page.items = co_await m_state->database.read(std::move(work));
    if (page.items.size() > static_cast<size_t>(limit)) {
        page.items.pop_back();
        page.nextCursor = encodeCursor({page.items.back().id.toString()});
    }
    co_return page;
}

Awaitable<api::Empty> AccountService::revokeApiKey(TenantScope scope, api::ApiKeyRequest request)
{
    State &state = *m_state;
    auto work = [scope, request, now = state.clock.now()](Transaction &transaction) {
        if (!ApiKeyStore(transaction).revoke(scope, request.workspaceId, request.id, now))
            throw Problem::of(ProblemCode::NotFound);
    };
    co_await state.database.write(std::move(work));
    state.cache.forgetApiKey(request.id.toString());
    co_return api::Empty{};
}

} // namespace tabletalk
