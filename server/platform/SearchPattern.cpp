// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/SearchPattern.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

QString searchPattern(const std::optional<QString> &text)
{
    constexpr qsizetype longest = 200;
    QString words = text.value_or(QString()).simplified().left(longest).toLower();
    if (words.isEmpty())
        return u""_s;
    for (const QChar special : {u'!', u'%', u'_'})
        words.replace(special, QString(u"!"_s + special));
    return u'%' + words + u'%';
}

} // namespace tabletalk
