// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/GuardWords.h"

#include <QSet>

namespace tabletalk::sql {

namespace {

QSet<QString> words(const char *list)
{
    const QStringList split = QString::fromLatin1(list).split(u' ', Qt::SkipEmptyParts);
    return QSet<QString>(split.begin(), split.end());
}

} // namespace

bool mayPrecedeParenthesis(const QString &word, Dialect dialect)
{
    static const QSet<QString> everywhere = words(
        "all and any array as asc between bigint binary bit bpchar by case character char columns cross cube datetime "
        "datetime2 dec decimal desc distinct div double else end escape except exists fetch filter float first for "
        "from full group groups having ilike in inner int integer intersect interval into is isnull join lateral like "
        "limit materialized minus nchar natural nested next not notnull null numeric nvarchar offset on only or order "
        "ordinality outer over overlaps partition precision range real recursive regexp repeatable rlike rollup row "
        "rows select sets similar smallint some straight_join symmetric tablesample then ties time timestamp "
        "timestamptz timetz to union using values varbinary varbit varchar varying when where window with within "
        "without xor zone");
    static const QSet<QString> ofMysql = words("against index key");
    static const QSet<QString> ofSqlServer = words("apply index path pivot raw root unpivot");
    if (everywhere.contains(word))
        return true;
    return (dialect == Dialect::MySQL && ofMysql.contains(word))
           || (dialect == Dialect::SqlServer && ofSqlServer.contains(word));
}

bool isWritingWord(const QString &word)
{
    static const QSet<QString> list = words("insert update delete merge upsert");
    return list.contains(word);
}

bool startsAnotherStatement(const QString &word)
{
    static const QSet<QString> list = words(
        "alter backup begin break bulk call checkpoint commit continue create dbcc deallocate declare deny disable "
        "drop dump enable exec execute go goto grant if kill load lock open print raiserror readtext receive "
        "reconfigure rename restore return revert revoke rollback save send set setuser show shutdown throw "
        "truncate updatetext use waitfor while writetext");
    return list.contains(word);
}

bool isLockHint(const QString &word)
{
    static const QSet<QString> list = words("holdlock paglock repeatableread serializable tablock tablockx updlock "
                                            "xlock");
    return list.contains(word);
}

bool isPaddedType(const QString &word)
{
    static const QSet<QString> list = words("binary bit bpchar char character nchar");
    return list.contains(word);
}

} // namespace tabletalk::sql
