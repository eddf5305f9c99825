// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/PasswordStrength.h"

#include <QByteArray>

#include <vector>

#ifdef TABLETALK_ZXCVBN
#include <zxcvbn.h>
#else
#include <algorithm>
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
/// Without a dictionary nothing is known of words, so no letter counts for more than one of a word would, and what
/// goes on as it began, is next to the last on keyboard or alphabet, or is of the person counts for nothing: a good
/// password has to be a phrase of some seventeen letters. Never more than what a dictionary would say of a word.
double passwordBits(const QString &password, const QStringList &known)
{
    constexpr double bitsOfALetter = 1.6;
    static const QString rows = QStringLiteral("abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop asdfghjkl zxcvbnm");
    QString text = password.toLower();
    for (const QString &phrase : known) {
        for (const QString &word : phrase.toLower().split(QChar(u' '), Qt::SkipEmptyParts))
            text.remove(word);
    }
    double bits = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QString pair = text.mid(std::max<qsizetype>(0, i - 1), 2);
        const QString backwards = pair.size() == 2 ? QString(QString(pair[1]) + pair[0]) : pair;
        const bool seen = i > 0 && QStringView(text).left(i).contains(pair);
        const bool follows = i > 0 && (pair[0] == pair[1] || rows.contains(pair) || rows.contains(backwards));
        if (!seen && !follows)
            bits += bitsOfALetter;
    }
    return bits;
}
#endif

} // namespace tabletalk::crypto
