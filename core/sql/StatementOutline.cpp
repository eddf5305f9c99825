// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/StatementOutline.h"

#include "core/sql/CommonTables.h"
#include "core/sql/Tokenizer.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace tabletalk::sql {

using namespace Qt::StringLiterals;

namespace {

using Tokens = std::span<const Token>;

bool isName(const Token &token)
{
    return token.kind == TokenKind::Word || token.kind == TokenKind::QuotedName;
}

template <size_t N>
bool isOneOf(const Token &token, const std::array<QLatin1StringView, N> &words)
{
    return std::ranges::any_of(words, [&](QLatin1StringView word) { return token.isWord(word); });
}

/// Words that begin the next part of a query.
constexpr std::array clauseWords{"FROM"_L1,  "WHERE"_L1,  "GROUP"_L1, "HAVING"_L1, "WINDOW"_L1,    "ORDER"_L1,
                                 "LIMIT"_L1, "OFFSET"_L1, "FETCH"_L1, "UNION"_L1,  "INTERSECT"_L1, "EXCEPT"_L1};
constexpr std::array combiningWords{"UNION"_L1, "INTERSECT"_L1, "EXCEPT"_L1};
constexpr std::array joiningWords{"JOIN"_L1, "LEFT"_L1, "RIGHT"_L1, "FULL"_L1, "INNER"_L1, "CROSS"_L1, "NATURAL"_L1};
constexpr std::array aggregates{"COUNT"_L1, "SUM"_L1, "AVG"_L1, "MIN"_L1, "MAX"_L1};

class Outliner
{
public:
    Outliner(QStringView statement, Tokens tokens)
        : m_statement(statement)
        , m_tokens(tokens)
    {}

    StatementOutline read()
    {
        const Tokens query = outermost();
        readTables();
        m_outline.combined = findAtTop(query, combiningWords, 0) < query.size();
        readOutputs(query);
        readFrom(clause(query, "FROM"_L1, 1));
        m_outline.filters = conditionsOf(clause(query, "WHERE"_L1, 1));
        for (const Tokens part : splitAt(clause(query, "GROUP"_L1, 2), TokenKind::Comma))
            m_outline.grouping.push_back(textOf(part));
        m_outline.having = conditionsOf(clause(query, "HAVING"_L1, 1));
        readOrdering(clause(query, "ORDER"_L1, 2));
        readLimit(query);
        return std::move(m_outline);
    }

private:
    QString textOf(Tokens tokens) const
    {
        if (tokens.empty())
            return {};
        const qsizetype begin = tokens.front().offset;
        return m_statement.mid(begin, tokens.back().offset + tokens.back().length - begin).toString().simplified();
    }

    /// The first token from there on, outside parentheses, that is one of the words.
    template <size_t N>
    static size_t findAtTop(Tokens tokens, const std::array<QLatin1StringView, N> &words, size_t from)
    {
        int depth = 0;
        for (size_t i = 0; i < tokens.size(); ++i) {
            if (tokens[i].kind == TokenKind::OpenParen)
                ++depth;
            else if (tokens[i].kind == TokenKind::CloseParen)
                --depth;
            else if (i >= from && depth == 0 && isOneOf(tokens[i], words))
                return i;
        }
        return tokens.size();
    }

    /// What follows a word, without its first tokens (the word itself, BY), up to the next clause.
    static Tokens clause(Tokens query, QLatin1StringView word, size_t skip)
    {
        const size_t begin = findAtTop(query, std::array{word}, 0);
        if (begin + skip >= query.size())
            return {};
        const size_t end = findAtTop(query, clauseWords, begin + 1);
        return begin + skip < end ? query.subspan(begin + skip, end - begin - skip) : Tokens();
    }

