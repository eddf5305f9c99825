// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/Vault.h"

#include "core/base/Clock.h"
#include "core/crypto/AesGcm.h"
#include "core/crypto/RandomToken.h"
#include "server/platform/PlatformDatabase.h"

#include <mutex>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// More organisations than this at once are read again now and then.
constexpr size_t mostKeysKept = 10'000;

QByteArray placeOfKey(const TenantId &tenant)
{
    return "data_keys/" + tenant.toString().toLatin1();
}

QByteArray placeOfValue(const TenantId &tenant, QByteArrayView associatedData)
{
    QByteArray place = tenant.toString().toLatin1();
    place += '/';
    place.append(associatedData.data(), associatedData.size());
    return place;
}

} // namespace

struct Vault::State
{
    PlatformDatabase &database;
    const Clock &clock;
    Secret masterKey;
    std::mutex mutex;
    std::unordered_map<QString, std::shared_ptr<const Secret>> keys;

    Result<Secret> unwrap(const TenantId &tenant, const QByteArray &wrapped) const
    {
        auto key = crypto::open(masterKey.reveal(), placeOfKey(tenant), wrapped);
        if (!key)
            return std::unexpected(std::move(key).error());
        return Secret(*std::move(key));
    }

    /// The tenant's wrapped key as stored; made first where there is none. Two callers at
    /// once get the same one, because the row of whoever came first stays.
    QByteArray wrappedKey(const TenantScope &scope)
    {
        const auto find = [&](Transaction &transaction) {
            return transaction.selectOne(scope, u"platform/find_data_key"_s);
        };
        if (const auto found = database.readNow(find))
            return found->bytes(u"wrapped_key"_s);
        const Secret fresh(crypto::randomBytes(crypto::aesKeyBytes));
        const QByteArray wrapped = crypto::seal(masterKey.reveal(), placeOfKey(scope.tenant()), fresh.reveal());
        return database.writeNow([&](Transaction &transaction) {
            transaction.execute(scope, u"platform/insert_data_key"_s,
                                {{u"wrapped_key"_s, wrapped}, {u"now"_s, stored(clock.now())}});
            return transaction.selectOne(scope, u"platform/find_data_key"_s)->bytes(u"wrapped_key"_s);
        });
    }

    Result<std::shared_ptr<const Secret>> keyOf(const TenantScope &scope)
    {
        const QString name = scope.tenant().toString();
        {
            const std::lock_guard lock(mutex);
            if (const auto kept = keys.find(name); kept != keys.end())
                return kept->second;
        }
        auto key = unwrap(scope.tenant(), wrappedKey(scope));
        if (!key)
            return std::unexpected(std::move(key).error());
        auto shared = std::make_shared<const Secret>(*std::move(key));
        const std::lock_guard lock(mutex);
        if (keys.size() >= mostKeysKept)
            keys.clear();
        keys[name] = shared;
        return shared;
    }
};

Vault::Vault(PlatformDatabase &database, const Clock &clock, Secret masterKey)
    : m_state(new State{database, clock, std::move(masterKey), {}, {}})
{}

Vault::~Vault() = default;

Result<void> Vault::verify()
{
    const auto anyKey = m_state->database.readNow([](Transaction &transaction) {
        return transaction.selectOne(PlatformScope::ofStartup(), u"platform/any_data_key"_s);
    });
    if (!anyKey)
        return {};
    const auto key = m_state->unwrap(anyKey->id<TenantId>(u"tenant_id"_s), anyKey->bytes(u"wrapped_key"_s));
    return key ? Result<void>() : std::unexpected(key.error());
}

QByteArray Vault::seal(const TenantScope &scope, QByteArrayView associatedData, QByteArrayView plain)
{
    const auto key = orThrow(m_state->keyOf(scope));
    return crypto::seal(key->reveal(), placeOfValue(scope.tenant(), associatedData), plain);
}

Result<QByteArray> Vault::open(const TenantScope &scope, QByteArrayView associatedData, QByteArrayView sealed)
{
    const auto key = m_state->keyOf(scope);
    if (!key)
        return std::unexpected(key.error());
    return crypto::open((*key)->reveal(), placeOfValue(scope.tenant(), associatedData), sealed);
}

} // namespace tabletalk
