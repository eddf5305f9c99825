// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/signon/SignOnSettings.h"

#include "core/access/MembershipRules.h"
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/signon/GroupRoles.h"
#include "core/signon/ProviderDocument.h"
#include "server/api/Authenticator.h"
#include "server/base/WorkerPool.h"
#include "server/limits/Limits.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"
#include "server/signon/ProviderClient.h"
#include "server/signon/SignOnStore.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr size_t mostProviders = 10;
constexpr size_t mostScopes = 20;
constexpr size_t mostDomains = 50;
constexpr size_t mostRoles = 100;
constexpr qsizetype longestText = 200;
constexpr qsizetype longestIssuer = 500;
constexpr qsizetype longestSecret = 2000;

QString tr(const char *text)
{
    return QCoreApplication::translate("SignOn", text);
}

QString checkedText(const QString &text, const QString &path, qsizetype longest = longestText)
{
    const QString trimmed = text.trimmed();
    if (trimmed.size() > longest)
        throw Problem::invalid(path, tr("may have %1 characters").arg(longest));
    return trimmed;
}

QString checkedName(const QString &name)
{
    const QString text = checkedText(name, u"params.name"_s);
    if (text.isEmpty())
        throw Problem::invalid(u"params.name"_s, tr("must not be empty"));
    return text;
}

/// Kept as it was written: the provider has to call itself exactly that.
QString checkedIssuer(const QString &issuer)
{
    const QString text = checkedText(issuer, u"params.issuer"_s, longestIssuer);
    const QUrl url(text, QUrl::StrictMode);
    if (!signon::isProviderUrl(url) || url.hasQuery())
        throw Problem::invalid(u"params.issuer"_s,
                               tr("expected an address such as https://login.example.org/realms/main"));
    return text;
}

/// One word each, without doubles.
std::vector<QString> checkedWords(const std::vector<QString> &words, const QString &path, size_t most)
{
    if (words.size() > most)
        throw Problem::invalid(path, tr("may be %1").arg(most));
    std::vector<QString> checked;
    for (const QString &each : words) {
        const QString word = checkedText(each, path);
        if (word.isEmpty() || std::ranges::any_of(word, [](QChar c) { return c.isSpace(); }))
            throw Problem::invalid(path, tr("expected words without spaces"));
        if (std::ranges::find(checked, word) == checked.end())
            checked.push_back(word);
    }
    return checked;
}

std::vector<QString> checkedDomains(const std::vector<QString> &domains)
{
    std::vector<QString> lower;
    for (const QString &each : domains) {
        QString domain = each.trimmed().toLower();
        if (domain.startsWith(u'@'))
            domain.remove(0, 1);
        if (!domain.contains(u'.') || domain.contains(u'@') || domain.contains(u'/'))
            throw Problem::invalid(u"params.domains"_s, tr("expected domains such as example.org"));
        lower.push_back(domain);
    }
    return checkedWords(lower, u"params.domains"_s, mostDomains);
}

QString checkedRole(const QString &name, const QString &path, const Identity &caller)
{
    const auto role = roleFromName(name);
    if (!role || !signon::mayBeMapped(*role))
        throw Problem::invalid(path, tr("expected admin, manager, member, viewer or guest"));
    if (!mayGive(caller.grants(), *role))
        throw Problem::of(ProblemCode::Forbidden, tr("You may not give the role %1.").arg(name),
                          tr("Ask an owner of the organization."));
    return name;
}

std::vector<api::SignOnGroupRole> checkedRoles(std::vector<api::SignOnGroupRole> roles, const Identity &caller)
{
    const QString path = u"params.groupRoles"_s;
    if (roles.size() > mostRoles)
        throw Problem::invalid(path, tr("may be %1").arg(mostRoles));
    for (api::SignOnGroupRole &each : roles) {
        each.group = checkedText(each.group, path);
        if (each.group.isEmpty())
            throw Problem::invalid(path, tr("must not be empty"));
        checkedRole(each.role, path, caller);
    }
    return roles;
}

/// A key that lets others in would have more rights than it was given.
void requirePerson(const Identity &caller)
{
    if (caller.apiKeyId)
        throw Problem::of(ProblemCode::Forbidden, tr("An API key does not say who signs people in."),
                          tr("Sign in to do that."));
}

/// Whether a change says anew who vouches for people.
bool changesTrust(const api::SignOnProvider &before, const api::SignOnProvider &after)
{
    return after.issuer != before.issuer || after.clientId != before.clientId || after.domains != before.domains
           || (after.active && !before.active);
}

