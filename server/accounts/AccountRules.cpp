// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountRules.h"

#include "core/crypto/PasswordStrength.h"
#include "core/text/Slug.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk::accounts {

namespace {

constexpr qsizetype longestEmail = 254; // RFC 5321, 4.5.3.1.3
constexpr qsizetype longestLocalPart = 64;
constexpr qsizetype longestName = 200;
constexpr qsizetype shortestPassword = 10;
constexpr qsizetype longestSlug = 40;
/// Shorter words than this are in too many passwords by chance.
constexpr qsizetype shortestTellingWord = 4;

bool isPlain(QChar c)
{
    return c.isPrint() && !c.isSpace();
}

bool looksLikeEmail(const QString &email)
{
    const qsizetype at = email.indexOf(u'@');
    const QStringView domain = QStringView(email).sliced(at + 1);
    return at > 0 && at <= longestLocalPart && email.size() <= longestEmail && !domain.isEmpty()
           && !domain.contains(u'@') && !domain.startsWith(u'.') && !domain.endsWith(u'.')
           && !domain.contains(QStringLiteral("..")) && std::ranges::all_of(email, isPlain);
}

bool isSlugCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

bool contains(const QString &password, const QString &word)
{
    return word.size() >= shortestTellingWord && password.contains(word, Qt::CaseInsensitive);
}

} // namespace

QString normalizeEmail(const QString &email)
{
    return email.trimmed().normalized(QString::NormalizationForm_KC).toLower();
}

QString slugFrom(const QString &name)
{
    QString slug;
    for (const QChar c : name.normalized(QString::NormalizationForm_KD).toLower()) {
        if (isSlugCharacter(c))
            slug += c;
        else if (!c.isMark() && !slug.isEmpty() && !slug.endsWith(u'-'))
            slug += u'-';
        if (slug.size() == longestSlug)
            break;
    }
    while (slug.endsWith(u'-'))
        slug.chop(1);
    return slug;
}

void checkEmail(const QString &normalized, const QString &path, Errors &errors)
{
    if (!looksLikeEmail(normalized))
        errors.push_back({path, QCoreApplication::translate("Accounts", "expected an e-mail address")});
}

void checkName(const QString &name, const QString &path, Errors &errors)
{
    const QString trimmed = name.trimmed();
    const bool printable = std::ranges::all_of(trimmed, [](QChar c) { return c.isPrint() || c.isSurrogate(); });
    if (trimmed.isEmpty() || trimmed.size() > longestName || !printable)
        errors.push_back({path, QCoreApplication::translate("Accounts", "expected 1 to 200 printable characters")});
}

void checkSlug(const QString &slug, const QString &path, Errors &errors)
{
    if (isReservedSlug(slug))
        errors.push_back(
            {path, QCoreApplication::translate("Accounts", "this short name is kept for the server itself")});
    else if (!isSlug(slug))
        errors.push_back(
            {path, QCoreApplication::translate("Accounts", "expected up to 40 letters a-z and digits, joined "
                                                           "by single dashes")});
}

void checkNewPassword(const QString &password, const api::User &user, const QString &organization, const QString &path,
                      Errors &errors)
{
    const QString mailbox = user.email.section(u'@', 0, 0);
    if (password.size() < shortestPassword || password.size() > longestPassword)
        errors.push_back({path, QCoreApplication::translate("Accounts", "expected 10 to 256 characters")});
    else if (contains(password, mailbox))
        errors.push_back({path, QCoreApplication::translate("Accounts", "must not contain your e-mail address")});
    else if (contains(password, organization.trimmed()))
        errors.push_back({path, QCoreApplication::translate("Accounts", "must not contain your organization's name")});
    else if (crypto::passwordBits(password, {mailbox, user.fullName, organization}) < crypto::enoughPasswordBits)
        errors.push_back({path, QCoreApplication::translate("Accounts", "too easy to guess: use several words that "
                                                                        "do not belong together, or more characters "
                                                                        "by chance")});
}

void throwIfAny(Errors errors)
{
    if (errors.empty())
        return;
    Problem problem = Problem::invalid(errors.front().path, errors.front().message);
    problem.errors = std::move(errors);
    throw problem;
}

} // namespace tabletalk::accounts
