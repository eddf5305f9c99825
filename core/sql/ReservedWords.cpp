// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/ReservedWords.h"

#include <algorithm>
#include <array>
#include <vector>

namespace tabletalk::sql {

namespace {

constexpr const char16_t *reservedWords =
    u"abort action add after all alter always analyse analyze and any array as asc asymmetric attach "
    u"authorization autoincrement backup before begin between binary both break browse bulk by call "
    u"cascade case cast change char character check checkpoint close clustered coalesce collate "
    u"collation column columns commit compute concurrently condition conflict constraint contains "
    u"continue convert create cross cube current current_catalog current_date current_role "
    u"current_schema current_time current_timestamp current_user cursor database databases dbcc "
    u"deallocate dec decimal declare default deferrable deferred delayed delete deny desc describe "
    u"detach deterministic disable distinct distinctrow div do double drop dual dump each else elseif "
    u"empty enable enclosed end escape escaped except exclude exclusive exec execute exists exit "
    u"explain external fail false fetch file filter first float following for force foreign freeze "
    u"from full fulltext function generated get glob go goto grant group grouping groups having "
    u"high_priority holdlock identity if ignore ilike immediate in index indexed infile initially "
    u"inner inout insensitive insert instead int integer intersect interval into io is isnull iterate "
    u"join key keys kill lag last last_value lateral lead leading leave left level like limit linear "
    u"lines load localtime localtimestamp lock long loop low_priority match materialized merge mod "
    u"modifies natural no nocheck not nothing notnull null nullif nulls numeric of off offset offsets "
    u"on only open optimize option or order others out outer outfile over overlaps partition percent "
    u"percent_rank pivot placing plan pragma preceding precision primary print proc procedure public "
    u"purge query raise raiserror range rank read reads real reconfigure recursive references regexp "
    u"reindex release rename repeat replace require reserved restore restrict return returning revert "
    u"revoke right rlike rollback row row_number rowcount rows rule save savepoint schema schemas "
    u"select separator session_user set setuser show shutdown similar smallint some spatial specific "
    u"sql ssl starting statistics stored straight_join symmetric system table tables tablesample temp "
    u"temporary terminated textsize then throw ties to top trailing tran transaction trigger true "
    u"truncate tsequal unbounded undo union unique unlock unpivot unsigned update updatetext usage use "
    u"user using vacuum values variadic varying verbose view virtual void waitfor when where while "
    u"window with within without write xor year_month zerofill";

constexpr size_t letters = 26;
constexpr size_t lengths = 24;

/// Words by their first letter and their length: names are printed again and again, and most share both with
/// no word at all.
using Table = std::array<std::vector<QStringView>, letters * lengths>;

size_t placeOf(char16_t first, qsizetype length)
{
    return size_t(first - u'a') * lengths + size_t(length);
}

Table makeTable()
{
    Table table;
    for (const QStringView word : QStringView(reservedWords).split(u' ')) {
        Q_ASSERT(size_t(word.size()) < lengths);
        table[placeOf(word.front().unicode(), word.size())].push_back(word);
    }
    return table;
}

} // namespace

bool isReservedWord(QStringView word)
{
    static const Table table = makeTable();
    const char16_t first = word.isEmpty() ? u'\0' : char16_t(word.front().unicode() | 0x20); // in lower case
    if (first < u'a' || first > u'z' || size_t(word.size()) >= lengths)
        return false;
    const auto same = [](QChar reserved, QChar c) {
        return c == reserved || (c >= u'A' && c <= u'Z' && (c.unicode() | 0x20) == reserved.unicode());
    };
    return std::ranges::any_of(table[placeOf(first, word.size())],
                               [&](QStringView reserved) { return std::ranges::equal(reserved, word, same); });
}

} // namespace tabletalk::sql