void requireUsable(const api::SignOnProvider &provider)
{
    if (provider.active && provider.clientId.isEmpty())
        throw Problem::invalid(u"params.clientId"_s, tr("is needed before the provider is switched on"));
}

api::UpdateSignOnProviderRequest checked(api::UpdateSignOnProviderRequest request, const Identity &caller)
{
    if (request.name)
        request.name = checkedName(*request.name);
    if (request.issuer)
        request.issuer = checkedIssuer(*request.issuer);
    if (request.clientId)
        request.clientId = checkedText(*request.clientId, u"params.clientId"_s, longestIssuer);
    if (request.clientSecret)
        request.clientSecret = checkedText(*request.clientSecret, u"params.clientSecret"_s, longestSecret);
    if (request.scopes)
        request.scopes = checkedWords(*request.scopes, u"params.scopes"_s, mostScopes);
    if (request.domains)
        request.domains = checkedDomains(*request.domains);
    if (request.groupsClaim)
        request.groupsClaim = checkedText(*request.groupsClaim, u"params.groupsClaim"_s);
    if (request.groupRoles)
        request.groupRoles = checkedRoles(*std::move(request.groupRoles), caller);
    if (request.defaultRole)
        request.defaultRole = checkedRole(*request.defaultRole, u"params.defaultRole"_s, caller);
    return request;
}

void apply(const api::UpdateSignOnProviderRequest &request, api::SignOnProvider &provider)
{
    provider.name = request.name.value_or(provider.name);
    provider.issuer = request.issuer.value_or(provider.issuer);
    provider.clientId = request.clientId.value_or(provider.clientId);
    provider.scopes = request.scopes.value_or(provider.scopes);
    provider.domains = request.domains.value_or(provider.domains);
    provider.groupsClaim = request.groupsClaim.value_or(provider.groupsClaim);
    provider.groupRoles = request.groupRoles.value_or(provider.groupRoles);
    provider.defaultRole = request.defaultRole.value_or(provider.defaultRole);
    provider.makesAccounts = request.makesAccounts.value_or(provider.makesAccounts);
    provider.passwordsAllowed = request.passwordsAllowed.value_or(provider.passwordsAllowed);
    provider.active = request.active.value_or(provider.active);
}

/// Whoever may point a provider elsewhere could sign in as anybody whom it signs in; so it signs in
/// nobody above who did that last. Whoever is above them and saves it as it is trusts it as it is.
QString highestRole(const api::SignOnProvider &before, const api::SignOnProvider &after, Role by)
{
    const Role held = roleFromName(before.highestRole).value_or(Role::Guest);
    return changesTrust(before, after) || !mayActOn(held, by) ? roleName(by) : before.highestRole;
}

template <class T>
T required(std::optional<T> found)
{
    if (!found)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(found);
}

} // namespace

QByteArray placeOfSignOnSecret(SignOnProviderId id)
{
    return "signon_providers/" + id.toString().toUtf8();
}

QString signOnRedirectUri(const QString &publicUrl, SignOnProviderId id)
{
    const QString base = publicUrl.endsWith(u'/') ? publicUrl.chopped(1) : publicUrl;
    return base + u"/signon/callback/"_s + id.toString();
}

api::SignOnProvider SignOnSettings::shown(api::SignOnProvider provider) const
{
    provider.redirectUri = signOnRedirectUri(m_parts.publicUrl(), provider.id);
    return provider;
}

Awaitable<api::SignOnProviderList> SignOnSettings::list(Call call)
{
    auto find = [scope = call.scope, now = m_parts.clock.now()](Transaction &transaction) {
        api::SignOnProviderList list;
        for (SignOnStore::Found &each : SignOnStore(transaction, scope).list())
            list.items.push_back(std::move(each.provider));
        try {
            Limits(transaction, scope, now).requireFeature(billing::Feature::SingleSignOn);
        } catch (const Problem &problem) {
            if (problem.code != ProblemCode::Forbidden)
                throw;
            list.isInPlan = false;
        }
        return list;
    };
    api::SignOnProviderList list = co_await m_parts.database.read(call.scope, std::move(find));
    for (api::SignOnProvider &each : list.items)
        each = shown(std::move(each));
    co_return list;
}

