// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/SecretColumns.h"

#include "core/schema/ColumnWords.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int fewestCardDigits = 13;
constexpr int mostCardDigits = 19;

/// What makes a name of figures about secrets out of a name of secrets.
bool saysFigure(const QStringList &words)
{
    static const QStringList figures =
        u"count number length type kind id date at expiry expired expires expire until "
        u"reset changed updated created used policy required flag hint question status "
        u"attempt attempts limit usage total cost price spent age version algorithm"_s.split(u' ');
    return words.size() > 1 && figures.contains(words.last());
}

bool hasPair(const QStringList &words, const QString &pairs)
{
    const QString name = u' ' + words.join(u' ') + u' ';
    return std::ranges::any_of(pairs.split(u','),
                               [&](const QString &pair) { return name.contains(QString(u' ' + pair + u' ')); });
}

/// The check digit of card numbers.
bool passesLuhn(const QString &digits)
{
    int sum = 0;
    bool twice = false;
    for (qsizetype i = digits.size() - 1; i >= 0; --i) {
        int digit = digits[i].digitValue();
        if (twice)
            digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
        sum += digit;
        twice = !twice;
    }
    return sum % 10 == 0;
}

bool isCardNumber(const QString &value)
{
    QString digits;
    for (const QChar c : value) {
        if (c >= u'0' && c <= u'9')
            digits += c;
        else if (c != u' ' && c != u'-')
            return false;
    }
    return digits.size() >= fewestCardDigits && digits.size() <= mostCardDigits && digits.front() >= u'2'
           && digits.front() <= u'6' && passesLuhn(digits);
}

} // namespace

bool looksSecret(const QString &columnName)
{
    QStringList words;
    for (const QString &word : nameWords(columnName))
        words << word;
    static const QStringList always = u"password passwd passwort passphrase pwd contraseña contrasena kennwort secret "
                                      u"cvv cvc cvv2 ssn otp totp passcode creditcard"_s.split(u' ');
    const bool spoken = std::ranges::any_of(words, [](const QString &word) { return always.contains(word); });
    static const QString pairs = u"api key,access key,private key,secret key,encryption key,signing key,master key,"
                                 "ssh key,license key,pass word,mot de passe,card number,credit card,debit card,"
                                 "card no,social security,national id,national identity,passport number,passport no,"
                                 "tax identification number,security code,security answer,pin code hash,card pin,"
                                 "pin hash,recovery code,backup code,session id,session key"_s;
    if (spoken || hasPair(words, pairs)) {
        // "card number" and "session id" end in such words themselves.
        const bool figure = saysFigure(words) && words.last() != u"number";
        return !figure || (!spoken && hasPair(words.last(2), pairs));
    }
    // "prompt_tokens" are counted.
    if ((words.contains(u"token"_s) && !columnName.endsWith(u"tokens", Qt::CaseInsensitive))
        || words.contains(u"jwt"_s))
        return !saysFigure(words);
    const bool hashed = !words.isEmpty() && (words.last() == u"hash" || words.last() == u"salt");
    return hashed && hasPair(words, u"pass,login,user,auth,credential,pin,hash salt,password"_s);
}

bool looksSecretValue(const QString &value)
{
    static const QStringList starts =
        u"$2a$ $2b$ $2y$ $1$ $5$ $6$ $argon2 $scrypt$ $pbkdf2 pbkdf2_ scrypt: argon2 {SSHA} {SHA} {MD5} sk_live_ "
        u"sk_test_ rk_live_ pk_live_ ghp_ gho_ ghs_ github_pat_ glpat- xoxb- xoxp- xoxa- AKIA ASIA AIza ya29. sk-ant- "
        u"sk-proj- whsec_ SG."_s.split(u' ');
    const bool started = std::ranges::any_of(starts, [&](const QString &start) { return value.startsWith(start); });
    if (started && value.size() >= 16 && !value.contains(u' '))
        return true;
    if (value.startsWith(u"-----BEGIN ") && value.contains(u"KEY"))
        return true;
    const bool token = value.startsWith(u"eyJ") && value.count(u'.') == 2 && value.size() > 40;
    return token || isCardNumber(value);
}

} // namespace tabletalk
