// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/PasswordStrength.h"

#include <QByteArray>

#include <vector>

#ifdef TABLETALK_ZXCVBN
#include <zxcvbn.h>
#endif

namespace tabletalk::crypto {

#ifdef TABLETALK_ZXCVBN
double passwordBits(const QString &password, const QStringList &known)
{
    // The time grows faster than the length, and what is strong is so after this many.
    constexpr qsizetype looked = 40;
    const QByteArray text = password.left(looked).toUtf8();
    std::vector<QByteArray> words;
    for (const QString &phrase : known) {
        for (const QString &word : phrase.toLower().split(QChar(u' '), Qt::SkipEmptyParts))
            words.push_back(word.toUtf8());
    }
    std::vector<const char *> pointers;
    pointers.reserve(words.size() + 1);
    for (const QByteArray &word : words)
        pointers.push_back(word.constData());
    pointers.push_back(nullptr);
    return ZxcvbnMatch(text.constData(), pointers.data(), nullptr);
}
#else
namespace {

/// Letters, digits, all else.
int kindOf(QChar c)
{
    return c.isLetter() ? 0 : c.isDigit() ? 1 : 2;
}

} // namespace

/// Without a dictionary every letter may be one of a common word, so it counts for little; a change between letters,
/// digits and signs for somewhat more; a pair that was there before, lies side by side on the keyboard or in the
/// alphabet, or is of the person, for nothing. So a phrase has to be long, while what a program made up may be short.
double passwordBits(const QString &password, const QStringList &known)
{
    constexpr double bitsOfALetter = 1.2;
    constexpr double bitsOfAChange = 1.6;
    static const QString rows = QStringLiteral("abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop asdfghjkl zxcvbnm");
    QString text = password.toLower();
    for (const QString &phrase : known) {
        for (const QString &word : phrase.toLower().split(QChar(u' '), Qt::SkipEmptyParts))
            text.remove(word);
    }
    double bits = text.isEmpty() ? 0 : bitsOfALetter;
    for (qsizetype i = 1; i < text.size(); ++i) {
        const QString pair = text.mid(i - 1, 2);
        const QString backwards = QString(pair[1]) + pair[0];
        if (text.left(i).contains(pair) || pair[0] == pair[1] || rows.contains(pair) || rows.contains(backwards))
            continue;
        bits += bitsOfALetter + (kindOf(pair[0]) == kindOf(pair[1]) ? 0 : bitsOfAChange);
    }
    return bits;
}
#endif

} // namespace tabletalk::crypto
