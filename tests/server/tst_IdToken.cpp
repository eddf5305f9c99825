// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/signon/GroupRoles.h"
#include "core/signon/IdToken.h"
#include "core/signon/ProviderDocument.h"
#include "tests/support/SigningKey.h"
#include "tests/support/TestRunner.h"

#include <QTest>
#include <QUrlQuery>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace tabletalk::signon;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

constexpr Instant now{1'790'000'000'000};
constexpr qint64 seconds = now.msSinceEpoch / 1000;

json::object claims()
{
    return {{"iss", "https://login.example.org"},
            {"aud", "tabletalk"},
            {"sub", "person-1"},
            {"nonce", "n-1"},
            {"iat", seconds},
            {"exp", seconds + 300},
            {"email", "ada@example.org"},
            {"email_verified", true},
            {"groups", json::array{"staff", "analysts"}}};
}

json::object with(const char *field, const json::value &value)
{
    json::object changed = claims();
    changed[field] = value;
    return changed;
}

IdToken::Expected expected()
{
    return {u"https://login.example.org"_s, u"tabletalk"_s, u"n-1"_s, now};
}

std::vector<JsonWebKey> keysOf(const std::vector<json::object> &keys)
{
    return orThrow(readKeys(SigningKey::keySet(keys)));
}

} // namespace

/// What is believed of a token, and above all what is not.
class TestIdToken : public QObject
{
    Q_OBJECT

private:
    const SigningKey m_rsa = SigningKey::rsa(u"r1"_s);
    const SigningKey m_ec = SigningKey::ec(u"e1"_s);
    const std::vector<JsonWebKey> m_keys = keysOf({m_rsa.jwk(), m_ec.jwk()});

    Result<IdToken::Claims> verified(const QByteArray &token, const QString &groups = u"groups"_s) const
    {
        const auto parsed = IdToken::parse(token);
        if (!parsed)
            return std::unexpected(parsed.error());
        return parsed->verify(m_keys, expected(), groups);
    }
    QString refusal(const QByteArray &token) const
    {
        const auto result = verified(token);
        return result ? u"accepted"_s : result.error().detail;
    }

private Q_SLOTS:
    void eachTrustedWayToSignIsBelieved()
    {
        for (const QByteArray &token : {m_rsa.token(claims()), m_rsa.token(claims(), "PS256"), m_ec.token(claims())}) {
            const auto result = verified(token);
            QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
            QCOMPARE(result->subject, u"person-1"_s);
            QCOMPARE(result->email, u"ada@example.org"_s);
            QVERIFY(result->emailVerified);
            QCOMPARE(result->groups, (QStringList{u"staff"_s, u"analysts"_s}));
        }
    }

    void noTokenChoosesHowItIsBelieved()
    {
        QVERIFY(refusal(m_rsa.unsignedToken(claims())).contains(u"no way that is trusted"));
        QVERIFY(refusal(m_rsa.confusedToken(claims())).contains(u"no way that is trusted"));
        // The right name of an algorithm that the key is not for.
        const QByteArray token = m_rsa.token(claims());
        const QByteArray head = base64Url(R"({"alg":"ES256","kid":"r1"})");
        QVERIFY(refusal(head + token.sliced(token.indexOf('.'))).contains(u"key that signed it is not known"));
        // A key that says what it is for checks nothing else.
        json::object only = m_rsa.jwk();
        only["alg"] = "PS256";
        const auto parsed = orThrow(IdToken::parse(token));
        QVERIFY(!parsed.verify(keysOf({only}), expected(), {}));
        QVERIFY(orThrow(IdToken::parse(m_rsa.token(claims(), "PS256"))).verify(keysOf({only}), expected(), {}));
    }