    static std::vector<Tokens> splitAt(Tokens tokens, TokenKind kind, QLatin1StringView word = {})
    {
        std::vector<Tokens> parts;
        size_t begin = 0;
        int depth = 0;
        bool between = false;
        for (size_t i = 0; i < tokens.size(); ++i) {
            if (tokens[i].kind == TokenKind::OpenParen)
                ++depth;
            else if (tokens[i].kind == TokenKind::CloseParen)
                --depth;
            if (depth > 0)
                continue;
            if (tokens[i].isWord("BETWEEN"_L1) || tokens[i].isWord("CASE"_L1))
                between = true;
            const bool splits = word.isEmpty() ? tokens[i].kind == kind : tokens[i].isWord(word);
            if (!splits)
                continue;
            if (!word.isEmpty() && std::exchange(between, false))
                continue; // the AND of BETWEEN
            parts.push_back(tokens.subspan(begin, i - begin));
            begin = i + 1;
        }
        if (begin < tokens.size())
            parts.push_back(tokens.subspan(begin));
        return parts;
    }

    /// The query itself, behind its WITH.
    Tokens outermost()
    {
        size_t begin = 0;
        const std::vector<Token> all(m_tokens.begin(), m_tokens.end());
        for (const CommonTable &table : sql::commonTables(all)) {
            m_outline.commonTables.push_back(all[table.name].text);
            m_common.insert(all[table.name].text.toLower());
            if (table.close < all.size() && depthAt(table.name) == 0)
                begin = table.close + 1;
        }
        return m_tokens.subspan(std::min(begin, m_tokens.size()));
    }

    int depthAt(size_t index) const
    {
        int depth = 0;
        for (size_t i = 0; i < index; ++i)
            depth += m_tokens[i].kind == TokenKind::OpenParen ? 1 : m_tokens[i].kind == TokenKind::CloseParen ? -1 : 0;
        return depth;
    }

    /// A name with what is before its dots.
    static Tokens nameAt(Tokens tokens, size_t begin)
    {
        if (begin >= tokens.size() || !isName(tokens[begin]))
            return {};
        size_t end = begin + 1;
        while (end + 1 < tokens.size() && tokens[end].kind == TokenKind::Dot && isName(tokens[end + 1]))
            end += 2;
        return tokens.subspan(begin, end - begin);
    }

    static QString plainName(Tokens name)
    {
        QStringList parts;
        for (const Token &token : name) {
            if (token.kind != TokenKind::Dot)
                parts += token.text;
        }
        return parts.join(u'.');
    }

    void addTable(Tokens name)
    {
        const QString text = plainName(name);
        if (text.isEmpty() || m_common.contains(text.toLower())
            || std::ranges::find(m_outline.tables, text) != m_outline.tables.end())
            return;
        m_outline.tables.push_back(text);
    }

    /// Whatever stands behind FROM and JOIN, and behind the commas between tables.
    void readTables()
    {
        for (size_t i = 0; i < m_tokens.size(); ++i) {
            const Token &token = m_tokens[i];
            if (token.isWord("SELECT"_L1) && i > 0 && depthAt(i) > 0)
                ++m_outline.subqueries;
            if (token.isWord("JOIN"_L1))
                addTable(nameAt(m_tokens, i + 1));
            if (!token.isWord("FROM"_L1) || isInsideCall(i))
                continue;
            for (const Tokens part : splitAt(untilClauseEnds(i + 1), TokenKind::Comma))
                addTable(nameAt(part, 0));
        }
        m_outline.subqueries -= int(m_outline.commonTables.size());
    }

    /// "EXTRACT(YEAR FROM x)", "TRIM(' ' FROM x)": no clause.
    bool isInsideCall(size_t from) const
    {
        int depth = 0;
        for (size_t i = from; i-- > 0;) {
            if (m_tokens[i].kind == TokenKind::CloseParen)
                ++depth;
            else if (m_tokens[i].kind == TokenKind::OpenParen && depth-- == 0)
                return true;
            else if (depth == 0 && m_tokens[i].isWord("SELECT"_L1))
                return false;
        }
        return false;
    }

    Tokens untilClauseEnds(size_t begin) const
    {
        int depth = 0;
        size_t end = begin;
        for (; end < m_tokens.size(); ++end) {
            if (m_tokens[end].kind == TokenKind::OpenParen)
                ++depth;
            else if (m_tokens[end].kind == TokenKind::CloseParen && --depth < 0)
                break;
            else if (depth == 0 && (isOneOf(m_tokens[end], clauseWords) || m_tokens[end].kind == TokenKind::Semicolon))
                break;
        }
        return m_tokens.subspan(begin, end - begin);
    }