Awaitable<api::SignOnProvider> SignOnSettings::create(Call call, api::CreateSignOnProviderRequest request)
{
    requirePerson(call.caller);
    api::SignOnProvider provider;
    provider.createdAt = m_parts.clock.now();
    provider.id = makeId<SignOnProviderId>(provider.createdAt);
    provider.name = checkedName(request.name);
    provider.issuer = checkedIssuer(request.issuer);
    provider.scopes = {u"openid"_s, u"email"_s, u"profile"_s};
    provider.defaultRole = roleName(Role::Viewer);
    provider.highestRole = roleName(call.caller.role);
    auto insert = [scope = call.scope, provider](Transaction &transaction) {
        Limits(transaction, scope, provider.createdAt).requireFeature(billing::Feature::SingleSignOn);
        SignOnStore store(transaction, scope);
        if (store.list().size() >= mostProviders)
            throw Problem::of(ProblemCode::LimitReached,
                              tr("An organisation has at most %1 identity providers.").arg(mostProviders),
                              tr("Remove one that nobody needs."));
        store.insert(provider);
    };
    co_await m_parts.database.write(call.scope, std::move(insert));
    co_return shown(std::move(provider));
}

Awaitable<api::SignOnProvider> SignOnSettings::update(Call call, api::UpdateSignOnProviderRequest given)
{
    requirePerson(call.caller);
    const api::UpdateSignOnProviderRequest request = checked(std::move(given), call.caller);
    QByteArray sealed;
    if (request.clientSecret && !request.clientSecret->isEmpty()) {
        auto seal = [this, scope = call.scope, id = request.id, secret = request.clientSecret->toUtf8()] {
            return m_parts.vault.seal(scope, placeOfSignOnSecret(id), secret);
        };
        sealed = co_await m_parts.controlPool.run(call.caller.tenant, std::move(seal));
    }
    auto change = [scope = call.scope, by = call.caller.role, request, sealed,
                   now = m_parts.clock.now()](Transaction &transaction) {
        SignOnStore store(transaction, scope);
        api::SignOnProvider provider = required(store.find(request.id)).provider;
        const api::SignOnProvider before = provider;
        apply(request, provider);
        provider.highestRole = highestRole(before, provider, by);
        requireUsable(provider);
        if (provider.active)
            Limits(transaction, scope, now).requireFeature(billing::Feature::SingleSignOn);
        store.update(provider, now);
        if (request.clientSecret)
            store.saveSecret(provider.id, sealed, now);
        // Whom another provider vouched for, or one that is off now, is not signed in any more.
        if (provider.issuer != before.issuer || (before.active && !provider.active))
            store.endSessions(provider.id, now);
        return required(store.find(request.id)).provider;
    };
    api::SignOnProvider provider = co_await m_parts.database.write(call.scope, std::move(change));
    m_parts.authenticator.forgetTenant(call.caller.tenant);
    co_return shown(std::move(provider));
}

Awaitable<api::Empty> SignOnSettings::remove(Call call, api::SignOnProviderRequest request)
{
    requirePerson(call.caller);
    auto work = [scope = call.scope, id = request.id, now = m_parts.clock.now()](Transaction &transaction) {
        if (!SignOnStore(transaction, scope).remove(id, now))
            throw Problem::of(ProblemCode::NotFound);
    };
    co_await m_parts.database.write(call.scope, std::move(work));
    m_parts.authenticator.forgetTenant(call.caller.tenant);
    co_return api::Empty{};
}

Awaitable<api::SignOnCheck> SignOnSettings::check(Call, api::CheckSignOnRequest request)
{
    const QString issuer = checkedIssuer(request.issuer);
    const auto document = co_await m_parts.client.document(issuer, true);
    if (!document)
        co_return api::SignOnCheck{false,
                                   document.error().detail.isEmpty() ? document.error().title : document.error().detail,
                                   document.error().hint};
    const auto keys = co_await m_parts.client.countKeys(*document);
    if (!keys)
        co_return api::SignOnCheck{false, keys.error().detail.isEmpty() ? keys.error().title : keys.error().detail,
                                   keys.error().hint};
    if (*keys == 0)
        co_return api::SignOnCheck{false, tr("The provider publishes no key that can be used."),
                                   tr("Let it sign ID tokens with RS256, PS256 or ES256.")};
    co_return api::SignOnCheck{
        true,
        tr("The provider answers, and publishes its keys. People sign in at %1.").arg(document->authorization.host()),
        tr("Client id and secret are tried when somebody signs in.")};
}

} // namespace tabletalk
