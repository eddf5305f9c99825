// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/ReservedWords.h"

#include <QSet>

namespace tabletalk::sql {

static constexpr const char16_t *reservedWords = u"abort action add after all alter always analyse analyze and any "
                                                 u"array as asc asymmetric attach authorization autoincrement "
                                                 u"before begin between binary both by call cascade case cast change "
                                                 u"char character check collate collation column columns "
                                                 u"commit concurrently condition conflict constraint continue convert "
                                                 u"create cross cube current current_catalog current_date "
                                                 u"current_role current_schema current_time current_timestamp "
                                                 u"current_user cursor database databases dec decimal declare "
                                                 u"default deferrable deferred delayed delete desc describe detach "
                                                 u"deterministic distinct distinctrow div do double drop dual "
                                                 u"each else elseif empty enclosed end escape escaped except exclude "
                                                 u"exclusive exists exit explain fail false fetch filter "
                                                 u"first float following for force foreign freeze from full fulltext "
                                                 u"function generated get glob grant group grouping groups "
                                                 u"having if ignore ilike immediate in index indexed infile initially "
                                                 u"inner inout insensitive insert instead int integer "
                                                 u"intersect interval into io is isnull iterate join key keys kill lag "
                                                 u"last last_value lateral lead leading leave left like "
                                                 u"limit linear lines load localtime localtimestamp lock long loop "
                                                 u"low_priority match materialized mod modifies natural no "
                                                 u"not nothing notnull null nulls numeric of offset on only open "
                                                 u"optimize option or order others out outer over overlaps "
                                                 u"partition percent percent_rank placing plan pragma preceding "
                                                 u"precision primary procedure purge query raise range rank read "
                                                 u"reads real recursive references regexp reindex release rename "
                                                 u"repeat replace require restrict return returning revoke "
                                                 u"right rlike rollback row row_number rows savepoint schema schemas "
                                                 u"select session_user set show similar smallint some "
                                                 u"spatial specific sql starting stored straight_join symmetric system "
                                                 u"table tables tablesample temp temporary terminated "
                                                 u"then ties to top trailing transaction trigger true truncate "
                                                 u"unbounded undo union unique unlock unsigned update usage use "
                                                 u"user using vacuum values variadic varying verbose view virtual void "
                                                 u"when where while window with within without write xor "
                                                 u"year_month";

bool isReservedWord(const QString &word)
{
    static const QSet<QString> words = [] {
        QSet<QString> set;
        for (const QStringView w : QStringView(reservedWords).split(u' '))
            set.insert(w.toString());
        return set;
    }();
    return words.contains(word.toLower());
}

} // namespace tabletalk::sql
