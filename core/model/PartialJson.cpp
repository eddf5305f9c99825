// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/PartialJson.h"

using namespace Qt::StringLiterals;

namespace tabletalk::model {

static qsizetype skipSpaces(QStringView json, qsizetype at)
{
    while (at < json.size() && json[at].isSpace())
        ++at;
    return at;
}

/// Where the text of the field begins, after its quote; -1 when it has not begun.
static qsizetype beginOf(QStringView json, QStringView field)
{
    const QString name = u'"' + field.toString() + u'"';
    for (qsizetype found = json.indexOf(name); found >= 0; found = json.indexOf(name, found + 1)) {
        qsizetype at = skipSpaces(json, found + name.size());
        if (at >= json.size() || json[at] != u':')
            continue; // a value that reads like the name
        at = skipSpaces(json, at + 1);
        return at < json.size() && json[at] == u'"' ? at + 1 : -1;
    }
    return -1;
}

static QChar unescaped(QChar letter)
{
    switch (letter.unicode()) {
    case u'n':
    case u'r':
    case u't':
    case u'b':
    case u'f':
        return u' ';
    default:
        return letter;
    }
}

QString writtenSoFar(QStringView json, QStringView field)
{
    constexpr qsizetype digitsOfUnicode = 4;
    constexpr int hexadecimal = 16;
    QString text;
    const qsizetype begin = beginOf(json, field);
    for (qsizetype at = begin; begin >= 0 && at < json.size() && json[at] != u'"'; ++at) {
        if (json[at] != u'\\') {
            text += json[at];
            continue;
        }
        if (++at == json.size())
            break;
        if (json[at] != u'u') {
            text += unescaped(json[at]);
            continue;
        }
        if (json.size() - at <= digitsOfUnicode)
            break;
        text += QChar(json.sliced(at + 1, digitsOfUnicode).toUShort(nullptr, hexadecimal));
        at += digitsOfUnicode;
    }
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1); // its other half is still to come
    return text;
}

} // namespace tabletalk::model
