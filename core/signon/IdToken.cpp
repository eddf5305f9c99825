// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/signon/IdToken.h"

#include "core/api/Codec.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace tabletalk::signon {

namespace {

using namespace std::chrono_literals;
using boost::json::object;
using boost::json::value;

constexpr auto leeway = 60s;              ///< by which clocks may differ
constexpr auto longestSinceIssue = 10min; ///< the exchange follows the sign-in at once
constexpr qsizetype longestToken = 64 * 1024;
constexpr qsizetype longestText = 255; ///< a subject has at most that many characters
constexpr size_t mostGroups = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("SignOn", text);
}

std::unexpected<Problem> refused(const QString &why)
{
    return failure(ProblemCode::Forbidden, tr("What the identity provider answered is not believed: %1").arg(why),
                   tr("Try again. If it stays, ask the administrator of your organisation."));
}

std::optional<QByteArray> decoded(const QByteArray &text)
{
    const auto result =
        QByteArray::fromBase64Encoding(text, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    return result ? std::optional(*result) : std::nullopt;
}

std::optional<object> objectIn(const QByteArray &json)
{
    auto parsed = api::parseJson(std::string_view(json.data(), size_t(json.size())),
                                 {.maxBytes = size_t(longestToken), .maxDepth = 16});
    if (!parsed || !parsed->is_object())
        return std::nullopt;
    return std::move(parsed->get_object());
}

QString textOf(const value &json)
{
    return json.is_string() ? QString::fromUtf8(json.get_string().data(), qsizetype(json.get_string().size()))
                            : QString();
}

QString textIn(const object &claims, std::string_view name)
{
    const auto *found = claims.if_contains(name);
    return found ? textOf(*found) : QString();
}

/// Some providers write it as a text.
bool isTrue(const object &claims, std::string_view name)
{
    const auto *found = claims.if_contains(name);
    if (!found)
        return false;
    if (found->is_bool())
        return found->get_bool();
    return textOf(*found).compare(QStringLiteral("true"), Qt::CaseInsensitive) == 0 || textOf(*found) == u"1"
           || (found->is_int64() && found->get_int64() == 1);
}

/// Seconds since 1970, which may have a fraction.
std::optional<Instant> momentIn(const object &claims, std::string_view name)
{
    const auto *found = claims.if_contains(name);
    if (!found || !found->is_number())
        return std::nullopt;
    const double seconds = found->to_number<double>();
    constexpr double farthest = 1e11;
    if (!std::isfinite(seconds) || std::abs(seconds) > farthest)
        return std::nullopt;
    return Instant{qint64(seconds * 1000)};
}

QStringList textsOf(const value &json)
{
    QStringList texts;
    if (json.is_string())
        texts << textOf(json);
    else if (const auto *list = json.if_array())
        for (const value &each : *list) {
            if (texts.size() >= qsizetype(mostGroups))
                break;
            if (each.is_string())
                texts << textOf(each);
        }
    return texts;
}

/// "groups", or "realm_access.roles": some providers put them into an object. The whole name goes
/// first, as names of claims may have dots themselves.
QStringList groupsIn(const object &claims, const QString &path)
{
    if (path.isEmpty())
        return {};
    if (const auto *whole = claims.if_contains(path.toStdString()))
        return textsOf(*whole);
    const object *at = &claims;
    const QStringList names = path.split(u'.');
    for (qsizetype i = 0; i < names.size(); ++i) {
        const auto *found = at->if_contains(names[i].toStdString());
        if (!found)
            return {};
        if (i + 1 == names.size())
            return textsOf(*found);
        at = found->if_object();
        if (!at)
            return {};
    }
    return {};
}

Result<void> checkAudience(const object &claims, const QString &clientId)
{
    const auto *audience = claims.if_contains("aud");
    const QStringList all = audience ? textsOf(*audience) : QStringList();
    if (!all.contains(clientId))
        return refused(tr("it is meant for another program."));
    const QString party = textIn(claims, "azp");
    if ((all.size() > 1 && party.isEmpty()) || (!party.isEmpty() && party != clientId))
        return refused(tr("it was given to another program."));
    return {};
}

Result<void> checkTimes(const object &claims, Instant now)
{
    const auto ends = momentIn(claims, "exp");
    const auto issued = momentIn(claims, "iat");
    if (!ends || !issued)
        return refused(tr("it does not say from when to when it holds."));
    if (*ends + leeway <= now)
        return refused(tr("it holds no longer. Is the clock right?"));
    if (*issued > now + leeway || *issued + longestSinceIssue + leeway < now)
        return refused(tr("it was not made just now. Is the clock right?"));
    const auto *begins = claims.if_contains("nbf");
    if (begins && momentIn(claims, "nbf").value_or(now + 2 * leeway) > now + leeway)
        return refused(tr("it does not hold yet. Is the clock right?"));
    return {};
}

} // namespace