    void whatWasChangedAfterwardsIsNotBelieved()
    {
        const QList<QByteArray> parts = m_rsa.token(claims()).split('.');
        const QByteArray other = base64Url(jsonBytes(with("sub", "person-2")));
        QVERIFY(refusal(parts[0] + '.' + other + '.' + parts[2]).contains(u"signature is wrong"));
        QVERIFY(refusal(parts[0] + '.' + parts[1] + '.').contains(u"signature is wrong"));
        QVERIFY(refusal(SigningKey::rsa(u"r1"_s).token(claims())).contains(u"signature is wrong"));
        QVERIFY(refusal(SigningKey::ec(u"e1"_s).token(claims())).contains(u"signature is wrong"));
        QVERIFY(refusal(SigningKey::rsa(u"r2"_s).token(claims())).contains(u"not known"));
        for (const QByteArray &nonsense : {QByteArray(), QByteArray(".."), QByteArray("a.b"), QByteArray("€.€.€"),
                                           QByteArray(70'000, 'a'), QByteArray(base64Url("[]") + ".e30.AA")})
            QVERIFY(!IdToken::parse(nonsense));
        QVERIFY(!IdToken::parse(base64Url(R"({"alg":"RS256","crit":["x"]})") + ".e30.AA"));
    }

    void aTokenOfAnotherProviderClientOrSignInIsRefused()
    {
        QVERIFY(refusal(m_rsa.token(with("iss", "https://login.example.org/"))).contains(u"another provider"));
        QVERIFY(refusal(m_rsa.token(with("aud", "other"))).contains(u"another program"));
        QVERIFY(refusal(m_rsa.token(with("aud", json::array{"other"}))).contains(u"another program"));
        QVERIFY(refusal(m_rsa.token(with("aud", json::array{"tabletalk", "other"}))).contains(u"another program"));
        QVERIFY(refusal(m_rsa.token(with("azp", "other"))).contains(u"another program"));
        QVERIFY(refusal(m_rsa.token(with("nonce", "n-2"))).contains(u"another sign-in"));
        QVERIFY(refusal(m_rsa.token(with("nonce", nullptr))).contains(u"another sign-in"));
        QVERIFY(refusal(m_rsa.token(with("sub", ""))).contains(u"who signed in"));
        json::object both = with("aud", json::array{"tabletalk", "other"});
        both["azp"] = "tabletalk";
        QVERIFY(verified(m_rsa.token(both)));
    }

    void aTokenHoldsForItsTime()
    {
        QVERIFY(verified(m_rsa.token(with("exp", seconds - 59)))); // clocks differ
        QVERIFY(refusal(m_rsa.token(with("exp", seconds - 60))).contains(u"holds no longer"));
        QVERIFY(refusal(m_rsa.token(with("exp", nullptr))).contains(u"from when to when"));
        QVERIFY(refusal(m_rsa.token(with("iat", "yesterday"))).contains(u"from when to when"));
        QVERIFY(refusal(m_rsa.token(with("iat", seconds + 120))).contains(u"not made just now"));
        QVERIFY(refusal(m_rsa.token(with("iat", seconds - 3600))).contains(u"not made just now"));
        QVERIFY(refusal(m_rsa.token(with("nbf", seconds + 120))).contains(u"not hold yet"));
        QVERIFY(refusal(m_rsa.token(with("nbf", "soon"))).contains(u"not hold yet"));
        QVERIFY(verified(m_rsa.token(with("nbf", seconds + 30))));
    }

    void addressesAreVerifiedOnlyWhereThatIsSaid()
    {
        QVERIFY(!verified(m_rsa.token(with("email_verified", false)))->emailVerified);
        QVERIFY(!verified(m_rsa.token(with("email_verified", "false")))->emailVerified);
        QVERIFY(!verified(m_rsa.token(with("email_verified", nullptr)))->emailVerified);
        QVERIFY(verified(m_rsa.token(with("email_verified", "true")))->emailVerified);
        json::object entra = with("email_verified", nullptr);
        entra["xms_edov"] = 1;
        QVERIFY(verified(m_rsa.token(entra))->emailVerified);
    }

    void groupsAreFoundWhereTheProviderPutsThem()
    {
        const json::object realm{{"roles", json::array{"one", 2, "three"}}};
        QCOMPARE(verified(m_rsa.token(with("realm_access", realm)), u"realm_access.roles"_s)->groups,
                 (QStringList{u"one"_s, u"three"_s}));
        QCOMPARE(
            verified(m_rsa.token(with("https://example.org/groups", "all")), u"https://example.org/groups"_s)->groups,
            QStringList(u"all"_s));
        QCOMPARE(verified(m_rsa.token(claims()), u"nowhere.at.all"_s)->groups, QStringList());
        QCOMPARE(verified(m_rsa.token(claims()), QString())->groups, QStringList());
    }

    void weakAndStrangeKeysAreNone()
    {
        json::object forEncryption = m_rsa.jwk();
        forEncryption["use"] = "enc";
        json::object offCurve = m_ec.jwk();
        offCurve["x"] = offCurve["y"];
        json::object otherCurve = m_ec.jwk();
        otherCurve["crv"] = "P-384";
        json::object evenExponent = m_rsa.jwk();
        evenExponent["e"] = "Ag";
        const json::object secret{{"kty", "oct"}, {"k", "c2VjcmV0"}, {"kid", "s"}};
        QCOMPARE(keysOf({SigningKey::rsa(u"weak"_s, 1024).jwk(), forEncryption, offCurve, otherCurve, evenExponent,
                         secret, json::object()})
                     .size(),
                 size_t(0));
        QCOMPARE(m_keys.size(), size_t(2));
        QVERIFY(!readKeys("{}"));
        QVERIFY(!readKeys("keys"));
    }

    void aProvidersDocumentIsOfThatProvider()
    {
        const QString issuer = u"https://login.example.org/realms/main"_s;
        json::object document{{"issuer", issuer.toStdString()},
                              {"authorization_endpoint", "https://login.example.org/auth?kind=a%26b"},
                              {"token_endpoint", "https://login.example.org/token"},
                              {"jwks_uri", "https://login.example.org/keys"},
                              {"token_endpoint_auth_methods_supported", json::array{"client_secret_post"}}};
        const auto read = readProviderDocument(jsonBytes(document), issuer);
        QVERIFY(read);
        QVERIFY(!read->takesBasic);
        QVERIFY(!readProviderDocument(jsonBytes(document), issuer + u'/'));
        QVERIFY(!readProviderDocument("<html>", issuer));
        for (const auto &[field, value] : std::initializer_list<std::pair<const char *, json::value>>{
                 {"jwks_uri", "http://login.example.org/keys"},
                 {"token_endpoint", nullptr},
                 {"authorization_endpoint", "javascript:alert(1)"},
                 {"response_types_supported", json::array{"id_token"}},
                 {"id_token_signing_alg_values_supported", json::array{"HS256", "none"}}}) {
            json::object wrong = document;
            wrong[field] = value;
            QVERIFY2(!readProviderDocument(jsonBytes(wrong), issuer), field);
        }
        QCOMPARE(documentUrl(issuer + u'/'), documentUrl(issuer));

        AuthorizationRequest request;
        request.clientId = u"a&b=c"_s;
        request.redirectUri = u"https://tabletalk.example.org/signon/callback/1"_s;
        request.scopes = {u"email"_s};
        request.state = u"s"_s;
        request.challenge = challengeOf(u"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"_s);
        QCOMPARE(request.challenge, u"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"_s); // of RFC 7636
        const QUrlQuery query(authorizationUrl(*read, request));
        QCOMPARE(query.queryItemValue(u"kind"_s, QUrl::FullyDecoded), u"a&b"_s);
        QCOMPARE(query.queryItemValue(u"client_id"_s, QUrl::FullyDecoded), u"a&b=c"_s);
        QCOMPARE(query.queryItemValue(u"scope"_s, QUrl::FullyDecoded), u"openid email"_s);
        QCOMPARE(query.queryItemValue(u"code_challenge_method"_s), u"S256"_s);
    }

    void theMostPowerfulGroupCountsAndNoneMakesAnOwner()
    {
        const std::vector<GroupRole> mapping{
            {u"staff"_s, Role::Member}, {u"leads"_s, Role::Manager}, {u"bosses"_s, Role::Owner}};
        QCOMPARE(roleOf({u"staff"_s, u"leads"_s}, mapping, Role::Guest), Role::Manager);
        QCOMPARE(roleOf({u"bosses"_s}, mapping, Role::Guest), Role::Guest);
        QCOMPARE(roleOf({u"bosses"_s, u"staff"_s}, mapping, Role::Guest), Role::Member);
        QCOMPARE(roleOf({u"Staff"_s}, mapping, Role::Viewer), Role::Viewer);
        QCOMPARE(roleOf({}, mapping, Role::Owner), Role::Viewer);
    }
};

static const bool registered = tabletalk::test::add<TestIdToken>();
#include "tst_IdToken.moc"
