// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/Vault.h"

#include "core/base/Clock.h"
#include "core/crypto/AesGcm.h"
#include "core/crypto/Hash.h"
#include "core/crypto/RandomToken.h"
#include "server/platform/PlatformDatabase.h"

#include <mutex>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// More organisations than this at once are read again now and then.
constexpr size_t mostKeysKept = 10'000;

QByteArray placeOfValue(const TenantId &tenant, QByteArrayView associatedData)
{
    QByteArray place = tenant.toString().toLatin1();
    place += '/';
    place.append(associatedData.data(), associatedData.size());
    return place;
}

} // namespace

QByteArray placeOfDataKey(const TenantId &tenant)
{
    return "data_keys/" + tenant.toString().toLatin1();
}

struct Vault::State
{
    PlatformDatabase &database;
    const Clock &clock;
    Secret masterKey;
    std::mutex mutex;
    std::unordered_map<QString, std::shared_ptr<const Secret>> keys;

    Result<Secret> unwrap(const TenantId &tenant, const QByteArray &wrapped) const
    {
        auto key = crypto::open(masterKey.reveal(), placeOfDataKey(tenant), wrapped);
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
        return database.writeNow([&](Transaction &transaction) {
            insertFresh(transaction, scope);
            return transaction.selectOne(scope, u"platform/find_data_key"_s)->bytes(u"wrapped_key"_s);
        });
    }

    std::shared_ptr<const Secret> kept(const TenantId &tenant)
    {
        const std::lock_guard lock(mutex);
        const auto found = keys.find(tenant.toString());
        return found == keys.end() ? nullptr : found->second;
    }

    std::shared_ptr<const Secret> keep(const TenantId &tenant, Secret key)
    {
        auto shared = std::make_shared<const Secret>(std::move(key));
        const std::lock_guard lock(mutex);
        if (keys.size() >= mostKeysKept)
            keys.clear();
        keys[tenant.toString()] = shared;
        return shared;
    }

    Result<std::shared_ptr<const Secret>> keyOf(const TenantScope &scope)
    {
        if (auto key = kept(scope.tenant()))
            return key;
        auto key = unwrap(scope.tenant(), wrappedKey(scope));
        if (!key)
            return std::unexpected(std::move(key).error());
        return keep(scope.tenant(), *std::move(key));
    }

    /// The same inside somebody's transaction. A key that is made there is not kept: the
    /// transaction may still be rolled back.
    std::shared_ptr<const Secret> keyWithin(Transaction &transaction, const TenantScope &scope, bool make)
    {
        if (auto key = kept(scope.tenant()))
            return key;
        if (const auto found = transaction.selectOne(scope, u"platform/find_data_key"_s))
            return keep(scope.tenant(), orThrow(unwrap(scope.tenant(), found->bytes(u"wrapped_key"_s))));
        if (!make)
            return nullptr;
        insertFresh(transaction, scope);
        const auto made = transaction.selectOne(scope, u"platform/find_data_key"_s);
        return std::make_shared<const Secret>(orThrow(unwrap(scope.tenant(), made->bytes(u"wrapped_key"_s))));
    }

    void insertFresh(Transaction &transaction, const TenantScope &scope) const
    {
        const Secret fresh(crypto::randomBytes(crypto::aesKeyBytes));
        transaction.execute(
            scope, u"platform/insert_data_key"_s,
            {{u"wrapped_key"_s, crypto::seal(masterKey.reveal(), placeOfDataKey(scope.tenant()), fresh.reveal())},
             {u"now"_s, stored(clock.now())}});
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

void Vault::forget(const TenantScope &scope)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->keys.erase(scope.tenant().toString());
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

namespace {

/// A key for signing only, so that no signature tells anything about what seals.
QByteArray signatureOf(const Secret &key, QByteArrayView purpose, QByteArrayView data)
{
    const QByteArray label = QByteArrayLiteral("sign/") + purpose.toByteArray();
    const Secret signing(crypto::hmacSha256(key.reveal(), label));
    return crypto::hmacSha256(signing.reveal(), data);
}

} // namespace

QByteArray Vault::keyFor(QByteArrayView purpose) const
{
    return crypto::hmacSha256(m_state->masterKey.reveal(), purpose);
}

QByteArray Vault::sign(Transaction &transaction, const TenantScope &scope, QByteArrayView purpose, QByteArrayView data)
{
    return signatureOf(*m_state->keyWithin(transaction, scope, true), purpose, data);
}

bool Vault::isSigned(Transaction &transaction, const TenantScope &scope, QByteArrayView purpose, QByteArrayView data,
                     QByteArrayView signature)
{
    const auto key = m_state->keyWithin(transaction, scope, false);
    return key && crypto::equalInConstantTime(signatureOf(*key, purpose, data), signature);
}

} // namespace tabletalk
