// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/MySqlGrants.h"

#include <QSet>

#include <optional>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

bool isReading(const QString &privilege)
{
    static const QSet<QString> reading = {
        u"USAGE"_s,         u"SELECT"_s,          u"SHOW VIEW"_s,          u"SHOW DATABASES"_s,
        u"PROCESS"_s,       u"REFERENCES"_s,      u"REPLICATION CLIENT"_s, u"BINLOG MONITOR"_s,
        u"SLAVE MONITOR"_s, u"REPLICA MONITOR"_s, u"SHOW_ROUTINE"_s,       u"SHOW CREATE ROUTINE"_s};
    return reading.contains(privilege);
}

/// The text up to a word that stands outside of quotes and parentheses; nothing without it.
std::optional<QString> upTo(QStringView word, QStringView text)
{
    int depth = 0;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull())
            quote = c == quote ? QChar() : quote;
        else if (c == u'`' || c == u'\'' || c == u'"')
            quote = c;
        else if (c == u'(')
            ++depth;
        else if (c == u')')
            --depth;
        else if (depth == 0 && text.mid(i).startsWith(word))
            return text.left(i).toString();
    }
    return std::nullopt;
}

QStringList splitPrivileges(QStringView list)
{
    QStringList privileges;
    while (const auto one = upTo(u",", list)) {
        privileges += *one;
        list = list.mid(one->size() + 1);
    }
    privileges += list.toString();
    for (QString &privilege : privileges)
        privilege = privilege.left(privilege.indexOf(u'(') < 0 ? privilege.size() : privilege.indexOf(u'('))
                        .trimmed()
                        .toUpper();
    return privileges;
}

} // namespace

QStringList mySqlPrivilegesBeyondReading(const QString &grant)
{
    constexpr QStringView begin = u"GRANT ";
    const QStringView text(grant);
    const auto list = text.startsWith(begin) ? upTo(u" ON ", text.mid(begin.size())) : std::nullopt;
    if (!list)
        return {}; // a role's name, whose own grants are lines of their own
    const QStringView rest = text.mid(begin.size() + list->size() + 4);
    QString object = upTo(u" TO ", rest).value_or(QString());
    object.remove(u'`');
    QStringList beyond;
    for (const QString &privilege : splitPrivileges(*list)) {
        if (!isReading(privilege) && privilege != u"PROXY")
            beyond += privilege + u" on "_s + object;
    }
    if (grant.endsWith(u" WITH GRANT OPTION") && !list->startsWith(u"PROXY"))
        beyond += u"GRANT OPTION on "_s + object;
    return beyond;
}

} // namespace tabletalk