    void readOutputs(Tokens query)
    {
        const size_t select = findAtTop(query, std::array{"SELECT"_L1}, 0);
        if (select >= query.size())
            return;
        size_t begin = select + 1;
        if (begin < query.size() && query[begin].isWord("DISTINCT"_L1)) {
            m_outline.distinct = true;
            ++begin;
        }
        if (begin + 1 < query.size() && query[begin].isWord("TOP"_L1)) {
            m_outline.limit = query[begin + 1].text;
            begin += 2;
        }
        const size_t end = findAtTop(query, clauseWords, begin);
        for (const Tokens part : splitAt(query.subspan(begin, end - begin), TokenKind::Comma))
            m_outline.outputs.push_back(outputOf(part));
    }

    StatementOutline::Output outputOf(Tokens part) const
    {
        StatementOutline::Output output;
        const size_t as = findAtTop(part, std::array{"AS"_L1}, 0);
        if (as + 1 < part.size()) {
            output.name = plainName(part.subspan(as + 1));
            part = part.first(as);
        }
        output.expression = textOf(part);
        if (part.size() < 4 || !isOneOf(part[0], aggregates) || part[1].kind != TokenKind::OpenParen
            || part.back().kind != TokenKind::CloseParen)
            return output;
        Tokens inside = part.subspan(2, part.size() - 3);
        int depth = 0;
        for (const Token &token : inside) {
            depth += token.kind == TokenKind::OpenParen ? 1 : token.kind == TokenKind::CloseParen ? -1 : 0;
            if (depth < 0)
                return output; // two calls, such as SUM(a) / SUM(b)
        }
        output.function = part[0].text.toUpper();
        output.distinct = inside.front().isWord("DISTINCT"_L1);
        output.argument = textOf(output.distinct ? inside.subspan(1) : inside);
        return output;
    }

    void readFrom(Tokens from)
    {
        size_t next = findAtTop(from, joiningWords, 0);
        m_outline.first = textOf(from.first(std::min(next, from.size())));
        while (next < from.size()) {
            StatementOutline::Join join;
            size_t begin = next;
            while (begin < from.size() && !from[begin].isWord("JOIN"_L1)) {
                join.keepsLeft = join.keepsLeft || from[begin].isWord("LEFT"_L1) || from[begin].isWord("FULL"_L1);
                join.keepsRight = join.keepsRight || from[begin].isWord("RIGHT"_L1) || from[begin].isWord("FULL"_L1);
                ++begin;
            }
            next = findAtTop(from, joiningWords, begin + 1);
            if (begin + 1 >= from.size())
                return;
            const Tokens part = from.subspan(begin + 1, std::min(next, from.size()) - begin - 1);
            const size_t on = findAtTop(part, std::array{"ON"_L1, "USING"_L1}, 0);
            join.table = textOf(part.first(on));
            if (on < part.size())
                join.condition = textOf(part.subspan(part[on].isWord("USING"_L1) ? on : on + 1));
            m_outline.joins.push_back(std::move(join));
        }
    }

    std::vector<StatementOutline::Condition> conditionsOf(Tokens tokens) const
    {
        std::vector<StatementOutline::Condition> conditions;
        if (tokens.empty())
            return conditions;
        const bool either = findAtTop(tokens, std::array{"OR"_L1}, 0) < tokens.size();
        for (const Tokens part : either ? std::vector{tokens} : splitAt(tokens, TokenKind::Comma, "AND"_L1))
            conditions.push_back(either ? StatementOutline::Condition{textOf(part), {}, {}, {}, {}}
                                        : conditionOf(part));
        return conditions;
    }

