// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/CommonTables.h"

#include <QHash>

#include <algorithm>

namespace tabletalk::sql {

using namespace Qt::StringLiterals;

namespace {

bool is(const std::vector<Token> &tokens, size_t index, TokenKind kind)
{
    return index < tokens.size() && tokens[index].kind == kind;
}

bool isName(const std::vector<Token> &tokens, size_t index)
{
    return is(tokens, index, TokenKind::Word) || is(tokens, index, TokenKind::QuotedName);
}

bool isWord(const std::vector<Token> &tokens, size_t index, QLatin1StringView word)
{
    return index < tokens.size() && tokens[index].isWord(word);
}

/// The parenthesis that closes the one at open; the end when there is none.
size_t closing(const std::vector<Token> &tokens, size_t open)
{
    int depth = 0;
    for (size_t i = open; i < tokens.size(); ++i) {
        if (tokens[i].kind == TokenKind::OpenParen)
            ++depth;
        else if (tokens[i].kind == TokenKind::CloseParen && --depth == 0)
            return i;
    }
    return tokens.size();
}

void readClause(const std::vector<Token> &tokens, size_t with, std::vector<CommonTable> &tables)
{
    size_t i = with + 1;
    if (isWord(tokens, i, "RECURSIVE"_L1))
        ++i;
    while (isName(tokens, i)) {
        CommonTable table;
        table.name = i++;
        if (is(tokens, i, TokenKind::OpenParen))
            i = closing(tokens, i) + 1;
        if (!isWord(tokens, i, "AS"_L1))
            return;
        ++i;
        if (isWord(tokens, i, "NOT"_L1))
            ++i;
        if (isWord(tokens, i, "MATERIALIZED"_L1))
            ++i;
        if (!is(tokens, i, TokenKind::OpenParen))
            return;
        table.open = i;
        table.close = closing(tokens, i);
        i = table.close + 1;
        tables.push_back(table);
        if (!is(tokens, i, TokenKind::Comma))
            return;
        ++i;
    }
}

} // namespace

std::vector<CommonTable> commonTables(const std::vector<Token> &tokens)
{
    std::vector<CommonTable> tables;
    for (size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].isWord("WITH"_L1))
            readClause(tokens, i, tables);
    }
    return tables;
}

size_t expansionOf(const std::vector<Token> &tokens, const std::vector<CommonTable> &tables, size_t limit)
{
    QHash<QString, size_t> sizes; // of the tables before
    const auto sizeOf = [&](size_t begin, size_t end) {
        size_t size = 1;
        for (size_t i = begin; i < end && size < limit; ++i) {
            if (isName(tokens, i) && !(i > 0 && is(tokens, i - 1, TokenKind::Dot)))
                size += sizes.value(tokens[i].text.toLower());
        }
        return std::min(size, limit);
    };
    size_t last = 0;
    for (const CommonTable &table : tables) {
        sizes.insert(tokens[table.name].text.toLower(), sizeOf(table.open, table.close));
        last = std::max(last, table.close);
    }
    return sizeOf(last, tokens.size());
}

} // namespace tabletalk::sql