Result<IdToken> IdToken::parse(const QByteArray &text)
{
    const QList<QByteArray> parts = text.split('.');
    if (text.size() > longestToken || parts.size() != 3)
        return refused(tr("it is no signed token."));
    const auto head = decoded(parts[0]);
    const auto fields = head ? objectIn(*head) : std::nullopt;
    const auto payload = decoded(parts[1]);
    const auto signature = decoded(parts[2]);
    if (!fields || !payload || !signature)
        return refused(tr("it cannot be read."));
    const auto kind = signatureKindFromName(textIn(*fields, "alg").toStdString());
    if (!kind)
        return refused(tr("it is signed in no way that is trusted; RS256, PS256 and ES256 are."));
    if (fields->contains("crit")) // something that has to be understood, and is not
        return refused(tr("it demands what is not known here."));
    IdToken token;
    token.m_kind = *kind;
    token.m_keyId = textIn(*fields, "kid");
    token.m_signed = parts[0] + '.' + parts[1];
    token.m_payload = *payload;
    token.m_signature = *signature;
    return token;
}

bool IdToken::isKeyKnown(const std::vector<JsonWebKey> &keys) const
{
    return std::ranges::any_of(
        keys, [&](const JsonWebKey &key) { return key.serves(m_kind) && (m_keyId.isEmpty() || key.id == m_keyId); });
}

Result<IdToken::Claims> IdToken::verify(const std::vector<JsonWebKey> &keys, const Expected &expected,
                                        const QString &groupsClaim) const
{
    const bool isSigned = std::ranges::any_of(keys, [&](const JsonWebKey &key) {
        return key.serves(m_kind) && (m_keyId.isEmpty() || key.id == m_keyId)
               && key.key.verifies(m_kind, m_signed, m_signature);
    });
    if (!isSigned)
        return refused(isKeyKnown(keys) ? tr("its signature is wrong.") : tr("the key that signed it is not known."));
    const auto claims = objectIn(m_payload);
    if (!claims)
        return refused(tr("it cannot be read."));
    if (textIn(*claims, "iss") != expected.issuer)
        return refused(tr("it is of another provider."));
    if (auto audience = checkAudience(*claims, expected.clientId); !audience)
        return std::unexpected(std::move(audience).error());
    if (auto times = checkTimes(*claims, expected.now); !times)
        return std::unexpected(std::move(times).error());
    if (expected.nonce.isEmpty() || textIn(*claims, "nonce") != expected.nonce)
        return refused(tr("it is of another sign-in."));
    Claims result;
    result.issuer = expected.issuer;
    result.subject = textIn(*claims, "sub");
    if (result.subject.isEmpty() || result.subject.size() > longestText)
        return refused(tr("it does not say who signed in."));
    result.email = textIn(*claims, "email").left(longestText);
    // Entra ID says it in a claim of its own, which an administrator adds; see the administrator guide.
    result.emailVerified = isTrue(*claims, "email_verified") || isTrue(*claims, "xms_edov");
    result.name = textIn(*claims, "name").left(longestText);
    result.groups = groupsIn(*claims, groupsClaim);
    return result;
}

} // namespace tabletalk::signon