    StatementOutline::Condition conditionOf(Tokens part) const
    {
        StatementOutline::Condition condition{textOf(part), {}, {}, {}, {}};
        const size_t at = comparisonIn(part);
        if (at == 0 || at >= part.size())
            return condition;
        condition.subject = textOf(part.first(at));
        const bool negated = part[at].isWord("NOT"_L1);
        const size_t word = negated ? at + 1 : at;
        if (word >= part.size())
            return {condition.text, {}, {}, {}, {}};
        const Tokens rest = part.subspan(word + 1);
        if (part[word].isWord("IS"_L1)) {
            const QString tail = textOf(rest).toUpper();
            if (tail == u"NULL" || tail == u"NOT NULL")
                condition.comparison = u"IS "_s + tail;
        } else if (part[word].isWord("BETWEEN"_L1)) {
            const size_t andAt = findAtTop(rest, std::array{"AND"_L1}, 0);
            if (negated || andAt + 1 >= rest.size())
                return {condition.text, {}, {}, {}, {}};
            condition.comparison = u"BETWEEN"_s;
            condition.value = textOf(rest.first(andAt));
            condition.upper = textOf(rest.subspan(andAt + 1));
        } else if (!rest.empty()) {
            condition.comparison = (negated ? u"NOT "_s : QString()) + part[word].text.toUpper();
            condition.value = textOf(rest);
        }
        return condition.comparison.isEmpty() ? StatementOutline::Condition{condition.text, {}, {}, {}, {}} : condition;
    }

    /// The one comparison of a condition, outside parentheses; the end when there is none or more.
    static size_t comparisonIn(Tokens part)
    {
        static constexpr std::array words{"LIKE"_L1, "IN"_L1, "IS"_L1, "BETWEEN"_L1};
        static const QSet<QString> operators{u"="_s, u"<>"_s, u"!="_s, u"<"_s, u"<="_s, u">"_s, u">="_s};
        size_t found = part.size();
        int depth = 0;
        for (size_t i = 0; i < part.size(); ++i) {
            depth += part[i].kind == TokenKind::OpenParen ? 1 : part[i].kind == TokenKind::CloseParen ? -1 : 0;
            if (depth != 0)
                continue;
            const bool isOperator = part[i].kind == TokenKind::Operator && operators.contains(part[i].text);
            if (!isOperator && !isOneOf(part[i], words))
                continue;
            if (found < part.size())
                return part.size();
            found = i > 0 && part[i - 1].isWord("NOT"_L1) ? i - 1 : i;
        }
        return found;
    }

    void readOrdering(Tokens tokens)
    {
        for (Tokens part : splitAt(tokens, TokenKind::Comma)) {
            StatementOutline::Order order;
            const size_t nulls = findAtTop(part, std::array{"NULLS"_L1}, 0);
            part = part.first(std::min(nulls, part.size()));
            if (!part.empty() && (part.back().isWord("DESC"_L1) || part.back().isWord("ASC"_L1))) {
                order.descending = part.back().isWord("DESC"_L1);
                part = part.first(part.size() - 1);
            }
            order.expression = textOf(part);
            if (!order.expression.isEmpty())
                m_outline.ordering.push_back(std::move(order));
        }
    }

    void readLimit(Tokens query)
    {
        const Tokens limit = clause(query, "LIMIT"_L1, 1);
        if (!limit.empty())
            m_outline.limit = textOf(limit);
        m_outline.offset = textOf(clause(query, "OFFSET"_L1, 1));
        const Tokens fetch = clause(query, "FETCH"_L1, 2);
        if (m_outline.limit.isEmpty() && !fetch.empty())
            m_outline.limit = textOf(fetch.first(1));
    }

    QStringView m_statement;
    Tokens m_tokens;
    StatementOutline m_outline;
    QSet<QString> m_common;
};

} // namespace

Result<StatementOutline> outlineOf(QStringView statement, Dialect dialect)
{
    auto tokens = tokenize(statement, dialect);
    if (!tokens)
        return std::unexpected(std::move(tokens).error());
    std::erase_if(*tokens, [](const Token &token) {
        return token.kind == TokenKind::Comment || token.kind == TokenKind::Semicolon;
    });
    return Outliner(statement, *tokens).read();
}

} // namespace tabletalk::sql
