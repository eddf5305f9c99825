// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connect/OdbcAttributes.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostAttributes = 50;

std::unexpected<Problem> unreadable(const QString &detail)
{
    return failure(ProblemCode::InvalidRequest, detail,
                   QCoreApplication::translate("Connections",
                                               "An ODBC URL looks like odbc:Driver={Name};Server=host;Database=name."));
}

/// Reads the value that starts at i and leaves i behind it.
Result<QString> readValue(const QString &text, qsizetype &i)
{
    if (i >= text.size() || text[i] != u'{') {
        const qsizetype end = text.indexOf(u';', i);
        QString value = text.mid(i, end < 0 ? -1 : end - i).trimmed();
        i = end < 0 ? text.size() : end;
        return value;
    }
    QString value;
    for (++i; i < text.size(); ++i) {
        if (text[i] != u'}') {
            value += text[i];
        } else if (i + 1 < text.size() && text[i + 1] == u'}') {
            value += text[i++];
        } else {
            ++i;
            return value;
        }
    }
    return unreadable(QCoreApplication::translate("Connections", "A brace of the URL is not closed."));
}

} // namespace

bool isOdbcSecret(QStringView keyword)
{
    return keyword.compare(u"PWD", Qt::CaseInsensitive) == 0 || keyword.contains(u"password", Qt::CaseInsensitive)
           || keyword.contains(u"secret", Qt::CaseInsensitive) || keyword.contains(u"token", Qt::CaseInsensitive);
}

Result<OdbcAttributes> parseOdbcAttributes(const QString &text)
{
    static const QRegularExpression plainKeyword(u"^[A-Za-z][A-Za-z0-9 _-]{0,63}$"_s);
    if (std::ranges::any_of(text, [](QChar c) { return c.unicode() < 0x20; }))
        return unreadable(QCoreApplication::translate("Connections", "The URL contains a control character."));
    OdbcAttributes attributes;
    for (qsizetype i = 0; i < text.size();) {
        if (text[i] == u';' || text[i].isSpace()) {
            ++i;
            continue;
        }
        const qsizetype equals = text.indexOf(u'=', i);
        const QString keyword = equals < 0 ? QString() : text.mid(i, equals - i).trimmed();
        if (!plainKeyword.match(keyword).hasMatch())
            return unreadable(
                QCoreApplication::translate("Connections", "The URL is no list of \"keyword=value\" with semicolons."));
        i = equals + 1;
        auto value = readValue(text, i);
        if (!value)
            return std::unexpected(value.error());
        if (i < text.size() && text[i] != u';')
            return unreadable(QCoreApplication::translate(
                "Connections", "Something stands between a closing brace and the semicolon."));
        const bool twice = std::ranges::any_of(
            attributes, [&](const auto &known) { return known.first.compare(keyword, Qt::CaseInsensitive) == 0; });
        if (twice)
            return unreadable(QCoreApplication::translate("Connections", "The URL gives \"%1\" twice.").arg(keyword));
        attributes.emplace_back(keyword, *value);
        if (attributes.size() > mostAttributes)
            return unreadable(QCoreApplication::translate("Connections", "The URL has too many attributes."));
    }
    return attributes;
}

QString printOdbcAttributes(const OdbcAttributes &attributes, bool withPasswords)
{
    QString text;
    for (const auto &[keyword, value] : attributes) {
        QString shown = isOdbcSecret(keyword) && !withPasswords ? u"***"_s : value;
        const bool braces = keyword.compare(u"Driver", Qt::CaseInsensitive) == 0 || shown.startsWith(u'{')
                            || shown.contains(u';') || shown != shown.trimmed();
        if (braces)
            shown = u'{' + shown.replace(u'}', u"}}"_s) + u'}';
        text += (text.isEmpty() ? QString() : u";"_s) + keyword + u'=' + shown;
    }
    return text;
}

} // namespace tabletalk
