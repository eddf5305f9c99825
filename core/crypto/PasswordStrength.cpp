// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/PasswordStrength.h"

#include <QByteArray>

#include <vector>

#include <zxcvbn.h>

namespace tabletalk::crypto {

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

} // namespace tabletalk::crypto
