// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/Quoting.h"

#include "core/sql/ReservedWords.h"

namespace tabletalk::sql {

QString quoteName(QStringView name, Dialect dialect)
{
    QString text = name.toString();
    text.remove(QChar(u'\0')); // no engine takes it inside a statement
    switch (dialect) {
    case Dialect::MySQL:
        return u'`' + text.replace(u'`', QStringLiteral("``")) + u'`';
    case Dialect::SqlServer:
        return u'[' + text.replace(u']', QStringLiteral("]]")) + u']';
    default:
        return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
    }
}

QString printName(QStringView name, Dialect dialect)
{
    // An engine that is not known folds names in a way that is not known either.
    bool plain = dialect != Dialect::Odbc && !name.isEmpty() && !(name.front() >= u'0' && name.front() <= u'9');
    for (const QChar c : name) {
        const bool lower = c >= u'a' && c <= u'z';
        const bool upper = c >= u'A' && c <= u'Z';
        const bool digit = c >= u'0' && c <= u'9';
        // PostgreSQL folds unquoted names to lower case.
        plain = plain && (lower || digit || c == u'_' || (upper && dialect != Dialect::PostgreSQL));
    }
    if (plain && !isReservedWord(name))
        return name.toString();
    return quoteName(name, dialect);
}

QString quoteText(QStringView text, Dialect dialect)
{
    QString value = text.toString();
    value.remove(QChar(u'\0')).remove(QChar(u'\xfeff')); // no statement may hold them
    if (dialect == Dialect::MySQL)
        value.replace(u'\\', QStringLiteral("\\\\"));
    value.replace(u'\'', QStringLiteral("''"));
    return u'\'' + value + u'\'';
}

QString printTable(const Schema &schema, const Table &table)
{
    const QString name = printName(table.name, schema.dialect);
    if (table.schema.isEmpty() || table.schema == schema.defaultSchema)
        return name;
    return printName(table.schema, schema.dialect) + u'.' + name;
}

} // namespace tabletalk::sql
