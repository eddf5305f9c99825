// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/Quoting.h"

#include <QSet>

namespace tabletalk::sql {

namespace {

/// Words that at least one engine reserves; quoting one too many does no harm.
bool isReserved(const QString &lower)
{
    static const QSet<QString> words = [] {
        const QString text = QStringLiteral(
            "abort action add after all alter always analyse analyze and any array as asc asymmetric attach "
            "authorization "
            "autoincrement backup before begin between binary both break browse bulk by call cascade case cast change "
            "check checkpoint close clustered coalesce collate collation column commit compute concurrently condition "
            "conflict constraint contains continue convert create cross cube current current_date current_role "
            "current_time current_timestamp current_user cursor database databases dbcc deallocate declare default "
            "deferrable deferred delayed delete deny desc describe detach distinct div do double drop dual dump each "
            "else elseif end escape except exclude exclusive exec execute exists exit explain external fail false "
            "fetch "
            "file filter first float following for force foreign freeze from full fulltext function generated get glob "
            "go goto grant group grouping groups having high_priority holdlock identity if ignore ilike immediate in "
            "index indexed infile initially inner inout insert instead int integer intersect interval into is isnull "
            "iterate join key keys kill lag last lateral lead leading leave left level like limit lines load "
            "localtime localtimestamp lock long loop match materialized merge mod natural no nocheck not nothing "
            "notnull null nullif nulls of off offset offsets on only open optimize option or order others out outer "
            "outfile over overlaps partition percent pivot placing plan pragma preceding precision primary print proc "
            "procedure public purge query raise range rank read reads real recursive references regexp reindex release "
            "rename repeat replace require reserved restore restrict return returning revert revoke right rlike "
            "rollback row rowcount rows rule save savepoint schema schemas select separator session_user set show "
            "similar "
            "some spatial sql ssl starting statistics symmetric system table tablesample temp temporary terminated "
            "textsize then ties to top trailing tran transaction trigger true truncate tsequal unbounded undo union "
            "unique unlock unpivot unsigned update updatetext usage use user using vacuum values variadic varying "
            "verbose view virtual waitfor when where while window with within without write xor zerofill");
        const QStringList list = text.split(u' ');
        return QSet<QString>(list.begin(), list.end());
    }();
    return words.contains(lower);
}

} // namespace

QString quoteName(QStringView name, Dialect dialect)
{
    QString text = name.toString();
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
    bool plain = !name.isEmpty() && !(name.front() >= u'0' && name.front() <= u'9');
    for (const QChar c : name) {
        const bool lower = c >= u'a' && c <= u'z';
        const bool upper = c >= u'A' && c <= u'Z';
        const bool digit = c >= u'0' && c <= u'9';
        // PostgreSQL folds unquoted names to lower case.
        plain = plain && (lower || digit || c == u'_' || (upper && dialect != Dialect::PostgreSQL));
    }
    if (plain && !isReserved(name.toString().toLower()))
        return name.toString();
    return quoteName(name, dialect);
}

QString quoteText(QStringView text, Dialect dialect)
{
    QString value = text.toString();
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
